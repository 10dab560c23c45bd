/* SPDX-License-Identifier: Apache-2.0 */
/* The contract: what an OpenAPI document declares, as operations and security requirements. */
#ifndef POSTERN_CONTRACT_CONTRACT_H
#define POSTERN_CONTRACT_CONTRACT_H

#include "base/map.h"
#include "text/tree.h"

/* How a credential of a scheme travels. */
enum scheme_kind {
    SCHEME_UNKNOWN = 0,   /* declared, but of a kind that nobody knows */
    SCHEME_BEARER,        /* Authorization: Bearer … (HTTP bearer; OAuth2; OpenID Connect) */
    SCHEME_BASIC,         /* Authorization: Basic … */
    SCHEME_AUTHORIZATION, /* Authorization: <prefix> …, for example DRF's "Token" or "JWT" */
    SCHEME_HEADER,        /* API key in a header of its own */
    SCHEME_QUERY,         /* API key in the query */
    SCHEME_COOKIE,        /* API key or session in a cookie */
    SCHEME_DIGEST,        /* HTTP Digest and other HTTP schemes that we do not speak */
    SCHEME_MUTUAL_TLS,
};

struct flow {
    struct span kind; /* "password", "clientCredentials", "authorizationCode", "implicit" */
    struct span token_url, refresh_url, authorization_url;
    VEC(struct span) scopes;
};

struct scheme {
    struct span name; /* its key in securitySchemes */
    enum scheme_kind kind;
    bool oauth2, openid;       /* declared as such; kind is then SCHEME_BEARER */
    struct span parameter;     /* header, query parameter or cookie name; "Authorization" too */
    struct span prefix;        /* what stands before the credential: "Bearer", "Token", "" */
    struct span bearer_format; /* "JWT" when the contract says so */
    struct span description;
    struct span openid_url;
    VEC(struct flow) flows;
    struct place place;
};

/* One scheme of an AND-set. */
struct need {
    struct span name;            /* as written */
    const struct scheme *scheme; /* NULL: the contract defines no such scheme */
    VEC(struct span) scopes;
};

/* An AND-set. Empty: a request without any credential satisfies it. */
struct requirement {
    VEC(struct need) needs;
};

/* The OR of requirements. */
struct security {
    bool declared;      /* a security key stands at the operation or at the root */
    bool inherited;     /* it stands at the root */
    struct place place; /* of that key; of the operation when there is none */
    VEC(struct requirement) any;
};

enum parameter_in { IN_PATH = 0, IN_QUERY, IN_HEADER, IN_COOKIE };

struct parameter {
    struct span name;
    enum parameter_in in;
    bool required;
    struct span style; /* "simple", "form", "label", "matrix", "spaceDelimited", "deepObject", … */
    bool explode;
    const struct node *schema;  /* references not resolved: see contract_resolve; may be NULL */
    const struct node *example; /* a value, or NULL */
    struct span content_type;   /* a parameter with content: its media type (a JSON value) */
    struct place place;
};

/* A request body in one media type. */
struct media {
    struct span type;
    const struct node *schema;   /* may be NULL */
    const struct node *example;  /* a value, or NULL */
    const struct node *encoding; /* may be NULL */
};

struct operation {
    struct span method; /* upper case */
    struct span path;   /* the template, as in the contract: "/api/orders/{id}/" */
    struct span base;   /* the path of its server, without trailing slash: "/v1" or "" */
    struct span id;     /* operationId, or empty */
    struct span summary;
    VEC(struct span) tags;
    VEC(struct parameter)
    parameters;               /* path item's and operation's, merged; fields of Swagger 2.0
                                 formData and body become media */
    VEC(struct media) bodies; /* empty: takes none */
    bool body_required;
    struct span gap; /* what of its request could not be read, a sentence without its full stop;
                      * empty: nothing */
    VEC(struct span) passwords; /* members of the body that are one by their format */
    bool takes_password; /* POST, PUT, PATCH: a member of the body is one, or a one-time code */
    bool names_account;  /* a member of the body is a user's name, address or number */
    bool beside_login;   /* a POST of the same path takes both */
    const struct node *written;   /* as it stands in its document */
    const struct node *responses; /* may be NULL; references not resolved */
    struct security security;
    bool deprecated;
    struct place place; /* of the method's key */
    struct span skip;   /* why the user wants it left alone; empty: he does not */
};

/* True when its path has a {variable}: it is about one of many. */
static inline bool operation_has_variable(const struct operation *operation) {
    return span_find_byte(operation->path, '{') != SIZE_MAX;
}

/* What the contract declares and nobody can read for certain: told, never lost. */
struct unreadable {
    struct span method; /* upper case; "*": whichever the path has */
    struct span path;
    struct place place;
    struct span reason; /* a sentence without its full stop */
};

struct server {
    struct span url; /* variables put in; may be relative */
    struct place place;
};

struct contract {
    struct span file;
    struct span title, version;
    unsigned dialect; /* 20, 30, 31, 32 */
    const struct node *root;
    VEC(struct operation) operations;  /* in the order of the document */
    VEC(struct unreadable) unreadable; /* the others */
    VEC(struct scheme) schemes;
    VEC(struct server) servers;
    struct contract_documents *documents; /* the files that it consists of */
    struct arena *arena;
};

/* Reads another file of the contract. path: resolved against options->file, so a path that can be
 * opened or an absolute URL, as that is. user: the caller's. */
typedef enum err (*contract_reader)(void *user, struct arena *arena, struct span path,
                                    struct span *text);

struct contract_options {
    struct span file;       /* path or URL, for places and for resolving relative references */
    contract_reader reader; /* NULL: relative references are refused */
    void *user;
    bool remote; /* hand http(s) references to reader, too; otherwise refused */
};

/* Reads a contract, JSON or YAML by its content. Faults go to diag with file:line:column and JSON
 * pointer. An operation whose meaning they leave open is among the unreadable ones; the others
 * stay. text must outlive the contract. Errors: ERR_SYNTAX, ERR_INVALID (not an OpenAPI document),
 * ERR_UNSUPPORTED (another version), ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err contract_load(struct arena *arena, struct span text,
                                 const struct contract_options *options, struct contract *out,
                                 struct diag *diag);

/* Follows $ref from a node to what it means. NULL when it leads nowhere or in a circle.
 * Works on any node of the contract; a node without $ref is returned as it is. */
const struct node *contract_resolve(const struct contract *contract, const struct node *node);

/* What is one of the contract's operations; NULL for anything else, a row that could not be read
 * for instance. */
const struct operation *contract_operation(const struct contract *contract, const void *what);

/* True when its path shares more of its beginning with that path than the other's does; also where
 * there is no other (NULL). */
bool operation_is_nearer(const struct operation *operation, const struct operation *other,
                         struct span path);

/* True when a scheme of that kind carries its credential under that name: a header's is compared
 * without regard to case. */
bool contract_carries(const struct contract *contract, enum scheme_kind kind, struct span name);

/* True when one of the set is a credential for the scheme. */
bool requirement_names(const struct requirement *requirement, const struct scheme *scheme);

/* The same of one of the sets. */
bool security_names(const struct security *security, const struct scheme *scheme);

/* True when some requirement asks for a scheme of that kind. */
bool security_asks(const struct security *security, enum scheme_kind kind);

/* True when some requirement asks for a scheme of that kind and for nothing beside it. */
bool security_asks_alone(const struct security *security, enum scheme_kind kind);

/* True when a request without a credential satisfies the declaration: nothing declared, [] or {}.
 */
bool security_is_public(const struct security *security);

/* True when {} stands beside other requirements: the credential is optional. */
bool security_is_optional(const struct security *security);

#endif
