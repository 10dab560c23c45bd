/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine's files share. */
#ifndef POSTERN_SCAN_ENGINE_PRIVATE_H
#define POSTERN_SCAN_ENGINE_PRIVATE_H

#include "base/map.h"
#include "http/listener.h"
#include "scan/login/login.h"
#include "scan/subject.h"
#include "token/pkey.h"

/* A request that an identity was served by: asked again when there is doubt about its credential.
 */
struct canary {
    const struct identity *identity;
    const struct requirement *requirement;
    struct request request; /* without credential */
    int64_t renewed;        /* when its credential was renewed last, seconds since 1970 */
    struct span old_token;  /* what the token was before the last renewal */
    bool renew_wanted, lost;
    unsigned in_vain;       /* renewals asked for since it was served last */
    bool refused, got_past; /* by any operation */
};

/* Findings of one cause, over operations. */
struct cause {
    struct finding finding;
    struct span key;
    size_t shown; /* index of the operation whose message and evidence it shows */
};

struct engine {
    const struct scan_options *options;
    struct arena *arena; /* of the result */
    struct result *result;
    struct client *client;
    struct wallet wallet;
    struct login login;
    struct known_values own_known;
    struct known_values *known;
    VEC(struct canary) canaries; /* one for each identity, in their order */
    VEC(struct cause *) causes;
    struct map cause_by_key;
    struct map methods;                     /* path template: struct declared_methods of plan.c */
    struct map seen;                        /* keys of subject_first */
    struct map path_memory;                 /* see path_memory.c */
    VEC(const struct operation *) deferred; /* asked again when the others have taught */
    bool last_round;
    bool inferred; /* the contract is silent: what refuses is taken for guarded */
    VEC(struct subject *) subjects;
    struct subject *ready, *idle;
    size_t active;

    /* For forging tokens. */
    VEC(struct span) secrets;    /* that sign tokens, and were guessed */
    struct map secret_of;        /* see forgery_secret.c */
    VEC(EVP_PKEY *) public_keys; /* of the target */
    EVP_PKEY *remote_key;        /* our own, which the listener serves */
    struct listener *listener;
    struct span remote_url;
    bool remote_tried, remote_used; /* opened, or not; tokens were made that lead there */

    bool paused; /* nothing is sent until credentials are renewed */
    unsigned failures_in_row, throttled_in_row;
    struct span lost; /* a login that failed or was lost, in words */
    enum err failure; /* the first that ends the scan early */
    uint64_t started_ns;
    struct scan_progress progress;
};

/* A subject has all its answers: goes on with it, now or after a renewal. */
void engine_answered(struct engine *engine, struct subject *subject);

/* Learns from how far an exchange came whether the scan can go on. */
void engine_watch(struct engine *engine, enum wire wire);

/* The same from answers that ask for patience, after the client has had some. */
void engine_watch_throttling(struct engine *engine, bool throttled);

/* Counts, sorts and says whether the scan is whole; ended: what the work came to. Errors: what the
 * scan is to end with. */
NODISCARD enum err engine_conclude(struct engine *engine, enum err ended);

bool engine_wants(const struct engine *engine, const struct rule *rule);
struct canary *engine_canary(struct engine *engine, const struct identity *identity);

/* Adds a confirmed (or likely) hit to the finding of its cause. */
NODISCARD enum err findings_add(struct engine *engine, struct subject *subject,
                                const struct hit *hit, enum confidence confidence);

/* Moves the causes into the result: fingerprints, order. */
NODISCARD enum err findings_finish(struct engine *engine);

/* What must not be seen in evidence: the identities' secrets, and a token of the attack's own. */
struct hidden {
    const struct identities *identities;
    struct span token; /* or empty */
};

/* An exchange for a report: secrets by name, body as an excerpt, a curl line. */
NODISCARD enum err evidence_make(struct arena *arena, const struct hidden *hidden,
                                 const struct exchange *exchange, struct span what,
                                 struct span label, struct evidence *out);

/* Writes the subject's gate and matrix into the result. */
NODISCARD enum err matrix_write(struct engine *engine, struct subject *subject);

/* All probes, in the order in which they are asked; NULL ends. */
extern const struct probe *const PROBES[];

#endif
