/* SPDX-License-Identifier: Apache-2.0 */
/* Recorded requests held against a policy: who would be locked out? */
#ifndef POSTERN_GUARD_REPLAY_H
#define POSTERN_GUARD_REPLAY_H

#include "base/map.h"
#include "guard/judge.h"

/* Zero: a line that nothing is known of. What a request would be. */
enum replay_fate {
    REPLAY_UNREAD = 0, /* no line of an access log */
    REPLAY_PASSES,
    REPLAY_DEPENDS,   /* on what the log does not show: a credential, a user */
    REPLAY_REFUSED,   /* and was not served when it was recorded */
    REPLAY_LOCKED_OUT /* refused, though it was served */
};

enum { REPLAY_FATES = REPLAY_LOCKED_OUT + 1, REPLAY_ROWS_MOST = 10000 };

/* Requests of one operation (or of one path that is none) with one outcome. */
struct replay_row {
    struct span method, place;
    enum ground ground;
    enum replay_fate fate;
    size_t n;
    struct span client; /* of the first of them; may be empty */
    bool by_slash;      /* the path with a final slash is one of the contract's */
};

struct replay {
    struct arena *arena; /* of the rows */
    const struct policy *policy;
    int64_t now; /* where a line does not say when it was */
    struct map by_name;
    VEC(struct replay_row *) rows;
    size_t n[REPLAY_FATES];
};

/* Takes a line: the combined format of nginx and Apache, or a JSON object with a method
 * (request_method), a URI (request_uri, uri, path, target), a status and, if it has one, an
 * Authorization header (http_authorization), or a line of the guard's own log. scratch is what
 * judging it may use. Past REPLAY_ROWS_MOST rows it counts without a new row. Errors: ERR_MEMORY.
 */
NODISCARD enum err replay_line(struct replay *replay, struct arena *scratch, struct span line);

#endif
