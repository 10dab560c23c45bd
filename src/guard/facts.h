/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a request before anything is decided. */
#ifndef POSTERN_GUARD_FACTS_H
#define POSTERN_GUARD_FACTS_H

#include "guard/ground.h"
#include "guard/limits/limits.h"
#include "guard/users/account.h"
#include "policy/path.h"
#include "policy/policy.h"
#include "text/message.h"

/* What verifying the credential by one of an operation's choices came to. Zero: not tried. */
struct proof {
    bool made;
    enum ground fault; /* GROUND_UNDECIDED: none; else why nothing else counts */
    enum token_reason reason;
    enum account_reason account; /* what the user's row says; ACCOUNT_NONE: it was not asked */
    const struct node *claims;   /* of an accepted credential */
    const struct node *user;     /* a JWT's, by the row; NULL: none was looked up */
    bool recalled;               /* by what the row said before: it could not be read */
    struct span revoked;         /* by which kind of entry, for GROUND_REVOKED */
};

struct facts {
    enum ground fault; /* GROUND_UNDECIDED: none; else why it is refused whatever the policy says */
    struct span method;
    enum path_fault path_fault;
    struct span forged;                   /* the header's name, for GROUND_FORGED */
    bool credential;                      /* there is just one, wherever it travels */
    bool malformed;                       /* the Authorization field */
    struct span prefix;                   /* "Bearer"; empty: it does not travel in Authorization */
    const struct policy_carrier *carrier; /* where it travels else; NULL: it does not */
    struct span secret;                   /* itself, wherever it travels */
    bool same_site; /* by what it says of its origin, a page of the application's sent it */
    struct span user, password; /* of Basic */
    struct attempt attempt;     /* to get in with the credential */
    struct limits_news news;    /* what came of it, where has_news */
    bool has_news;
    const struct policy_operation *operation; /* where it was looked up already; else NULL */
    struct proof proofs[POLICY_CHOICES_MOST]; /* by choice of the operation */
    struct path path;                         /* last: facts_clear leaves its bytes alone */
};

/* Whether the credential travels as one of the scheme's does. */
bool facts_carry(const struct facts *facts, const struct policy_scheme *scheme);

/* Nothing is known. It does not touch 4 KiB for that. */
void facts_clear(struct facts *facts);

/* A request as the proxy shows it. */
struct facts_request {
    struct span method, target;
    const struct fields *fields;
};

/* Reads a request. Errors: ERR_MEMORY. */
NODISCARD enum err facts_read(struct arena *arena, const struct policy *policy,
                              const struct facts_request *request, struct facts *out);

#endif
