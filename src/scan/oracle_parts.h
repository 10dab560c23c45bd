/* SPDX-License-Identifier: Apache-2.0 */
/* What judging an answer and judging a gate share. */
#ifndef POSTERN_SCAN_ORACLE_PARTS_H
#define POSTERN_SCAN_ORACLE_PARTS_H

#include "scan/oracle.h"

#define GRANT(why) ((struct ruling){VERDICT_GRANTED, (why)})
#define DENY(why) ((struct ruling){VERDICT_DENIED, (why)})
#define UNCLEAR(why) ((struct ruling){VERDICT_UNCLEAR, (why)})

static inline bool answered(const struct sample *sample) {
    return sample->wire == WIRE_OK;
}

/* Answers that tell of the server's state, not of its gate. */
bool oracle_about_server(const struct sample *sample);

/* What a layer in front of all routes says, or the router itself. */
bool oracle_before_routing(const struct controls *controls, const struct sample *answer);

#endif
