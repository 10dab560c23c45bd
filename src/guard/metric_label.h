/* SPDX-License-Identifier: Apache-2.0 */
/* The value of a label, for Prometheus. */
#ifndef POSTERN_GUARD_METRIC_LABEL_H
#define POSTERN_GUARD_METRIC_LABEL_H

#include "base/buf.h"

/* Appends it, without its quotes. */
void metric_label(struct buf *out, struct span value);

#endif
