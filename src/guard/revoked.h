/* SPDX-License-Identifier: Apache-2.0 */
/* What is revoked: tokens and subjects, listed line by line. */
#ifndef POSTERN_GUARD_REVOKED_H
#define POSTERN_GUARD_REVOKED_H

#include "base/diag.h"
#include "base/err.h"
#include "base/map.h"
#include "text/tree.h"

enum { REVOKED_BYTES = 16 << 20 /* of a list */, REVOKED_MOST = 500000 /* entries */ };

/* Zero is the empty list; revoked_free it. */
struct revoked {
    struct arena arena;
    struct map entries; /* struct revoked_entry, by kind and value */
    size_t n;
    int64_t all_before; /* tokens issued before then, whosever they are */
};

void revoked_free(struct revoked *revoked);

/* Adds what one line says:
 *
 *     jti ID                    that token
 *     sub ID [before TIME]      that subject's credentials; with a time, tokens issued before it
 *     user NAME [before TIME]   likewise, by the name of the user
 *     token SHA256              the token of that hash (64 hexadecimal digits)
 *     all before TIME           every token issued before it
 *
 * A value with white space stands between double quotes; TIME is like 2026-11-27T10:00:00Z, or
 * seconds since 1970. Nothing, or what follows a #, says nothing. *fault: why not. Errors:
 * ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY; nothing is added then. */
NODISCARD enum err revoked_add(struct revoked *revoked, struct span line, const char **fault);

/* A whole file's lines, into an empty list. Every fault is told with its place; with any the
 * answer is ERR_INVALID. Errors: also ERR_MEMORY, ERR_LIMIT. */
NODISCARD enum err revoked_read(struct revoked *revoked, struct span file, struct span text,
                                struct diag *diag);

/* A credential that was found sound. */
struct revoked_asked {
    const struct node *claims;
    struct span secret;        /* as it was shown; empty: a password */
    struct span subject, name; /* beside the claims sub and username; empty: none */
    bool is_token;             /* a JWT: one that does not say when it was issued was issued before
                                * any time */
};

/* All lists that count. */
enum { REVOKED_LISTS = 2 }; /* a file's, and Redis's */

struct revocations {
    const struct revoked *lists[REVOKED_LISTS]; /* NULL: none */
    bool stale; /* a list could not be read anew; the last one that could counts */
};

/* "jti", "sub", "user", "token" or "all": what revokes it; NULL: nothing does. */
const char *revoked_by(const struct revoked *revoked, const struct revoked_asked *asked);

/* Likewise, by any of the lists. */
const char *revocations_by(const struct revocations *all, const struct revoked_asked *asked);

#endif
