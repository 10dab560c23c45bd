/* SPDX-License-Identifier: Apache-2.0 */
/* The ways to a credential of a scheme: what the file says; the scheme's own token endpoint; the
 * contract's login operations; endpoints and pages where they are usually found. */
#ifndef POSTERN_SCAN_LOGIN_WAY_H
#define POSTERN_SCAN_LOGIN_WAY_H

#include "scan/login/login.h"

enum login_kind {
    LOGIN_JSON = 0, /* username and password as JSON */
    LOGIN_FORM,     /* the same as a form */
    LOGIN_QUERY,    /* the same in the query */
    LOGIN_BASIC,    /* the same by Basic, with no body (knox) */
    LOGIN_GRANT,    /* OAuth2: password or client credentials (RFC 6749, sections 4.3 and 4.4) */
    LOGIN_PAGE,     /* a page whose form is filled in; for session cookies */
    LOGIN_COMMAND,  /* the identity's own program */
    LOGIN_RENEWAL,  /* a refresh token that the file gives */
};

/* What a login may give, as far as a contract tells. */
enum login_gift { GIFT_BEARER = 1, GIFT_TOKEN = 2, GIFT_SESSION = 4 };

struct login_way {
    enum login_kind kind;
    struct span method, path; /* for messages: "POST", "/api/token/" */
    struct span url;
    struct span username_field, password_field, otp_field;
    const struct node *schema;                  /* of the body, or NULL */
    struct span token_pointer, refresh_pointer; /* given by the file, else empty */
    const struct login_spec *spec;              /* what the file says; NULL: nothing */
    bool declared;  /* stands in the contract or the file; others are places to look at */
    bool client;    /* a grant for a client, not for a user */
    unsigned gives; /* enum login_gift, as far as one can tell beforehand */
    int score;
    const struct scheme *flow_of; /* a scheme's own token endpoint; NULL: none's */
};

struct login_ways {
    VEC(const struct login_way *) all; /* the most promising first */
};

/* The ways to a credential of the scheme, for an identity. Asks the target for the configuration
 * that openIdConnectUrl names. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_find_ways(struct login *login, const struct identity *identity,
                                   const struct scheme *scheme, struct login_ways *out);

/* The operation that renews (simplejwt's refresh): its way, password_field naming the refresh
 * token's property. False: the contract has none, or no memory. */
bool login_find_refresh(struct arena *arena, const struct login *login, struct login_way *out);

/* How much an operation looks like a login; below 1: it is none. */
int login_score(const struct contract *contract, const struct operation *operation);

/* The same of one that takes Basic and no body. */
int login_score_basic(const struct operation *operation);

/* True for operations that trade a refresh token for a new token. */
bool login_is_refresh(const struct contract *contract, const struct operation *operation);

/* The URL of a path of the contract, at the target; {NULL, 0} without memory. */
struct span login_url(struct arena *arena, const struct login *login, struct span base,
                      struct span path);

/* What is known of a scheme so far; NULL without memory. */
struct login_memory *login_memory(struct login *login, const struct scheme *scheme);

/* What an operation's login takes, as the file says it; false: none of the file's. */
const struct login_spec *login_spec_of(const struct login *login, const struct scheme *scheme);

#endif
