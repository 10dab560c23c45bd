/* SPDX-License-Identifier: Apache-2.0 */
/* The members of one identity: its credentials, role and scopes. */
#include "scan/credential/identity_read.h"
#include "scan/credential/secret.h"

/* A text that may come from the environment or a file. *out empty: a fault, told. */
static enum err read_value(struct reading *r, const struct node *node, struct span *out) {
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
    identity->expires = identity->bearer_expires = secret_expiry(value);
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
        enum err got =
            secret_resolve(r->arena, password, reading_place(r, node), &password, r->diag);
        if (got != OK) {
            reading_note(r, got);
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
    X(role, (reading_text(r, node, &identity->role), OK))                        \
    X(scopes, read_scopes(r, node, identity))

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
