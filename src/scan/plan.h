/* SPDX-License-Identifier: Apache-2.0 */
/* The plan: which operations are asked, in which order, and what is known of each beforehand. */
#ifndef POSTERN_SCAN_PLAN_H
#define POSTERN_SCAN_PLAN_H

#include "routes/routes.h"
#include "scan/engine.h"
#include "scan/login/login.h"

struct planned {
    const struct operation *operation;
    struct span route; /* its template below the target's base path */
    size_t index;      /* in the result */
    unsigned wave;     /* one after the other: lists, details, and reads before writes */
    bool logs_in;      /* it gives credentials, or renews them: left alone by attacks */
    bool ends_session; /* asked with a credential, it would take that away */
    bool for_nobody;   /* by its names, for those who have no credential yet */
};

struct plan {
    struct planned *at; /* by wave */
    size_t n;
    const struct contract *contract;
    const struct planned **of;   /* by the contract's operations; NULL: left out */
    struct routes routes;        /* of all operations, asked or not, read or not */
    VEC(struct span) base_paths; /* what stands before their templates */
    bool logs_in;                /* some of them gives credentials, or renews them */
    bool anywhere;               /* a row that could not be read may mean any path */
};

/* Whether --only and --skip leave the rule in. */
bool plan_wants(const struct scan_options *options, const struct rule *rule);

/* Whether --shard, --include and --exclude leave the operation in, and the user does not want it
 * left alone. */
bool plan_selects(const struct scan_options *options, const struct operation *operation);

/* Whether --shard alone leaves the operation out: another share asks it. */
bool plan_is_elsewhere(const struct scan_options *options, const struct operation *operation);

/* What is planned of an operation; NULL: it is left out, or none of the contract's. */
const struct planned *plan_of(const struct plan *plan, const struct operation *operation);

/* The operation whose method and path were asked for, planned or not; NULL: it is none of the
 * contract's. */
const struct operation *plan_asked(const struct plan *plan, const struct request *request);

/* True when the contract has an operation of that method on the same path. */
bool plan_declares(const struct plan *plan, const struct planned *planned, struct span method);

/* True when another operation of the same path, or of the collection that the path is an object of,
 * declares security. */
bool plan_has_kin(const struct plan *plan, const struct planned *planned);

/* True when a path, with or without the base path in front, is one of the contract's. */
bool plan_documents(const struct plan *plan, struct span path);

/* Selects and orders the operations; gives each its row in the result. Errors: ERR_MEMORY. */
NODISCARD enum err plan_make(struct arena *arena, const struct scan_options *options,
                             const struct login *login, struct plan *plan, struct result *result);

/* Tells the plan line by line, with the requests that a rehearsal took. Errors: ERR_MEMORY. */
NODISCARD enum err plan_tell(const struct plan *plan, const struct scan_options *options,
                             const struct result *rehearsed);

#endif
