/* SPDX-License-Identifier: Apache-2.0 */
/* The ways to log in that a contract offers, the most promising first. */
#ifndef POSTERN_SCAN_LOGIN_WAY_H
#define POSTERN_SCAN_LOGIN_WAY_H

#include "scan/login/login.h"

enum login_kind {
    LOGIN_JSON = 0, /* username and password as JSON */
    LOGIN_FORM,     /* the same as a form */
    LOGIN_GRANT,    /* OAuth2's password grant (RFC 6749, section 4.3) */
    LOGIN_PAGE,     /* a page whose form is filled in; for session cookies */
};

/* What a login may give, and what a contract may ask for. */
enum login_gift { GIFT_BEARER = 1, GIFT_TOKEN = 2, GIFT_SESSION = 4, GIFT_HEADER = 8 };

struct login_way {
    enum login_kind kind;
    struct span method, path; /* for messages: "POST", "/api/token/" */
    struct span url;
    struct span username_field, password_field;
    const struct node *schema;                  /* of the body, or NULL */
    struct span token_pointer, refresh_pointer; /* given by the file, else empty */
    bool declared;  /* stands in the contract or the file; others are places to look at */
    unsigned gives; /* enum login_gift, as far as one can tell beforehand */
    int score;
};

struct login_ways {
    VEC(struct login_way) all;
};

struct login_needs {
    unsigned gifts;                     /* enum login_gift */
    bool basic;                         /* Basic is asked for, too */
    VEC(struct span) cookies;           /* names of session cookies */
    VEC(struct span) headers;           /* names of headers that carry a login's token */
    VEC(const struct scheme *) schemes; /* all that are asked for */
};

/* What the contract's operations ask for. Errors: ERR_MEMORY. */
NODISCARD enum err login_find_needs(struct arena *arena, const struct contract *contract,
                                    struct login_needs *out);

/* Errors: ERR_MEMORY. */
NODISCARD enum err login_find_ways(struct arena *arena, const struct login *login,
                                   const struct login_needs *needs, struct login_ways *out);

/* The way that the identities file declares. Errors: ERR_MEMORY. */
NODISCARD enum err login_spec_way(struct arena *arena, const struct login *login,
                                  struct login_way *out);

/* The operation that renews (simplejwt's refresh): its way, password_field naming the refresh
 * token's property. False: the contract has none. */
bool login_find_refresh(struct arena *arena, const struct login *login, struct login_way *out);

/* How much an operation looks like a login; below 1: it is none. */
int login_score(const struct contract *contract, const struct operation *operation);

/* True for operations that trade a refresh token for a new token. */
bool login_is_refresh(const struct contract *contract, const struct operation *operation);

#endif
