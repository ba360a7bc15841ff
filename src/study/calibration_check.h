/* The check of a calibration: each run is simulated with figures that it was not fitted on. */
#ifndef WF_STUDY_CALIBRATION_CHECK_H
#define WF_STUDY_CALIBRATION_CHECK_H

#include "study/calibration.h"

/** Predict run @p index of @p calibration from the others, or its second half from its first, and
 *  compare with its measurements.
 *  @param[in,out] check  zeroed before. Its errors are NaN if the other data do not suffice; the
 *                        calibration releases it
 *  @return 0, or -1 with @p err: that of the simulation */
int wf_calibration_check_run(const struct wf_calibration *calibration, uint32_t index,
                             struct wf_calibration_check *check, struct wf_err *err);

#endif
