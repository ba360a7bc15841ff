#include "star.h"
static const struct analytic_case cases[1];
const struct analytic_topic analytic_serverless = {cases, 0};
