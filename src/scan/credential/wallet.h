/* SPDX-License-Identifier: Apache-2.0 */
/* The wallet: for each identity and each scheme one credential, where it is from, what it is worth,
 * and how a request presents it. */
#ifndef POSTERN_SCAN_WALLET_H
#define POSTERN_SCAN_WALLET_H

#include "catalog/result.h"
#include "scan/credential/companion.h"
#include "scan/credential/credential_place.h"
#include "scan/credential/csrf.h"
#include "scan/credential/identity.h"
#include "scan/credential/short_token.h"
#include "scan/credential/site.h"

struct login_route;

/* What one login of one identity gave; credentials of several schemes may come of it. */
struct grant {
    const struct identity *identity;
    const struct login_route *route;
    struct span origin; /* in words: "POST /api/token/", "its command" */
    struct span said;   /* what it answered, in words, without what is secret in it */
    bool failed;        /* it gave nothing */
    struct secret access, refresh;
    struct span access_name; /* the member that it came in, as "accessToken"; empty: in none */
    struct span scope;       /* of access, as the answer has it; {NULL, 0}: it does not say */
    VEC(struct named_secret) cookies; /* that its answers set */
    struct fields fields;             /* of its last answer */
    struct csrf csrf;
    int64_t expires; /* of access, seconds since 1970; 0: unknown */
    struct span refresh_url, refresh_field;
    bool refresh_form; /* as OAuth2 does, not as JSON */
};

/* One identity's credential for one scheme. */
struct credential {
    const struct identity *identity;
    const struct scheme *scheme;
    struct secret secret;   /* value: as it travels behind the prefix; of Basic, what is encoded */
    struct span own_prefix; /* that the file gave it; {NULL, 0}: the scheme's, as learnt */
    struct span origin;     /* in words */
    struct grant *grant;    /* NULL: the file gave it */
    int64_t expires;        /* seconds since 1970; 0: unknown */
    enum standing standing;
    struct span proven_at;
    unsigned refusals;     /* by operations, since it was proven or given */
    bool rebuffed;         /* some operation treated it, alone, as it treats worthless ones */
    struct span old_value; /* before it was renewed */
    struct short_token short_token; /* the first one, where it lives shortly */
};

/* A word before the credential that the contract does not tell. */
struct learnt_prefix {
    const struct scheme *scheme;
    struct span prefix;
};

struct wallet {
    struct arena *arena;
    struct identities *identities;
    const struct contract *contract; /* or NULL */
    VEC(struct credential *) all;    /* bound so far; an empty value: the identity has none */
    VEC(struct grant *) grants;
    VEC(struct learnt_prefix) prefixes;
    VEC(struct scheme *) leftovers;      /* made for what no scheme names; see leftover.h */
    struct csrf nobodys;                 /* a token fetched without a login; or empty */
    struct site site;                    /* where what a session writes comes from */
    struct span stranger, strangers_key; /* PEM: a certificate that nobody signed */
};

/* What a request carries of a credential, kept beside the request: nothing is read back out of it.
 */
struct presented {
    const struct scheme *scheme;
    const struct credential *credential; /* NULL: it is nobody's */
    struct span value, prefix;
};

/* arena keeps the credentials and must live as long as the wallet does. contract may be NULL. */
void wallet_init(struct wallet *wallet, struct arena *arena, const struct contract *contract,
                 struct identities *identities);

/* The identity's credential for a scheme; NULL: it holds none, or no longer. Any scheme may be
 * asked for, also one that the contract does not define. */
const struct credential *wallet_find(struct wallet *wallet, const struct identity *identity,
                                     const struct scheme *scheme);

/* A scheme that stands for the CSRF pair: no credential, but part of every request. */
bool wallet_is_csrf(const struct scheme *scheme);

/* True for a scheme of nobody's but ours, for what the contract does not name; see leftover.h. */
bool wallet_is_leftover(const struct wallet *wallet, const struct scheme *scheme);

/* True when the identity holds a credential for every scheme of the requirement, and there is at
 * least one. */
bool wallet_meets(struct wallet *wallet, const struct identity *identity,
                  const struct requirement *requirement);

/* True when one of the credentials that the identity holds for the requirement was refused. */
bool wallet_is_refused(struct wallet *wallet, const struct identity *identity,
                       const struct requirement *requirement);

/* True when the credential that some identity had for the security was lost. */
bool wallet_has_lost(const struct wallet *wallet, const struct security *security);

/* The first requirement of the security that the identity meets, one that was not refused before
 * one that was; NULL when there is none. */
const struct requirement *wallet_choose(struct wallet *wallet, const struct identity *identity,
                                        const struct security *security);

/* What stands before a credential of the scheme ("Bearer"), as far as is known; empty: nothing. */
struct span wallet_prefix(const struct wallet *wallet, const struct scheme *scheme);

/* The word before the credential as it travels now. */
struct span credential_word(const struct wallet *wallet, const struct credential *credential);

/* True when credentials of both schemes travel in the same place, behind the same word. */
bool wallet_same_place(const struct wallet *wallet, const struct scheme *a, const struct scheme *b);

/* Remembers the word that opened; also for worthless and forged values. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_learn_prefix(struct wallet *wallet, const struct scheme *scheme,
                                       struct span prefix);

/* Puts the credentials of a requirement on the request (headers, cookie, query). Errors:
 * ERR_MISSING when the identity lacks one, ERR_MEMORY. */
NODISCARD enum err wallet_present(struct wallet *wallet, struct arena *arena,
                                  const struct identity *identity,
                                  const struct requirement *requirement, struct request *request);

/* The same with another value for the scheme that is presented so. Errors: as wallet_present. */
NODISCARD enum err wallet_present_instead(struct wallet *wallet, struct arena *arena,
                                          const struct identity *identity,
                                          const struct requirement *requirement,
                                          const struct presented *instead, struct request *request);

/* How the credential travels. */
struct presented wallet_form(const struct wallet *wallet, const struct credential *credential);

/* The same for one scheme. */
NODISCARD enum err wallet_present_scheme(struct wallet *wallet, struct arena *arena,
                                         const struct identity *identity,
                                         const struct scheme *scheme, struct request *request);

/* Puts all cookies that the login set on the request, as a browser would. Errors: ERR_MEMORY. */
NODISCARD enum err grant_put_cookies(struct arena *arena, const struct grant *grant,
                                     struct request *request);

/* Makes the worthless certificate, once: of nobody's name, signed by itself. Errors: ERR_CRYPTO,
 * ERR_MEMORY. */
NODISCARD enum err wallet_stranger(struct wallet *wallet);

/* Puts worthless credentials of the requirement's form on the request: strings that cannot be
 * anybody's, with the prefixes that the genuine ones have. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_worthless(struct wallet *wallet, struct arena *arena,
                                    const struct requirement *requirement, struct request *request);

/* Puts the credentials of a set on the request, but a worthless one for the scheme. Errors: as
 * wallet_present. */
NODISCARD enum err wallet_present_but(struct wallet *wallet, struct arena *arena,
                                      const struct identity *identity,
                                      const struct requirement *requirement,
                                      const struct scheme *worthless, struct request *request);

/* How many credentials the requirement asks for at once. */
size_t wallet_set_size(const struct requirement *requirement);

/* The identity that the operation will likely serve, as far as is known: whose companions go with
 * nobody's requests to it. The first that meets what it asks for; where none does, the first that
 * has companions; NULL: nobody. */
const struct identity *wallet_company(struct wallet *wallet, const struct operation *operation);

/* The identity's companions, in the place of another one's. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_put_companions(const struct wallet *wallet, struct arena *arena,
                                         const struct identity *identity, struct request *request);

/* Puts on a request for the operation what goes with a valid credential without being one: the
 * company's tenant and the like (companion.h; NULL: nobody's), and the pair of CSRF cookie and
 * header, and Origin, where sessions write. So control and attack differ in the credential alone.
 * Errors: ERR_MEMORY. */
NODISCARD enum err wallet_accompany(struct wallet *wallet, struct arena *arena,
                                    const struct operation *operation,
                                    const struct identity *company, struct request *request);

/* The token that a request with the requirement's credentials presents: the first that is no
 * password. False: there is none. */
bool wallet_presented(struct wallet *wallet, const struct identity *identity,
                      const struct requirement *requirement, struct presented *out);

/* Puts another value where the presented one stands, in the same form. Errors: ERR_MEMORY. */
NODISCARD enum err presented_replace(struct arena *arena, const struct presented *presented,
                                     struct span value, struct request *request);

/* An operation told the credential from none and from a worthless one. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_proved(struct wallet *wallet, const struct identity *identity,
                                 const struct scheme *scheme, const struct operation *operation);

/* An operation refused them as it refuses worthless ones. certain: by 401, so that after some of
 * those they need not be sent any more. */
void wallet_refused(struct wallet *wallet, const struct identity *identity,
                    const struct requirement *requirement, bool certain);

/* What the identity held works no longer, and cannot be had anew. */
void wallet_lose(struct wallet *wallet, const struct identity *identity);

/* True when the identity holds something that a login gave, and that can be renewed. */
bool wallet_renewable(const struct wallet *wallet, const struct identity *identity);

/* When the first of the identity's credentials that a login gave ends, seconds since 1970; 0: not
 * known, or never. */
int64_t wallet_expires(const struct wallet *wallet, const struct identity *identity);

/* A token that the identity held before its last renewal, or that the file gave expired; {NULL, 0}:
 * none. */
struct span wallet_old_token(const struct wallet *wallet, const struct identity *identity);

/* The identity's refresh token, or {NULL, 0}. */
struct span wallet_refresh_token(const struct wallet *wallet, const struct identity *identity);

/* The standing of all credentials that the contract's schemes could use, for the report. Errors:
 * ERR_MEMORY. */
NODISCARD enum err wallet_report(struct wallet *wallet, struct result *out);

#endif
