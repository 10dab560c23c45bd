/* SPDX-License-Identifier: Apache-2.0 */
/* What of one recorded request may be sent again. */
#ifndef POSTERN_SCAN_BUILD_RECORDED_VALUES_H
#define POSTERN_SCAN_BUILD_RECORDED_VALUES_H

#include "scan/build/build.h"
#include "traffic/traffic.h"

/* Takes the values of the request, whose path fits the template, which ends in the operation's.
 * Errors: ERR_MEMORY. */
NODISCARD enum err recorded_take(struct known_values *known, const struct operation *operation,
                                 struct span template, struct span path,
                                 const struct traffic_request *request);

#endif
