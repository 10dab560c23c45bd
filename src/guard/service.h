/* SPDX-License-Identifier: Apache-2.0 */
/* A question answered from end to end: judged, written down, put into the proxy's words. */
#ifndef POSTERN_GUARD_SERVICE_H
#define POSTERN_GUARD_SERVICE_H

#include "base/clock.h"
#include "guard/answer.h"
#include "guard/ask.h"
#include "guard/counters.h"
#include "guard/journal.h"
#include "guard/revoked.h"
#include "guard/shared/shared.h"
#include "guard/steady.h"

/* What may change while it serves. */
struct service_state {
    const struct policy *policy;
    struct journal *journal; /* a line for each decision */
    struct revocations revocations;
};

struct service {
    struct service_state state;
    struct counters counters;
    struct limits *limits; /* NULL: failures are not counted */
    struct shared *shared; /* NULL: no other guard hears of them */
    struct buf line;       /* written and forgotten with each decision */
    struct steady steady;  /* what now is */
    int64_t spelled_s;     /* the time as the log has it, and when that was */
    char spelled[CLOCK_ISO_SIZE];
    uint64_t born, named; /* of the names that it gives to requests */
};

void service_free(struct service *service);

/* After a round of questions, and before their answers leave: what is to be written down is, all of
 * it together. False: it could not be, so that the answers of this round must not leave. */
NODISCARD bool service_settle(struct service *service);

/* Answers one question. A decision that cannot be written down is a refusal, unless the
 * configuration says otherwise. In mode observe everything passes, and the log tells what would
 * not. Where users have to be asked first there is no answer yet: ask again once the errand is
 * done. now: seconds since 1970, which may go back: then it is not gone by. Errors: ERR_MEMORY. */
NODISCARD enum err service_answer(struct service *service, struct arena *arena,
                                  const struct ask *ask, int64_t now, struct answer *out);

#endif
