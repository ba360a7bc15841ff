/* The clock on the wall, for limits and progress. No result depends on it. */
#ifndef WF_BASE_CLOCK_H
#define WF_BASE_CLOCK_H

/** Seconds since some date, the same for all processes of the machine; never set back. */
double wf_clock_s(void);
/** CPU seconds of this process so far. */
double wf_clock_cpu_s(void);
/** CPU seconds of this process and of the children that it has waited for, with theirs. */
double wf_clock_family_cpu_s(void);

#endif
