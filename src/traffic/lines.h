/* SPDX-License-Identifier: Apache-2.0 */
/* Access logs, line by line. */
#ifndef POSTERN_TRAFFIC_LINES_H
#define POSTERN_TRAFFIC_LINES_H

#include "traffic/traffic.h"

/* True when the first line is one of an access log in JSON. Errors: ERR_MEMORY. */
NODISCARD enum err lines_are_json(struct arena *arena, struct span text, bool *out);

/* Reads an access log. Errors: as traffic_read. */
NODISCARD enum err lines_read(struct arena *arena, struct span text, struct traffic *out,
                              struct diag *diag);

#endif
