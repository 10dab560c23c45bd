/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a credential is that of a user who may use it: Django's tables say. */
#ifndef POSTERN_GUARD_ACCOUNT_H
#define POSTERN_GUARD_ACCOUNT_H

#include "guard/hits.h"
#include "text/tree.h"
#include "token/django_signing.h"

/* Code, and its name for the log; no answer tells it. The first, zero, says nothing. */
#define ACCOUNT_LIST(X)                   \
    X(NONE, "")                           \
    X(ACCEPTED, "accepted")               \
    X(UNKNOWN, "user-unknown")            \
    X(INACTIVE, "user-inactive")          \
    X(UNUSABLE, "password-unusable")      \
    X(UNSUPPORTED, "password-unreadable") \
    X(PASSWORD, "password-wrong")         \
    X(ROLES, "roles-disagree")            \
    X(CHANGED, "password-changed")        \
    X(BLACKLISTED, "token-blacklisted")   \
    X(SESSION, "session-unknown")         \
    X(KEY, "key-unknown")                 \
    X(OVER, "no-longer-valid")            \
    X(OVERLOAD, "too-much-to-do")         \
    X(DATABASE, "database-unavailable")

#define ACCOUNT_ENUM(code, name) ACCOUNT_##code,
enum account_reason { ACCOUNT_LIST(ACCOUNT_ENUM) ACCOUNT_COUNT };
#undef ACCOUNT_ENUM

/* "user-inactive". Static. */
const char *account_name(enum account_reason reason);

struct account_question {
    const struct config_scheme *scheme;
    struct span user;   /* Basic: the name; a JWT: the value of the claim that names its user */
    struct span secret; /* Basic: the password; others: itself */
    struct span claims; /* a JWT's, as JSON */
    const struct django_secrets *secrets; /* of a session's application */
};

struct account {
    enum account_reason reason;
    bool recalled;             /* from before: the database could not be asked */
    const struct node *claims; /* of the row; of a JWT's, which has its own, "sub" alone; in the
                                * arena */
};

/* Judges in as much time for one who is unknown, inactive or without a password as for one who is
 * not. Blocks: on the database, and as long as the hash takes. Errors, when it could not judge:
 * ERR_IO, ERR_LIMIT, ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err account_judge(struct users *users, struct hits *hits, struct arena *arena,
                                 const struct account_question *question, struct account *out);

#endif
