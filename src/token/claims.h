/* SPDX-License-Identifier: Apache-2.0 */
/* Claims (RFC 7519, section 4.1), held against a policy. */
#ifndef POSTERN_TOKEN_CLAIMS_H
#define POSTERN_TOKEN_CLAIMS_H

#include "text/tree.h"
#include "token/reason.h"

enum { CLAIMS_LEEWAY_MOST = 300 }; /* seconds */

/* Zero refuses everything: exp, iss and aud are required, and nothing is expected of iss and aud
 * until the caller says what, or says in so many words that they do not matter. */
struct claims_policy {
    const struct span *issuers, *audiences; /* one of these, to the letter */
    size_t n_issuers, n_audiences;
    bool any_issuer, any_audience;         /* must be there, whatever it says */
    bool without_issuer, without_audience; /* may be missing too */
    bool without_expiry;                   /* exp may be missing; one that is there counts */
    bool need_subject;                     /* sub must be there */
    int64_t leeway;  /* seconds by which clocks may differ, 0 to CLAIMS_LEEWAY_MOST */
    int64_t max_age; /* seconds since iat, which is then required; 0: not limited */
    struct span typ; /* the header's typ; empty: "JWT" or none (RFC 8725, section 3.11) */
};

/* Whether the policy can be used: nothing said of issuers or of audiences, or a
 * leeway out of bounds, is ERR_INVALID. */
NODISCARD enum err claims_policy_check(const struct claims_policy *policy);

/* Judges a payload that is an object. now: seconds since 1970. Errors: ERR_INVALID (the policy). */
NODISCARD enum err claims_check(const struct claims_policy *policy, int64_t now,
                                const struct node *claims, enum token_reason *reason);

/* Judges the header's typ: *reason is TOKEN_ACCEPTED or TOKEN_TYP. */
void claims_check_typ(const struct claims_policy *policy, const struct node *header,
                      enum token_reason *reason);

/* A NumericDate (RFC 7519, section 2): seconds from 1970 to the year 9999, fractions rounded
 * towards the stricter side (up: away from zero). False for another type or range. */
bool claims_seconds(const struct node *node, bool up, int64_t *out);

#endif
