/* SPDX-License-Identifier: Apache-2.0 */
/* A subject: one operation under test, with its controls, its attacks and what they showed. Private
 * to those who take it through its stages; probes see it through probe.h. */
#ifndef POSTERN_SCAN_SUBJECT_H
#define POSTERN_SCAN_SUBJECT_H

#include "scan/engine_state.h"
#include "scan/probe.h"
#include "scan/shot.h"

enum { SUBJECT_ATTACKS = 400 };

struct hit {
    struct attack *attack;
    struct shot *again; /* the confirmation */
    bool confirmed, symptom;
};

/* Why a subject starts over, and how often it may for that reason. */
#define RESTART_LIST(X)                                                                            \
    X(SLASH, 1)     /* a redirect showed that its path ends in a slash */                          \
    X(ID, 4)        /* the router itself takes no ids of that form; or back to one that it took */ \
    X(INFERENCE, 1) /* its refusal showed security that the contract does not declare */           \
    X(ORIGIN, 1)    /* what a session writes may be taken only without an Origin */                \
    X(COMPANY, 1) /* another identity was served than its other requests are sent in company of */ \
    X(ADMITTED, 1) /* its refusal names what an identity has and no scheme does */                 \
    X(LEFTOVER, 2) /* it may want what no scheme names as well; and does not */                    \
    X(MISTYPED, 1) /* a body that cannot be parsed told nobody apart: one of another type */       \
    X(RENEWAL, 3)  /* a credential had died, and was renewed */                                    \
    X(ONCE, 1)     /* a write works once: each request gets names of its own */                    \
    X(LOST, 3)     /* an identity was lost meanwhile: with those that are left */
#define RESTART_ENUM(name, most) RESTART_##name,
enum restart { RESTART_LIST(RESTART_ENUM) RESTART_REASONS };
#undef RESTART_ENUM

/* What its answers are waited for; see stages.c. */
#define STAGE_LIST(X) \
    X(CONTROLS)       \
    X(CANARY)         \
    X(RENEWAL)        \
    X(AGAIN)          \
    X(LACKING)        \
    X(ABSENT)         \
    X(TURN)           \
    X(ATTACK)         \
    X(SECRET)         \
    X(FOLLOW)         \
    X(CLASS)          \
    X(NARROW)         \
    X(RETRY)          \
    X(CONFIRM)        \
    X(RECHECK)        \
    X(DONE)
#define STAGE_ENUM(name) STAGE_##name,
enum stage { STAGE_LIST(STAGE_ENUM) };
#undef STAGE_ENUM

/* A member of a set of credentials, worthless beside the valid others. */
struct member {
    const struct shot *offer; /* the valid request that it is compared with */
    const struct scheme *scheme;
    struct shot *shot;
};

/* An answer to what was answered before; see fickle.h. */
struct once_more {
    struct shot *shot;
    size_t hit;     /* of which hit, from 1; 0: of a control */
    size_t control; /* enum control */
};

/* From this battery to that one. */
struct battery_range {
    enum battery from, to;
};

struct subject {
    struct engine *engine;
    struct arena arena;
    struct volley volley;
    const struct planned *planned;
    const struct operation *operation;  /* the contract's, or an inferred copy of it */
    const struct operation *unadmitted; /* before RESTART_ADMITTED */
    enum stage stage;
    unsigned restarts[RESTART_REASONS];
    enum stage passed; /* the last of the stages that are passed in the order of the plan */
    enum build_mode mode;
    enum build_id id;
    struct draft draft;
    size_t variant;   /* bodies of their own that requests were given so far */
    struct span body; /* the last of them */

    VEC(const struct requirement *) leftovers; /* requirements that were refused, and more */
    const struct identity *company; /* whose companions go with nobody's requests; or NULL */
    struct shot *bare;              /* nobody's request without what goes with all others */
    struct shot *control[4];        /* by enum control; NULL: not sent */
    VEC(struct shot *) offers;      /* one for each identity and each requirement that it meets */
    VEC(struct shot *) valid;       /* of them the best of each identity, once they are answered */
    VEC(struct member) members;     /* sent to prove each credential of a set */
    struct shot *again;             /* the accepted identity's once more */
    struct shot *nowhere;           /* what was an error, at a path that does not exist */
    struct shot *stranger;          /* a worthless credential for what is not there; see order.h */
    bool order_told;                /* the memory of paths has learnt what that, or others, say */
    enum build_id taken;            /* the form of an id that the operation itself took; */
    bool takes;                     /* there was one */
    struct draft lacked;     /* a body that lacks what the contract requires; see lacking.h */
    bool absent;             /* or one as it should be, for what is not there */
    bool found_fault;        /* the operation found fault with the one that lacks, for nobody */
    bool worthless_read;     /* and so for a worthless credential */
    struct shot *lacking[4]; /* without a credential, with a worthless one, both nowhere */
    struct shot *canary;
    struct shot *fresh[4];      /* the controls after the attacks */
    struct shot *rechecked[4];  /* and once more, where only their words had changed */
    VEC(struct once_more) more; /* in the last round, where the target answers by turns */
    const struct identity *identity;
    const struct requirement *requirement;
    struct controls controls;
    struct gate_ruling gate;
    struct gate_ruling half; /* what was told of the gate before another body was tried for more */
    const struct forgeries *forgeries; /* NULL: not read yet */
    struct late_case *late;            /* in a late round: the case; else NULL */
    struct span untried;               /* what could not be attacked, and why; or empty */

    struct battery_range battery; /* what is being planned */
    bool classed;                 /* whether it is the first of its class was asked */
    bool deepened;                /* of the full battery more was planned, too: */
    bool whole;                   /* all that was left; or: */
    VEC(const char *) odd;        /* what belongs to these groups of rules */
    VEC(struct attack *) attacks;
    size_t sent;    /* attacks below this were sent */
    size_t judged;  /* attacks below this were judged */
    size_t dropped; /* planned attacks that were too many, or that nobody waits for any more */
    bool put_off;   /* for they did not */
    bool spends;    /* each request that comes through takes an object that the scan made */
    bool steady;    /* the controls after the attacks say what those before them said */
    VEC(struct hit) hits;
};

/* The times that it started over, for any reason. */
unsigned subject_round(const struct subject *subject);

/* Where a write works once, gives the request a body of its own. Errors: ERR_MEMORY. */
NODISCARD enum err subject_freshen(struct subject *subject, struct request *request);

/* A deletion that may succeed, of an object that the scan made. */
bool subject_takes_away(const struct subject *subject);

/* The contract's route that the subject stands at. */
const struct route *subject_route(const struct subject *subject);

/* A write that may succeed is asked of what the scan made, where it made something there: at the
 * address that the target gave it, whatever its ids are called. Errors: ERR_MEMORY. */
NODISCARD enum err subject_use_made(struct subject *subject);

/* Where requests that come through take objects away, gives the request one of its own. */
void subject_spend(struct subject *subject, struct request *request);

/* Forgets what was answered, but not why it started over. */
void subject_forget(struct subject *subject);

#endif
