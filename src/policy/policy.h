/* SPDX-License-Identifier: Apache-2.0 */
/* The policy: for each operation of the contract, which credential opens it. */
#ifndef POSTERN_POLICY_POLICY_H
#define POSTERN_POLICY_POLICY_H

#include "contract/contract.h"
#include "policy/api_keys.h"
#include "policy/config.h"
#include "routes/routes.h"
#include "token/django_signing.h"
#include "token/verify.h"

enum { POLICY_CHOICES_MOST = 8 /* schemes of one operation */ };

/* Somewhere else than Authorization where the contract lets a credential travel. */
struct policy_carrier {
    enum scheme_kind kind; /* SCHEME_HEADER, SCHEME_QUERY or SCHEME_COOKIE */
    struct span name;
};

/* A scheme whose credentials are verified here. */
struct policy_scheme {
    const struct scheme *declared;
    const struct config_scheme *config;
    struct span prefix; /* before its credentials in Authorization, and of its challenge */
    struct keys keys;   /* where they are fetched, those of whoever fetches; none at first */
    struct span key_ca; /* for that: path of certificates, with a NUL behind; empty: the system's */
    struct verifier verifier;
    struct jws_head head;          /* the verifier's */
    struct policy_carrier carrier; /* of SCHEME_UNKNOWN: Authorization, behind prefix */
    struct django_secrets secrets; /* of a session */
    struct api_keys api_keys;
};

/* One of the schemes that open an operation. */
struct policy_choice {
    const struct policy_scheme *scheme;
    struct member_texts scopes; /* all of them are needed */
};

enum policy_access { POLICY_REFUSED = 0, POLICY_GUARDED, POLICY_PUBLIC };

struct policy_operation {
    size_t index;                 /* in the policy's list */
    struct span method, template; /* method "*": any that is not named beside it */
    enum policy_access access;
    struct policy_choice
        choices[POLICY_CHOICES_MOST]; /* in order; of a public one: what a credential
                                         that is shown all the same must be */
    size_t n;
    const struct config_operation *config; /* NULL: nothing is written for it */
    struct span why;    /* refused, or public though no contract names it; else empty */
    struct place place; /* in the contract, or the configuration */
};

struct policy {
    const struct config *config;
    struct routes routes;                      /* struct policy_operation, by method */
    VEC(struct policy_operation *) operations; /* in the order of the contract, then the others */
    VEC(struct policy_scheme *) schemes;
    VEC(struct policy_carrier) carriers;
    struct span assertion_secret;          /* empty: decisions are not signed */
    struct span redis_key, redis_password; /* empty: there is none */
};

/* Gives back the keys; the arena has the rest. NULL is none. */
void policy_free(struct policy *policy);

#define POLICY_SCOPE __attribute__((cleanup(policy_free))) struct policy

/* True when one text behind a word of its own in Authorization is the scheme's credential. */
bool policy_carries_token(const struct scheme *scheme);

/* What a request is about: a path with or without its final slash is the same only where the
 * configuration says so, and nothing else has that path; HEAD is what GET is, unless the contract
 * names it; OPTIONS is a method like any other. NULL: no operation, so that nobody may. Takes no
 * memory. */
const struct policy_operation *policy_find(const struct policy *policy, struct span method,
                                           struct span path);

#endif
