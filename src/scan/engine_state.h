/* SPDX-License-Identifier: Apache-2.0 */
/* What a scan knows, shared by all who work on its subjects. How they are scheduled is engine.c's.
 */
#ifndef POSTERN_SCAN_ENGINE_STATE_H
#define POSTERN_SCAN_ENGINE_STATE_H

#include "base/map.h"
#include "catalog/findings.h"
#include "http/listener.h"
#include "scan/canary.h"
#include "scan/credential/wallet.h"
#include "scan/engine.h"
#include "scan/late.h"
#include "scan/login/login.h"
#include "scan/made.h"
#include "scan/path_memory.h"
#include "scan/plan.h"
#include "scan/rebuffs.h"
#include "scan/shutout.h"
#include "scan/survey.h"
#include "scan/task.h"
#include "token/pkey.h"
#include "token/published.h"

struct rehearsal;

/* A finding's sighting, which is asked for again if the target is fickle. */
struct told_sighting {
    const struct planned *planned;
    const struct rule *rule;
    struct span cause;
    struct operation_name operation;
};

enum stance { STANCE_NONE, STANCE_SERVES, STANCE_REFUSES, STANCE_FALLS };

/* What an operation answered its four controls last, and whether it did so by turns. */
struct fickle_operation {
    const struct planned *planned;
    enum stance last[4];
    bool by_turns;
};

/* Targets that answer by turns; see fickle.h. */
struct fickle {
    VEC(struct fickle_operation) operations;
    VEC(struct told_sighting) told; /* before the gentle round */
    size_t n;                       /* operations that answered by turns */
    bool all;                       /* so many did that all were asked again */
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
    struct plan plan;
    struct canaries canaries;
    struct findings findings;
    struct made_objects made; /* by allowed writes */
    struct path_memory path_memory;
    struct rebuffs rebuffs;
    struct shutout shutout;
    struct map seen;                           /* keys of subject_first */
    VEC(const struct planned *) later;         /* asked again when the others have taught */
    VEC(const struct planned *) doubtful;      /* when words of refusal are known; see rebuffs.h */
    VEC(const struct planned *) unsteady_once; /* asked again in the end, gently */
    VEC(const struct planned *) served_once;   /* of these, those that served somebody before */
    VEC(const struct planned *) open_once;     /* and those that served anybody */
    struct fickle fickle;
    struct late late; /* asked again when tokens have ended */
    size_t unsteady;  /* operations whose answers changed then, too */
    bool gentle;      /* the last round: one operation at a time, one request at a time */
    bool words_known; /* the round of the doubtful, and those after it */
    bool last_round;  /* nothing is put off any more */
    struct tasks *tasks;
    struct scan_progress progress;
    struct survey survey;
    struct rehearsal *rehearsal; /* NULL: the target is asked */
    uint64_t plain_requests;     /* sent without TLS, by a client of their own */
    uint64_t known_requests;     /* of surveys that an earlier run made */

    /* For forging tokens. */
    VEC(struct span) secrets;      /* that sign tokens, and were guessed */
    struct map secret_of;          /* see forgery_secret.c */
    bool unjudged_told;            /* that the key is not known */
    struct published published;    /* the target's public keys */
    EVP_PKEY *own_keys[ALG_COUNT]; /* made when the first is asked for; see forgery.h */
    struct listener *listener;
    struct span remote_url;
    bool remote_tried, remote_used; /* opened, or not; tokens were made that lead there */
};

/* Counts, sorts and says whether the scan is whole. ended: what the work came to; why: that in
 * words, or empty; lost: a login that failed or was lost, or empty. Errors: what the scan is to end
 * with. */
NODISCARD enum err engine_conclude(struct engine *engine, enum err ended, struct span why,
                                   struct span lost);

#endif
