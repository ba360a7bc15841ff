#include "fit/level.h"
