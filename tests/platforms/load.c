/* A bare SimGrid: loads the platform it is given and ends. tests/platforms/agree.sh holds `check`
 * against it. */
#include <simgrid/engine.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    simgrid_init(&argc, argv);
    simgrid_load_platform(argv[1]);
    _exit(0);
}
