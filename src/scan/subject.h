/* SPDX-License-Identifier: Apache-2.0 */
/* A subject: one operation under test, with its controls, its attacks and what they showed. Private
 * to the engine; probes see it through probe.h. */
#ifndef POSTERN_SCAN_SUBJECT_H
#define POSTERN_SCAN_SUBJECT_H

#include "http/client.h"
#include "scan/engine.h"
#include "scan/probe.h"

#define LIMIT_SUBJECT_BYTES ((size_t)64 << 20)
enum { SUBJECT_ATTACKS = 400, SUBJECT_RESTARTS = 3 };

/* One request on its way, or answered. */
struct shot {
    struct job job;
    struct subject *subject;
    struct exchange exchange;
    struct sample sample;
    const struct identity *identity; /* whose credential it carries, or NULL */
    unsigned repeats;                /* sent again because the answer told nothing */
};

struct hit {
    struct attack *attack;
    struct shot *again; /* the confirmation */
    bool confirmed, symptom;
};

#define STAGE_LIST(X)                                                                 \
    X(CONTROLS) /* anonymous, garbage, wrong scheme, each identity */                 \
    X(AGAIN)    /* the accepted identity once more: what is volatile */               \
    X(CANARY)   /* a refused identity at an operation that it was served by before */ \
    X(ATTACK)                                                                         \
    X(NARROW)                                                                         \
    X(CONFIRM)                                                                        \
    X(DONE)
#define STAGE_ENUM(name) STAGE_##name,
enum stage { STAGE_LIST(STAGE_ENUM) };
#undef STAGE_ENUM

struct subject {
    struct engine *engine;
    struct subject *next; /* in the engine's lists */
    struct arena arena;
    const struct operation *operation; /* the contract's, or an inferred copy of it */
    const struct operation *planned;   /* the contract's */
    size_t index;                      /* in the result */
    enum stage stage;
    enum build_mode mode;
    struct draft draft;
    unsigned outstanding, requests, restarts;

    struct shot *control[4];  /* by enum control; NULL: not sent */
    VEC(struct shot *) valid; /* one for each identity that can meet the requirement */
    struct shot *again, *canary;
    struct shot *fresh[4];
    const struct identity *identity;
    const struct requirement *requirement;
    struct controls controls;
    struct sample_memory memory;
    struct gate_ruling gate;

    VEC(struct attack *) attacks;
    size_t sent;   /* attacks below this were sent */
    size_t judged; /* attacks below this were judged */
    bool symptoms; /* probes that have a cause were asked */
    VEC(struct hit) hits;
    bool renewing;
    bool slashed;    /* a slash was added to the path */
    bool overflowed; /* an answer did not fit into the subject's memory */
    unsigned round;  /* counts the times that it started over */
};

/* Starts the subject: builds its request and sends the controls; may be done at once. */
NODISCARD enum err subject_start(struct subject *subject);

/* Ends a subject whose answers do not fit into its memory: no verdict. */
NODISCARD enum err subject_give_up(struct subject *subject);

/* Takes the next step when everything that was sent has been answered. */
NODISCARD enum err subject_step(struct subject *subject);

/* A shot in the subject's arena, not sent. */
struct shot *shot_new(struct subject *subject, const struct request *request,
                      const struct identity *identity);

/* Sends; the subject waits for it. */
void shot_send(struct shot *shot);

/* Sends again, at most so many times, when the answer told nothing: a server error, a lost
 * connection. shot may be NULL. */
void shot_repeat(struct shot *shot, unsigned most);

#endif
