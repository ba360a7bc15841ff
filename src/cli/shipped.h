/* Files that ship with the program: where it is installed, or where it was built. */
#ifndef WF_CLI_SHIPPED_H
#define WF_CLI_SHIPPED_H

/** Path of a file of platforms/, deployments/ or calibration/, as "platforms/devices.xml".
 *  @return NULL: it was not found beside the program. Caller frees. */
char *wf_shipped(const char *name);

#endif
