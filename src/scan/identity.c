/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the identities file. */
#include "scan/identity.h"

#include "base/limits.h"
#include "scan/secret.h"
#include "text/suggest.h"
#include "text/yaml.h"

/* The file under way. A fault is told, remembered, and reading goes on, so that all are told. */
struct reading {
    struct arena *arena;
    struct span file;
    struct diag *diag;
    struct identities *out;
    enum err fault; /* the first one */
};

static struct place place_of(const struct reading *r, const struct node *node) {
    return (struct place){.file = r->file, .line = node->line, .column = node->column};
}

static void note_fault(struct reading *r, enum err fault) {
    r->fault = r->fault == OK ? fault : r->fault;
}

#define FAULT(r, node, ...)                                                  \
    do {                                                                     \
        diag_add((r)->diag, DIAG_ERROR, place_of((r), (node)), __VA_ARGS__); \
        note_fault((r), ERR_INVALID);                                        \
    } while (0)

/* Says that a member is unknown, and which known one is like it. */
static void unknown(struct reading *r, const struct node *member, const char *where,
                    const char *const *known, size_t n) {
    struct suggest like = {.word = node_key(member)};
    for (size_t i = 0; i < n; i++) {
        suggest_offer(&like, known[i]);
    }
    FAULT(r, member, "%s has no member \"%.*s\"%s%s%s", where, SPAN_ARG(node_key(member)),
          like.best ? "; did you mean \"" : "", like.best ? like.best : "", like.best ? "\"?" : "");
}

/* A text that is not secret. False: told. */
static bool read_text(struct reading *r, const struct node *node, struct span *out) {
    *out = node_text(node);
    if (!node_is(node, NODE_STRING) || out->len == 0) {
        FAULT(r, node, "\"%.*s\" must be a text%s", SPAN_ARG(node_key(node)),
              node_is(node, NODE_STRING) ? " that is not empty" : "; put it in quotes");
        return false;
    }
    return true;
}

/* A text that may come from the environment or a file. *out empty: a fault, told. */
static enum err read_value(struct reading *r, const struct node *node, struct span *out) {
    struct span given;
    *out = (struct span){NULL, 0};
    if (!read_text(r, node, &given)) {
        return OK;
    }
    enum err got = secret_resolve(r->arena, given, place_of(r, node), out, r->diag);
    if (got != OK) {
        *out = (struct span){NULL, 0};
        note_fault(r, got);
    }
    return got == ERR_MEMORY ? got : OK;
}

static enum err read_secret(struct reading *r, const struct node *node, struct identity *identity,
                            struct secret *secret, const char *kind) {
    struct span value;
    TRY(read_value(r, node, &value));
    return value.len ? secret_set(r->out, identity, secret, kind, value) : OK;
}

static struct span without_prefix(struct span value, struct span prefix) {
    return span_starts_nocase(value, prefix) ? span_trim(span_from_index(value, prefix.len))
                                             : value;
}

static enum err read_bearer(struct reading *r, const struct node *node, struct identity *identity) {
    struct span value;
    TRY(read_value(r, node, &value));
    value = without_prefix(value, SPAN("Bearer "));
    identity->expires = secret_expiry(value);
    return value.len ? secret_set(r->out, identity, &identity->bearer, "TOKEN", value) : OK;
}

static enum err read_token(struct reading *r, const struct node *node, struct identity *identity) {
    struct span value;
    TRY(read_value(r, node, &value));
    value = without_prefix(value, SPAN("Token "));
    return value.len ? secret_set(r->out, identity, &identity->token, "TOKEN", value) : OK;
}

/* "carol:password"; the whole, or what follows the colon, may come from elsewhere. */
static enum err read_basic(struct reading *r, const struct node *node, struct identity *identity) {
    struct span whole;
    TRY(read_value(r, node, &whole));
    if (!whole.len) {
        return OK;
    }
    struct span password = whole;
    struct span user = span_cut(&password, ':');
    if (!password.ptr || user.len == 0) {
        FAULT(r, node, "\"basic\" must be \"user:password\"");
        return OK;
    }
    if (password.len) {
        enum err got = secret_resolve(r->arena, password, place_of(r, node), &password, r->diag);
        if (got != OK) {
            note_fault(r, got);
            return got == ERR_MEMORY ? got : OK;
        }
    }
    identity->basic_user = user;
    return secret_set(r->out, identity, &identity->basic_password, "BASIC_PASSWORD", password);
}

static bool is_header_name(struct span name) {
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c <= ' ' || c >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", c)) {
            return false;
        }
    }
    return name.len != 0;
}

typedef VEC(struct named_secret) named_secrets;

/* {X-API-Key: "…"} */
static enum err read_map(struct reading *r, const struct node *map, struct identity *identity,
                         void *into, bool token_names) {
    named_secrets *all = into;
    if (!node_is(map, NODE_OBJECT)) {
        FAULT(r, map, "\"%.*s\" must be a map of names to values", SPAN_ARG(node_key(map)));
        return OK;
    }
    NODE_EACH(member, map) {
        struct span value;
        if (token_names && !is_header_name(node_key(member))) {
            FAULT(r, member, "\"%.*s\" is no name of a header or cookie",
                  SPAN_ARG(node_key(member)));
            continue;
        }
        TRY(read_value(r, member, &value));
        if (value.len) {
            struct named_secret *added = vec_add(r->arena, all);
            TRY_PTR(added);
            added->name = node_key(member);
            added->secret.name = secret_name(r->arena, identity->name, node_key(member));
            TRY_PTR(added->secret.name.ptr);
            added->secret.value = value;
        }
    }
    return OK;
}

/* A list of texts, or one text with spaces between. */
static enum err read_scopes(struct reading *r, const struct node *node, struct identity *identity) {
    struct span rest = node_text(node);
    while (rest.ptr) {
        struct span scope = span_trim(span_cut(&rest, ' '));
        if (scope.len && !vec_push(r->arena, &identity->scopes, scope)) {
            return ERR_MEMORY;
        }
    }
    if (!node_is(node, NODE_ARRAY) && !node_is(node, NODE_STRING)) {
        FAULT(r, node, "\"scopes\" must be a list of texts");
    }
    NODE_EACH(item, node_is(node, NODE_ARRAY) ? node : NULL) {
        if (!node_text(item).len) {
            FAULT(r, item, "a scope must be a text");
        } else if (!vec_push(r->arena, &identity->scopes, node_text(item))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

#define MEMBER_LIST(X)                                                           \
    X(username, read_value(r, node, &identity->username))                        \
    X(password, read_secret(r, node, identity, &identity->password, "PASSWORD")) \
    X(bearer, read_bearer(r, node, identity))                                    \
    X(token, read_token(r, node, identity))                                      \
    X(refresh, read_secret(r, node, identity, &identity->refresh, "REFRESH"))    \
    X(basic, read_basic(r, node, identity))                                      \
    X(header, read_map(r, node, identity, &identity->headers, true))             \
    X(cookie, read_map(r, node, identity, &identity->cookies, true))             \
    X(query, read_map(r, node, identity, &identity->queries, false))             \
    X(role, (read_text(r, node, &identity->role), OK))                           \
    X(scopes, read_scopes(r, node, identity))

static enum err read_member(struct reading *r, const struct node *node, struct identity *identity) {
#define MEMBER_READ(name, read)                    \
    if (span_equal(node_key(node), SPAN(#name))) { \
        return read;                               \
    }
    MEMBER_LIST(MEMBER_READ)
#undef MEMBER_READ
#define MEMBER_NAME(name, read) #name,
    static const char *const known[] = {MEMBER_LIST(MEMBER_NAME)};
#undef MEMBER_NAME
    unknown(r, node, "an identity", known, sizeof(known) / sizeof(known[0]));
    return OK;
}

static void check_identity(struct reading *r, const struct node *node,
                           const struct identity *identity) {
    bool given = identity->password.value.len || identity->bearer.value.len ||
                 identity->token.value.len || identity->basic_user.len || identity->headers.n ||
                 identity->cookies.n || identity->queries.n || identity->refresh.value.len;
    bool user = node_get(node, SPAN("username")) != NULL;
    bool password = node_get(node, SPAN("password")) != NULL;
    if (user != password) {
        FAULT(r, node, "%.*s has a %s without a %s", SPAN_ARG(identity->name),
              user ? "username" : "password", user ? "password" : "username");
    } else if (!given && r->fault == OK) {
        FAULT(r, node, "%.*s has no credential", SPAN_ARG(identity->name));
    }
}

static enum err read_identity(struct reading *r, const struct node *node) {
    struct identity identity = {.name = node_key(node), .place = place_of(r, node)};
    if (!node_is(node, NODE_OBJECT) || identity.name.len == 0) {
        FAULT(r, node, "an identity must be a map with a name: alice: {username: …, password: …}");
        return OK;
    }
    for (size_t i = 0; i < r->out->all.n; i++) {
        if (span_equal(r->out->all.at[i].name, identity.name)) {
            FAULT(r, node, "%.*s stands here twice", SPAN_ARG(identity.name));
            return OK;
        }
    }
    NODE_EACH(member, node) {
        TRY(read_member(r, member, &identity));
    }
    check_identity(r, node, &identity);
    return vec_push(r->arena, &r->out->all, identity) ? OK : ERR_MEMORY;
}

static void read_operation(struct reading *r, const struct node *node, struct login_spec *login) {
    struct span rest;
    if (!read_text(r, node, &rest)) {
        return;
    }
    rest = span_trim(rest);
    login->method = span_cut(&rest, ' ');
    login->path = span_trim(rest);
    if (!span_starts(login->path, SPAN("/"))) {
        FAULT(r, node, "\"operation\" must be a method and a path: POST /api/token/");
    }
}

static void read_pointer(struct reading *r, const struct node *node, struct span *out) {
    if (read_text(r, node, out) && out->ptr[0] != '/') {
        FAULT(r, node, "\"%.*s\" must be a JSON pointer into the answer: /access",
              SPAN_ARG(node_key(node)));
    }
}

static void read_login(struct reading *r, const struct node *node) {
    static const char *const known[] = {"operation", "token", "refresh", "username_field",
                                        "password_field"};
    struct login_spec *login = &r->out->login;
    login->given = true;
    login->place = place_of(r, node);
    if (!node_get(node, SPAN("operation"))) {
        FAULT(r, node, "\"login\" must be a map with an \"operation\": POST /api/token/");
        return;
    }
    NODE_EACH(member, node) {
        struct span key = node_key(member);
        if (span_equal(key, span_from(known[0]))) {
            read_operation(r, member, login);
        } else if (span_equal(key, span_from(known[1]))) {
            read_pointer(r, member, &login->token);
        } else if (span_equal(key, span_from(known[2]))) {
            read_pointer(r, member, &login->refresh);
        } else if (span_equal(key, span_from(known[3]))) {
            (void)read_text(r, member, &login->username_field);
        } else if (span_equal(key, span_from(known[4]))) {
            (void)read_text(r, member, &login->password_field);
        } else {
            unknown(r, member, "\"login\"", known, sizeof(known) / sizeof(known[0]));
        }
    }
}

static enum err read_root(struct reading *r, const struct node *root) {
    static const char *const known[] = {"login", "identities"};
    if (!node_is(root, NODE_OBJECT)) {
        FAULT(r, root, "the file must be a map with the member \"identities\"");
        return OK;
    }
    NODE_EACH(member, root) {
        if (span_equal(node_key(member), span_from(known[0]))) {
            read_login(r, member);
        } else if (!span_equal(node_key(member), span_from(known[1]))) {
            unknown(r, member, "the file", known, 2);
        } else if (!node_is(member, NODE_OBJECT) && !node_is(member, NODE_NULL)) {
            FAULT(r, member, "\"identities\" must be a map: alice: {username: …, password: …}");
        } else {
            NODE_EACH(identity, member) {
                TRY(read_identity(r, identity));
            }
        }
    }
    if (!node_get(root, span_from(known[1])) && r->fault == OK) {
        FAULT(r, root, "the file has no member \"identities\"");
    }
    return OK;
}

enum err identities_load(struct arena *arena, struct span text, struct span file,
                         struct identities *out, struct diag *diag) {
    struct reading reading = {.arena = arena, .file = file, .diag = diag, .out = out};
    *out = (struct identities){.arena = arena};
    if (text.len > LIMIT_IDENTITIES_BYTES) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = file}, "the file is larger than 1 MiB");
        return ERR_LIMIT;
    }
    const struct yaml_options options = {.file = file, .depth = 32, .nodes = 100000};
    const struct node *root = NULL;
    TRY(yaml_parse(arena, text, &options, &root, diag));
    TRY(read_root(&reading, root));
    return reading.fault;
}
