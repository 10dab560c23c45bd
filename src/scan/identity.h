/* SPDX-License-Identifier: Apache-2.0 */
/* Identities: the named users of the target, and the credentials that they hold. */
#ifndef POSTERN_SCAN_IDENTITY_H
#define POSTERN_SCAN_IDENTITY_H

#include "base/diag.h"
#include "base/err.h"
#include "contract/contract.h"
#include "text/message.h"

/* A secret and the name under which reports show it ("$ALICE_TOKEN"). */
struct secret {
    struct span value; /* empty: has none */
    struct span name;
};

struct named_secret {
    struct span name; /* header, cookie or query parameter */
    struct secret secret;
};

/* Credentials that the identity can present. Written by the file, and by login. */
struct identity {
    struct span name, role;
    VEC(struct span) scopes;
    struct span username;
    struct secret password;
    struct secret bearer;   /* given, or from login */
    struct secret token;    /* DRF "Token …" */
    struct secret refresh;  /* simplejwt's refresh token */
    struct span basic_user; /* from "basic:", else username */
    struct secret basic_password;
    VEC(struct named_secret) headers, queries, cookies;
    struct secret session;      /* the session cookie's value, after a session login */
    struct span session_cookie; /* its name, for example "sessionid" */
    struct secret csrf;
    struct span csrf_cookie, csrf_header;
    int64_t expires;        /* of bearer, seconds since 1970; 0: unknown */
    bool bearer_from_login; /* can be renewed */
    bool failed;            /* login did not work: not used */
    struct place place;
};

/* How a username and a password become a credential, when the file says it. */
struct login_spec {
    bool given;
    struct span method, path;
    struct span token;                          /* JSON pointer into the answer */
    struct span refresh;                        /* JSON pointer, or empty */
    struct span username_field, password_field; /* empty: "username", "password" */
    struct place place;
};

struct identities {
    VEC(struct identity) all;
    struct login_spec login;
    struct arena *arena;
};

/* Reads the YAML (or JSON) of DESIGN; resolves env: and file:. Unknown members are errors with
 * their line. Errors: ERR_SYNTAX, ERR_INVALID, ERR_MISSING (env or file), all told to diag. */
NODISCARD enum err identities_load(struct arena *arena, struct span text, struct span file,
                                   struct identities *out, struct diag *diag);

/* Every secret value of every identity is replaced by its name in the text. */
struct span identities_redact(const struct identities *identities, struct arena *arena,
                              struct span text);

#endif
