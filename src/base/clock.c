#include "base/clock.h"
#include <sys/resource.h>
#include <time.h>

static double read_s(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double wf_clock_s(void)
{
    return read_s(CLOCK_MONOTONIC);
}

double wf_clock_cpu_s(void)
{
    return read_s(CLOCK_PROCESS_CPUTIME_ID);
}

static double usage_s(const struct timeval *time)
{
    return (double)time->tv_sec + 1e-6 * (double)time->tv_usec;
}

double wf_clock_family_cpu_s(void)
{
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    return wf_clock_cpu_s() + usage_s(&children.ru_utime) + usage_s(&children.ru_stime);
}
