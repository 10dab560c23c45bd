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
    bool from_login; /* else the file's */
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
    int64_t expires, bearer_expires;        /* seconds since 1970; 0: unknown. See expiry.h */
    bool bearer_from_login;                 /* can be renewed */
    unsigned from_login;                    /* what logins gave: enum login_gift */
    struct span refresh_url, refresh_field; /* where and as what login sends the refresh token */
    bool refresh_form;                      /* as a form (OAuth2), not as JSON */
    bool failed;                            /* login did not work: not used */
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
    VEC(struct secret) former; /* replaced by renewal; earlier evidence may still show them */
    unsigned generation;       /* goes up whenever a secret changes */
    struct arena *arena;
};

/* Reads YAML or JSON: {login: …, identities: {alice: {username: …, password: …}}}. Every secret may
 * be given as env:NAME or file:PATH (relative to file). Unknown members are errors with their line.
 * text must outlive the result. Errors: ERR_SYNTAX, ERR_INVALID, ERR_MISSING (env or file), all
 * told to diag; ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err identities_load(struct arena *arena, struct span text, struct span file,
                                   struct identities *out, struct diag *diag);

/* Every secret value of every identity, also percent-encoded, as JSON or within Basic, is replaced
 * by its name ("$ALICE_TOKEN") in the text. A secret of fewer than 6 bytes is replaced only where
 * it stands as a word of its own. {NULL, 0} without memory. */
struct span identities_redact(const struct identities *identities, struct arena *arena,
                              struct span text);

#endif
