/* SPDX-License-Identifier: Apache-2.0 */
/* A line of an access log, read. */
#ifndef POSTERN_TRAFFIC_RECORDED_H
#define POSTERN_TRAFFIC_RECORDED_H

#include "base/arena.h"
#include "base/err.h"

struct recorded {
    bool read;  /* it is a line that says what was asked */
    bool event; /* of the guard's own log, and about no request */
    struct span method, target, client;
    int64_t status;      /* 0: not said */
    bool has_credential; /* the line says what Authorization there was, if any */
    struct span authorization;
    bool has_time;
    int64_t time;       /* seconds since 1970 */
    struct span ground; /* of the guard's own log: what was decided; else empty */
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err recorded_read(struct arena *arena, struct span line, struct recorded *out);

#endif
