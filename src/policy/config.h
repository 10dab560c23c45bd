/* SPDX-License-Identifier: Apache-2.0 */
/* The guard's configuration, as it is written: what a contract cannot say. */
#ifndef POSTERN_POLICY_CONFIG_H
#define POSTERN_POLICY_CONFIG_H

#include "policy/config_limits.h"
#include "policy/config_redis.h"
#include "policy/config_remote.h"
#include "policy/config_serving.h"
#include "policy/config_session.h"
#include "policy/config_users.h"

/* A claim that must be there, with one of these values. */
struct config_claim {
    struct span name;
    struct member_texts any;
};

/* Usable as a VEC(struct config_claim). */
struct config_claims {
    struct config_claim *at;
    size_t n, room;
};

/* What a scheme's credentials are. */
enum config_kind { CONFIG_JWT = 0, CONFIG_TOKEN, CONFIG_BASIC, CONFIG_SESSION, CONFIG_KEY };

/* A role claim of a token, and the column of the user that it must agree with. */
struct config_role {
    struct span claim, column; /* "staff", "superuser" or "groups" */
};

/* The user that a token is about. */
struct config_subject {
    bool wanted; /* it must exist and be active */
    bool by_name;
    struct span claim;
    struct span password; /* the claim that has a hash of the user's password; empty: none */
    VEC(struct config_role) roles;
};

/* How credentials of one of the contract's schemes are verified. */
struct config_scheme {
    struct span name;
    const struct node *node;
    enum config_kind kind;
    struct span keyword; /* before the credential, where the contract does not say; else empty */
    struct config_subject subject;
    struct member_texts issuers, audiences, algorithms;
    struct span key; /* path of a file, or a URL; with a NUL behind */
    struct config_remote remote;
    struct span keys; /* path of the API keys; empty: those of the database */
    struct config_session session;
    struct span scope_claim; /* where a token says its scopes: "scope" */
    struct span typ;
    int64_t leeway, max_age;     /* seconds */
    struct config_claims claims; /* that a token must have to be one of this scheme */
};

/* What is written for one operation. */
struct config_operation {
    struct span method, template;
    const struct node *node;
    struct member_texts schemes, scopes; /* schemes: which of the contract's, in this order */
    struct config_claims claims;
    bool is_public, used;
};

/* A header of the answer, and the claim that it carries. */
struct config_identity {
    struct span header, claim;
};

/* What the application is told of a decision, signed. */
struct config_assertion {
    const struct node *node; /* NULL: nothing is signed */
    struct span key;         /* path of the secret; with a NUL behind */
    struct span audience;
    int64_t lifetime; /* seconds */
};

struct config {
    struct span file;
    struct span contract; /* path, relative to the file's folder; with a NUL behind */
    const struct node *contract_node;
    struct span listen; /* "127.0.0.1:8600", "[::1]:8600", "unix:PATH"; empty: not said */
    const struct node *listen_node;
    struct config_serving serving;
    struct config_assertion assertion;
    struct span revoked; /* path of the list of what is revoked; empty: none */
    struct span log;     /* path of the audit log; empty: standard output */
    struct span realm;   /* of challenges */
    struct member_texts proxies, precedence;
    const struct node *precedence_node;
    VEC(struct config_scheme) schemes;
    VEC(struct config_operation) operations; /* of "public" and of "operations" */
    VEC(struct config_identity) identity;
    struct config_users users;
    struct config_limits limits;
    struct config_redis redis;
};

/* Reads the text, YAML or JSON. Every fault is told with its place; with any the answer is
 * ERR_INVALID. text must outlive the config. Errors: also ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err config_read(struct arena *arena, struct span file, struct span text,
                               struct config *out, struct diag *diag);

/* A path that the configuration names, seen from the folder of the file; with a NUL behind. {NULL,
 * 0} without memory. */
struct span config_path(struct arena *arena, const struct config *config, struct span path);

/* "GET /orders/{id}/" taken apart: one upper-case method and a path. False when it is not that. */
bool config_operation_name(struct span text, struct span *method, struct span *template);

#endif
