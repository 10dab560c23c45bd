/* SPDX-License-Identifier: Apache-2.0 */
/* A route to a credential: where, with what, and what it may give. */
#ifndef POSTERN_SCAN_LOGIN_ROUTE_H
#define POSTERN_SCAN_LOGIN_ROUTE_H

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
enum credential_kind { CREDENTIAL_BEARER = 1, CREDENTIAL_TOKEN = 2, CREDENTIAL_SESSION = 4 };

struct login_route {
    enum login_kind kind;
    struct span method, path; /* for messages: "POST", "/api/token/" */
    struct span url;
    struct span username_field, password_field, otp_field;
    struct span within;                         /* the member that holds them, or empty */
    const struct node *schema;                  /* of the body, or NULL */
    struct span token_pointer, refresh_pointer; /* given by the file, else empty */
    const struct login_spec *spec;              /* what the file says; NULL: nothing */
    bool declared;  /* stands in the contract or the file; others are places to look at */
    bool client;    /* a grant for a client, not for a user */
    unsigned gives; /* enum credential_kind, as far as one can tell beforehand */
    int score;
    const struct scheme *flow_of; /* a scheme's own token endpoint; NULL: none's */
};

#endif
