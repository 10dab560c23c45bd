/* SPDX-License-Identifier: Apache-2.0 */
/* Identities: the named users of the target, and what the file gives of their credentials. */
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
    struct span name; /* header, cookie, query parameter, or scheme */
    struct secret secret;
};

/* A program whose output is a credential. */
struct command {
    char *const *argv;   /* ends with NULL; NULL: none is given */
    struct span pointer; /* JSON pointer into what it prints, or empty */
    struct span folder;  /* in which it runs: the identities file's; empty: the current one */
};

/* What the file says of an identity. Nothing here changes after it was read: what logins give is in
 * the wallet. */
struct identity {
    struct span name, role;
    bool lockable; /* his logins may be guessed at until he is locked out */
    VEC(struct span) scopes;
    struct span username;
    struct secret password;
    struct secret bearer;
    struct secret token;   /* DRF "Token …" */
    struct secret refresh; /* a refresh token */
    struct span prefix;    /* that bearer or token came with: "JWT"; empty: none */
    struct span basic_user;
    struct secret basic_password;
    struct secret basic; /* what follows "Basic ": of basic_user, else of username */
    VEC(struct named_secret) headers, queries, cookies;
    VEC(struct named_secret) schemes; /* by the name of the contract's scheme */
    struct span client_id, scope;     /* OAuth2 */
    struct secret client_secret;
    struct secret otp; /* the seed of one-time codes, base32 (RFC 6238) */
    struct command command;
    struct span certificate, key; /* paths of PEM files, for TLS */
    struct place place;
};

enum login_send {
    LOGIN_SEND_UNSAID = 0, /* as the contract says; else JSON */
    LOGIN_SEND_JSON,
    LOGIN_SEND_FORM,
    LOGIN_SEND_QUERY,
    LOGIN_SEND_BASIC,
};

struct login_member {
    struct span name;
    const struct node *value;
};

/* How a username and a password become a credential, when the file says it. */
struct login_spec {
    bool given;
    struct span scheme; /* the contract's, under "logins"; empty: "login", for all */
    struct span method, path;
    struct span token;                          /* JSON pointer into the answer */
    struct span refresh;                        /* JSON pointer, or empty */
    struct span username_field, password_field; /* empty: "username", "password" */
    struct span otp_field;                      /* empty: by the contract, else "otp" */
    enum login_send send;
    VEC(struct login_member) with; /* sent along */
    struct span client_id, scope;  /* OAuth2: instead of the identity's */
    struct secret client_secret, otp;
    struct place place;
};

struct identities {
    VEC(struct identity) all;
    struct login_spec login;
    VEC(struct login_spec) logins;
    VEC(struct secret) secrets;  /* every one that was ever held: redaction's list */
    struct redaction *redaction; /* their spellings, built when one was added; NULL: not yet */
    struct arena *arena;
};

/* Reads YAML or JSON: {login: …, identities: {alice: {username: …, password: …}}}. Every secret may
 * be given as env:NAME or file:PATH (relative to file). Unknown members are errors with their line.
 * text must outlive the result. Errors: ERR_SYNTAX, ERR_INVALID, ERR_MISSING (env or file), all
 * told to diag; ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err identities_load(struct arena *arena, struct span text, struct span file,
                                   struct identities *out, struct diag *diag);

/* The name by which the target knows it. */
struct span identity_user(const struct identity *identity);

/* Every place of the text that holds a secret, in whatever encoding (see redact.c), is replaced by
 * the secret's name ("$ALICE_TOKEN"); so are pieces of 16 bytes and more of what is secret in it,
 * which of a JWT its header is not. A secret of fewer than 6 bytes is replaced only where it stands
 * as a word of its own. {NULL, 0} without memory. */
struct span identities_redact(const struct identities *identities, struct arena *arena,
                              struct span text);

/* The same for what we send ourselves: a token made from a genuine one shares its claims with it,
 * so of a JWT only the signature counts as secret in a piece. */
struct span identities_redact_request(const struct identities *identities, struct arena *arena,
                                      struct span text);

#endif
