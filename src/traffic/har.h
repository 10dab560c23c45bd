/* SPDX-License-Identifier: Apache-2.0 */
/* HAR files: what browsers and proxies export. */
#ifndef POSTERN_TRAFFIC_HAR_H
#define POSTERN_TRAFFIC_HAR_H

#include "traffic/traffic.h"

/* Reads the text of a HAR file without its byte order mark. Errors: as traffic_read. */
NODISCARD enum err har_read(struct arena *arena, struct span text, struct traffic *out,
                            struct diag *diag);

#endif
