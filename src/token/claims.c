/* SPDX-License-Identifier: Apache-2.0 */
/* One function a claim; the first that refuses ends it. */
#include "token/claims.h"

#include "token/mutant.h"

#include <math.h>
#include <stdlib.h>

static const int64_t last_second = 253402300799; /* 9999-12-31T23:59:59Z */

bool claims_seconds(const struct node *node, bool up, int64_t *out) {
    struct span digits = node_number(node);
    char text[64];
    if (!node_i64(node, out)) {
        if (digits.len == 0 || digits.len >= sizeof(text)) {
            return false;
        }
        memcpy(text, digits.ptr, digits.len);
        text[digits.len] = '\0';
        double value = strtod(text, NULL);
        if (!(value >= 0 && value <= (double)last_second)) {
            return false;
        }
        *out = (int64_t)value;
        *out += up && (double)*out < value;
    }
    return *out >= 0 && *out <= last_second;
}

enum err claims_policy_check(const struct claims_policy *policy) {
    bool usable = (policy->n_issuers || policy->any_issuer || policy->without_issuer) &&
                  (policy->n_audiences || policy->any_audience || policy->without_audience) &&
                  policy->leeway >= 0 && policy->leeway <= CLAIMS_LEEWAY_MOST &&
                  policy->max_age >= 0;
    return usable ? OK : ERR_INVALID;
}

/* What is named counts, whatever else is said. */
static bool takes_any_issuer(const struct claims_policy *policy) {
    return policy->n_issuers == 0 && (policy->any_issuer || policy->without_issuer);
}

static bool takes_any_audience(const struct claims_policy *policy) {
    return policy->n_audiences == 0 && (policy->any_audience || policy->without_audience);
}

static bool listed(const struct span *list, size_t n, struct span value) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(list[i], value)) {
            return true;
        }
    }
    return false;
}

static enum token_reason check_exp(const struct claims_policy *policy, int64_t now,
                                   const struct node *exp) {
    int64_t at;
    if (!exp) {
        return policy->without_expiry || MUTANT(exp_missing) ? TOKEN_ACCEPTED : TOKEN_EXP_MISSING;
    }
    if (!claims_seconds(exp, false, &at)) {
        return MUTANT(exp_string) && node_is(exp, NODE_STRING) ? TOKEN_ACCEPTED : TOKEN_EXP_TYPE;
    }
    return now - policy->leeway < at ? TOKEN_ACCEPTED : TOKEN_EXPIRED;
}

static enum token_reason check_nbf(const struct claims_policy *policy, int64_t now,
                                   const struct node *nbf) {
    int64_t at;
    if (!nbf) {
        return TOKEN_ACCEPTED;
    }
    if (!claims_seconds(nbf, true, &at)) {
        return TOKEN_NBF_TYPE;
    }
    return now + policy->leeway >= at ? TOKEN_ACCEPTED : TOKEN_NOT_YET;
}

static enum token_reason check_iat(const struct claims_policy *policy, int64_t now,
                                   const struct node *iat) {
    int64_t at;
    if (!iat) {
        return policy->max_age ? TOKEN_IAT_MISSING : TOKEN_ACCEPTED;
    }
    if (!claims_seconds(iat, false, &at)) {
        return TOKEN_IAT_TYPE;
    }
    if (at > now + policy->leeway) {
        return TOKEN_IAT_FUTURE;
    }
    return policy->max_age && now - at > policy->max_age + policy->leeway ? TOKEN_TOO_OLD
                                                                          : TOKEN_ACCEPTED;
}

static enum token_reason check_iss(const struct claims_policy *policy, const struct node *iss) {
    if (!iss) {
        return policy->without_issuer || MUTANT(iss_missing) ? TOKEN_ACCEPTED : TOKEN_ISS_MISSING;
    }
    if (!node_is(iss, NODE_STRING)) {
        return TOKEN_ISS_TYPE;
    }
    bool wanted =
        takes_any_issuer(policy) || listed(policy->issuers, policy->n_issuers, node_text(iss));
    return wanted ? TOKEN_ACCEPTED : TOKEN_ISS_WRONG;
}

/* A string, or a list of strings of which one must be ours (RFC 7519, section 4.1.3). */
static enum token_reason check_aud(const struct claims_policy *policy, const struct node *aud) {
    bool found = takes_any_audience(policy);
    if (!aud) {
        return policy->without_audience || MUTANT(aud_missing) ? TOKEN_ACCEPTED : TOKEN_AUD_MISSING;
    }
    if (node_is(aud, NODE_STRING)) {
        found = found || listed(policy->audiences, policy->n_audiences, node_text(aud));
        return found ? TOKEN_ACCEPTED : TOKEN_AUD_WRONG;
    }
    if (!node_is(aud, NODE_ARRAY) || !node_first(aud)) {
        return TOKEN_AUD_TYPE;
    }
    NODE_EACH(one, aud) {
        if (!node_is(one, NODE_STRING)) {
            return TOKEN_AUD_TYPE;
        }
        found = found || listed(policy->audiences, policy->n_audiences, node_text(one));
        if (MUTANT(aud_first)) {
            break;
        }
    }
    return found ? TOKEN_ACCEPTED : TOKEN_AUD_WRONG;
}

static enum token_reason check_sub(const struct claims_policy *policy, const struct node *sub) {
    if (!sub) {
        return policy->need_subject ? TOKEN_SUB_MISSING : TOKEN_ACCEPTED;
    }
    bool sound = node_is(sub, NODE_STRING) || (MUTANT(sub_number) && node_is(sub, NODE_NUMBER));
    return sound ? TOKEN_ACCEPTED : TOKEN_SUB_TYPE;
}

static enum token_reason check_jti(const struct node *jti) {
    return !jti || node_is(jti, NODE_STRING) ? TOKEN_ACCEPTED : TOKEN_JTI_TYPE;
}

/* The registered claims of a payload, found in one pass. */
struct registered {
    const struct node *iss, *sub, *aud, *exp, *nbf, *iat, *jti;
};

/* Three letters as one number, so that a switch finds them. */
#define NAME3(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

static const struct node **slot_of(struct registered *out, const char *name) {
    switch (NAME3((unsigned char)name[0], (unsigned char)name[1], (unsigned char)name[2])) {
    case NAME3('i', 's', 's'):
        return &out->iss;
    case NAME3('s', 'u', 'b'):
        return &out->sub;
    case NAME3('a', 'u', 'd'):
        return &out->aud;
    case NAME3('e', 'x', 'p'):
        return &out->exp;
    case NAME3('n', 'b', 'f'):
        return &out->nbf;
    case NAME3('i', 'a', 't'):
        return &out->iat;
    case NAME3('j', 't', 'i'):
        return &out->jti;
    default:
        return NULL;
    }
}

static void collect(const struct node *claims, struct registered *out) {
    NODE_EACH(member, claims) {
        const struct node **slot = member->key_len == 3 ? slot_of(out, member->key) : NULL;
        if (slot) {
            *slot = member;
        }
    }
}

#define REFUSE_UNLESS_ACCEPTED(call)     \
    do {                                 \
        *reason = (call);                \
        if (*reason != TOKEN_ACCEPTED) { \
            return OK;                   \
        }                                \
    } while (0)

enum err claims_check(const struct claims_policy *policy, int64_t now, const struct node *claims,
                      enum token_reason *reason) {
    *reason = TOKEN_REFUSED;
    TRY(claims_policy_check(policy));
    if (!node_is(claims, NODE_OBJECT)) {
        *reason = TOKEN_PAYLOAD_JSON;
        return OK;
    }
    struct registered found = {0};
    collect(claims, &found);
    REFUSE_UNLESS_ACCEPTED(check_exp(policy, now, found.exp));
    REFUSE_UNLESS_ACCEPTED(check_nbf(policy, now, found.nbf));
    REFUSE_UNLESS_ACCEPTED(check_iat(policy, now, found.iat));
    REFUSE_UNLESS_ACCEPTED(check_iss(policy, found.iss));
    REFUSE_UNLESS_ACCEPTED(check_aud(policy, found.aud));
    REFUSE_UNLESS_ACCEPTED(check_sub(policy, found.sub));
    REFUSE_UNLESS_ACCEPTED(check_jti(found.jti));
    return OK;
}

void claims_check_typ(const struct claims_policy *policy, const struct node *header,
                      enum token_reason *reason) {
    const struct node *typ = node_get(header, SPAN("typ"));
    struct span name = node_text(typ), prefix = SPAN("application/");
    if (span_starts_nocase(name, prefix)) { /* may be left out (RFC 7515, section 4.1.9) */
        name = span_from_index(name, prefix.len);
    }
    struct span wanted = policy->typ.len ? policy->typ : SPAN("JWT");
    bool absent_is_fine = !typ && !policy->typ.len;
    *reason = absent_is_fine || (node_is(typ, NODE_STRING) && span_equal_nocase(name, wanted))
                  ? TOKEN_ACCEPTED
                  : TOKEN_TYP;
}
