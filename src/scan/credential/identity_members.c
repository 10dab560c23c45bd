/* SPDX-License-Identifier: Apache-2.0 */
/* The members of one identity: its credentials, role and scopes. */
#include "scan/credential/identity_members.h"

#include "scan/credential/credential_place.h"
#include "scan/credential/secret.h"
#include "scan/login/login_otp.h"
#include "text/field.h"

/* A text that may come from the environment or a file. *out empty: a fault, told. */
enum err reading_value(struct reading *r, const struct node *node, struct span *out) {
    struct span given;
    *out = (struct span){NULL, 0};
    if (!reading_text(r, node, &given)) {
        return OK;
    }
    enum err got = secret_resolve(r->arena, given, reading_place(r, node), out, r->diag);
    if (got != OK) {
        *out = (struct span){NULL, 0};
        reading_note(r, got);
    }
    return got == ERR_MEMORY ? got : OK;
}

enum err reading_otp(struct reading *r, const struct node *node, struct span owner,
                     struct secret *out) {
    struct span seed, code;
    TRY(reading_value(r, node, &seed));
    if (seed.len && !login_otp(r->arena, seed, &code)) {
        FAULT(r, node, "\"otp\" must be the seed in base32, or an otpauth URL");
        return OK;
    }
    return seed.len ? secret_set(r->out, owner, out, SPAN("OTP_SEED"), seed) : OK;
}

static enum err read_secret(struct reading *r, const struct node *node, struct identity *identity,
                            struct secret *secret, const char *kind) {
    struct span value;
    TRY(reading_value(r, node, &value));
    return value.len ? secret_set(r->out, identity->name, secret, span_from(kind), value) : OK;
}

/* "JWT eyJ…": a token that was pasted with the word before it. */
static struct span take_apart(struct span value, struct span usual, struct identity *identity) {
    struct span prefix, rest;
    if (!credential_split(value, &prefix, &rest)) {
        return value;
    }
    if (!span_equal_nocase(prefix, usual)) {
        identity->prefix = prefix;
    }
    return rest;
}

static enum err read_bearer(struct reading *r, const struct node *node, struct identity *identity) {
    struct span value;
    TRY(reading_value(r, node, &value));
    value = take_apart(value, SPAN("Bearer"), identity);
    return value.len ? secret_set(r->out, identity->name, &identity->bearer, SPAN("TOKEN"), value)
                     : OK;
}

static enum err read_token(struct reading *r, const struct node *node, struct identity *identity) {
    struct span value;
    TRY(reading_value(r, node, &value));
    value = take_apart(value, SPAN("Token"), identity);
    return value.len ? secret_set(r->out, identity->name, &identity->token, SPAN("TOKEN"), value)
                     : OK;
}

/* "carol:password"; the whole, or what follows the colon, may come from elsewhere. */
static enum err read_basic(struct reading *r, const struct node *node, struct identity *identity) {
    struct span whole;
    TRY(reading_value(r, node, &whole));
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
        enum err got =
            secret_resolve(r->arena, password, reading_place(r, node), &password, r->diag);
        if (got != OK) {
            reading_note(r, got);
            return got == ERR_MEMORY ? got : OK;
        }
    }
    identity->basic_user = user;
    return secret_set(r->out, identity->name, &identity->basic_password, SPAN("BASIC_PASSWORD"),
                      password);
}

/* "Bearer eyJ…": the token within is the secret, too. */
static enum err set_named(struct reading *r, const struct identity *identity,
                          struct named_secret *named, struct span value) {
    struct span prefix, rest;
    struct secret inner = {0};
    if (credential_split(value, &prefix, &rest)) {
        TRY(secret_set(r->out, identity->name, &inner, named->name, rest));
    }
    return secret_set(r->out, identity->name, &named->secret, named->name, value);
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
        if (token_names && !field_is_token(node_key(member))) {
            FAULT(r, member, "\"%.*s\" is no name of a header or cookie",
                  SPAN_ARG(node_key(member)));
            continue;
        }
        TRY(reading_value(r, member, &value));
        if (value.len) {
            struct named_secret *added = vec_add(r->arena, all);
            TRY_PTR(added);
            added->name = node_key(member);
            TRY(set_named(r, identity, added, value));
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

/* [./get-token, alice]: run as it is, without a shell. */
static enum err read_command(struct reading *r, const struct node *node,
                             struct identity *identity) {
    if (!node_is(node, NODE_ARRAY) || !node->child) {
        FAULT(r, node,
              "\"command\" must be a list, a program and its arguments: [./get-token, alice]; for "
              "a shell, [sh, -c, \"…\"]");
        return OK;
    }
    char **argv = arena_array(r->arena, char *, node->len + 1);
    size_t n = 0;
    TRY_PTR(argv);
    NODE_EACH(item, node) {
        struct span text = node_text(item);
        if (!node_is(item, NODE_STRING)) {
            FAULT(r, item, "an argument must be a text; put it in quotes");
            return OK;
        }
        struct span copy = arena_dup(r->arena, text);
        TRY_PTR(copy.ptr);
        argv[n++] = (char *)(uintptr_t)copy.ptr;
    }
    argv[n] = NULL;
    identity->command.argv = argv;
    identity->command.folder = secret_path(r->arena, SPAN("."), r->file);
    return identity->command.folder.ptr ? OK : ERR_MEMORY;
}

/* A path, relative to the identities file. */
static enum err read_path(struct reading *r, const struct node *node, struct span *out) {
    struct span given;
    if (!reading_text(r, node, &given)) {
        return OK;
    }
    *out = secret_path(r->arena, given, r->file);
    return out->ptr ? OK : ERR_MEMORY;
}

static void read_flag(struct reading *r, const struct node *node, bool *out) {
    *out = node_true(node);
    if (!*out && !node_is(node, NODE_FALSE)) {
        FAULT(r, node, "\"%.*s\" must be true or false", SPAN_ARG(node_key(node)));
    }
}

#define MEMBER_LIST(X)                                                                          \
    X(username, reading_value(r, node, &identity->username))                                    \
    X(password, read_secret(r, node, identity, &identity->password, "PASSWORD"))                \
    X(bearer, read_bearer(r, node, identity))                                                   \
    X(token, read_token(r, node, identity))                                                     \
    X(refresh, read_secret(r, node, identity, &identity->refresh, "REFRESH"))                   \
    X(basic, read_basic(r, node, identity))                                                     \
    X(header, read_map(r, node, identity, &identity->headers, true))                            \
    X(cookie, read_map(r, node, identity, &identity->cookies, true))                            \
    X(query, read_map(r, node, identity, &identity->queries, false))                            \
    X(schemes, read_map(r, node, identity, &identity->schemes, false))                          \
    X(client_id, reading_value(r, node, &identity->client_id))                                  \
    X(client_secret, read_secret(r, node, identity, &identity->client_secret, "CLIENT_SECRET")) \
    X(scope, (reading_text(r, node, &identity->scope), OK))                                     \
    X(command, read_command(r, node, identity))                                                 \
    X(pointer, (reading_pointer(r, node, &identity->command.pointer), OK))                      \
    X(otp, reading_otp(r, node, identity->name, &identity->otp))                                \
    X(cert, read_path(r, node, &identity->certificate))                                         \
    X(key, read_path(r, node, &identity->key))                                                  \
    X(role, (reading_text(r, node, &identity->role), OK))                                       \
    X(scopes, read_scopes(r, node, identity))                                                   \
    X(lockable, (read_flag(r, node, &identity->lockable), OK))

enum err identity_member(struct reading *r, const struct node *node, struct identity *identity) {
#define MEMBER_READ(name, read)                    \
    if (span_equal(node_key(node), SPAN(#name))) { \
        return read;                               \
    }
    MEMBER_LIST(MEMBER_READ)
#undef MEMBER_READ
#define MEMBER_NAME(name, read) #name,
    static const char *const known[] = {MEMBER_LIST(MEMBER_NAME)};
#undef MEMBER_NAME
    reading_unknown(r, node, "an identity", known, sizeof(known) / sizeof(known[0]));
    return OK;
}
