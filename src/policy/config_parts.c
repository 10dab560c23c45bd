/* SPDX-License-Identifier: Apache-2.0 */
/* What stands below schemes:, operations: and identity:. */
#include "policy/config_parts.h"

#include "base/mutant.h"
#include "token/claims.h"

static const char *const SCHEME_NAMES[] = {"kind",
                                           "keyword",
                                           "claims",
                                           "scope_claim",
                                           "issuer",
                                           "audience",
                                           "algorithms",
                                           "key",
                                           "typ",
                                           "leeway",
                                           "max_age",
                                           "user",
                                           "key_ca",
                                           "key_refresh",
                                           "key_stale",
                                           "secret",
                                           "secret_fallbacks",
                                           "csrf",
                                           "csrf_cookie",
                                           "csrf_header",
                                           "origins",
                                           "backends",
                                           "keys"};
/* What each kind has beside these four. */
enum { COMMON_MEMBERS = 4 };
static const char *const OPERATION_NAMES[] = {"schemes", "scopes", "claims"};

static const char *const SUBJECT_NAMES[] = {"claim", "by", "roles", "password"};

enum {
    SUBJECT_MEMBERS = sizeof(SUBJECT_NAMES) / sizeof(*SUBJECT_NAMES),
    SCHEME_MEMBERS = sizeof(SCHEME_NAMES) / sizeof(*SCHEME_NAMES),
    OPERATION_MEMBERS = sizeof(OPERATION_NAMES) / sizeof(*OPERATION_NAMES),
    REALM_BYTES = 200,
    ASSERTION_SECONDS = 30,
    ASSERTION_SECONDS_MOST = 300,
};

/* What a verifier must be told, whatever the token says (RFC 8725, sections 3.1, 3.8 and 3.9). */
static void require(const struct member_reader *reader, const struct node *node) {
    static const char *const wanted[] = {"issuer", "audience", "algorithms", "key"};
    for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
        if (!node_get(node, span_from(wanted[i])) && !MUTANT(setting_missing)) {
            MEMBER_FAULT(reader, node, "scheme '%.*s' has no '%s', which a JWT needs",
                         SPAN_ARG(node_key(node)), wanted[i]);
        }
    }
}

static enum err read_claims(const struct member_reader *reader, const struct node *claims,
                            struct config_claims *out) {
    if (!claims || !member_check(reader, claims, "claims", NULL, 0)) {
        return OK;
    }
    NODE_EACH(node, claims) {
        struct config_claim *claim = vec_add(reader->arena, out);
        TRY_PTR(claim);
        claim->name = node_key(node);
        struct span name = arena_dup(reader->arena, claim->name);
        TRY_PTR(name.ptr);
        TRY(member_texts(reader, claims, name.ptr, &claim->any));
    }
    return OK;
}

static enum err read_roles(const struct member_reader *reader, const struct node *roles,
                           struct config_subject *out) {
    if (!roles || !member_check(reader, roles, "roles", NULL, 0)) {
        return OK;
    }
    NODE_EACH(node, roles) {
        struct config_role role = {node_key(node), node_text(node)};
        if (!span_equal(role.column, SPAN("staff")) &&
            !span_equal(role.column, SPAN("superuser")) &&
            !span_equal(role.column, SPAN("groups"))) {
            MEMBER_FAULT(reader, node, "'%.*s' must be staff, superuser or groups",
                         SPAN_ARG(role.claim));
        } else if (!vec_push(reader->arena, &out->roles, role)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err read_subject(const struct member_reader *reader, const struct node *node,
                             struct config_subject *out) {
    struct span by = SPAN("id");
    out->claim = SPAN("sub");
    if (!node || !member_check(reader, node, "user", SUBJECT_NAMES, SUBJECT_MEMBERS)) {
        return OK;
    }
    out->wanted = true;
    member_text(reader, node, "claim", &out->claim);
    member_text(reader, node, "by", &by);
    member_text(reader, node, "password", &out->password);
    out->by_name = span_equal(by, SPAN("username"));
    if (!out->by_name && !span_equal(by, SPAN("id"))) {
        MEMBER_FAULT(reader, node, "'by' must be id or username");
    }
    return read_roles(reader, node_get(node, SPAN("roles")), out);
}

static const char *const KINDS[] = {"jwt", "token", "basic", "session", "key"};

static void read_kind(const struct member_reader *reader, const struct node *node,
                      struct config_scheme *out) {
    unsigned kind = CONFIG_JWT;
    member_choice(reader, node, "kind", KINDS, CONFIG_KEY + 1, &kind);
    out->kind = (enum config_kind)kind;
}

static bool is_of_kind(enum config_kind kind, struct span name) {
    static const char *const jwt[] = {"issuer", "audience",    "algorithms", "key",
                                      "typ",    "leeway",      "max_age",    "user",
                                      "key_ca", "key_refresh", "key_stale"};
    static const char *const session[] = {
        "secret", "secret_fallbacks", "csrf", "csrf_cookie", "csrf_header", "origins", "backends"};
    static const char *const key[] = {"keys"};
    switch (kind) {
    case CONFIG_JWT:
        return span_is_one(name, jwt, sizeof(jwt) / sizeof(*jwt));
    case CONFIG_SESSION:
        return span_is_one(name, session, sizeof(session) / sizeof(*session));
    case CONFIG_KEY:
        return span_is_one(name, key, 1);
    case CONFIG_TOKEN:
    case CONFIG_BASIC:
        break;
    }
    return false;
}

/* What only another kind has must not look as if it counted. */
static void check_members(const struct member_reader *reader, const struct node *node,
                          enum config_kind kind) {
    NODE_EACH(member, node) {
        struct span name = node_key(member);
        if (span_is_one(name, SCHEME_NAMES, SCHEME_MEMBERS) &&
            !span_is_one(name, SCHEME_NAMES, COMMON_MEMBERS) && !is_of_kind(kind, name)) {
            MEMBER_FAULT(reader, member, "'%.*s' is of no meaning for 'kind: %s'", SPAN_ARG(name),
                         KINDS[kind]);
        }
    }
}

static enum err read_secrets(const struct member_reader *reader, const struct node *node,
                             struct config_scheme *out) {
    out->keys = SPAN("");
    if (out->kind == CONFIG_SESSION) {
        return config_session_read(reader, node, &out->session);
    }
    if (out->kind == CONFIG_KEY) {
        member_text(reader, node, "keys", &out->keys);
    }
    return OK;
}

enum err config_parts_scheme(const struct member_reader *reader, const struct node *node,
                             struct config_scheme *out) {
    out->name = node_key(node);
    out->node = node;
    out->scope_claim = SPAN("scope");
    if (!member_check(reader, node, "a scheme", SCHEME_NAMES, SCHEME_MEMBERS)) {
        return OK;
    }
    read_kind(reader, node, out);
    check_members(reader, node, out->kind);
    if (out->kind == CONFIG_JWT) {
        require(reader, node);
    }
    TRY(read_secrets(reader, node, out));
    member_text(reader, node, "keyword", &out->keyword);
    for (size_t i = 0; i < out->keyword.len; i++) {
        char c = out->keyword.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')) {
            MEMBER_FAULT(reader, node_get(node, SPAN("keyword")), "'keyword' must be a word");
            break;
        }
    }
    TRY(read_subject(reader, node_get(node, SPAN("user")), &out->subject));
    TRY(member_texts(reader, node, "issuer", &out->issuers));
    TRY(member_texts(reader, node, "audience", &out->audiences));
    TRY(member_texts(reader, node, "algorithms", &out->algorithms));
    member_text(reader, node, "key", &out->key);
    config_remote_read(reader, node, out->key, &out->algorithms, &out->remote);
    member_text(reader, node, "scope_claim", &out->scope_claim);
    member_text(reader, node, "typ", &out->typ);
    member_number(reader, node, "leeway", CLAIMS_LEEWAY_MOST, &out->leeway);
    member_number(reader, node, "max_age", INT32_MAX, &out->max_age);
    return read_claims(reader, node_get(node, SPAN("claims")), &out->claims);
}

enum err config_parts_operation(const struct member_reader *reader, const struct node *node,
                                struct config_operation *out) {
    if (!member_check(reader, node, "an operation", OPERATION_NAMES, OPERATION_MEMBERS)) {
        return OK;
    }
    TRY(member_texts(reader, node, "schemes", &out->schemes));
    TRY(member_texts(reader, node, "scopes", &out->scopes));
    return read_claims(reader, node_get(node, SPAN("claims")), &out->claims);
}

/* Letters, digits and dashes: no server folds such a name together with another one but by case. */
static bool is_header(struct span name) {
    bool sound = name.len > 0 && name.len <= 100;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        sound = sound && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-');
    }
    return sound;
}

void config_parts_identity(const struct member_reader *reader, const struct node *node,
                           struct config_identity *out) {
    out->claim = node_text(node);
    if (!is_header(out->header) || span_equal_nocase(out->header, SPAN("Authorization"))) {
        MEMBER_FAULT(reader, node,
                     "'%.*s' cannot be an identity header: letters, digits and dashes",
                     SPAN_ARG(out->header));
    }
    if (!out->claim.len) {
        MEMBER_FAULT(reader, node, "'%.*s' must name a claim", SPAN_ARG(out->header));
    }
}

void config_parts_realm(const struct member_reader *reader, const struct node *node,
                        struct span realm) {
    bool sound = realm.len <= REALM_BYTES;
    for (size_t i = 0; i < realm.len; i++) {
        sound = sound && realm.ptr[i] >= ' ' && realm.ptr[i] <= '~' && realm.ptr[i] != '"' &&
                realm.ptr[i] != '\\';
    }
    if (!sound) {
        MEMBER_FAULT(reader, node,
                     "'realm' must be printable ASCII without quotes and backslashes");
    }
}

void config_parts_assertion(const struct member_reader *reader, const struct node *node,
                            struct config_assertion *out) {
    static const char *const names[] = {"key", "audience", "lifetime"};
    out->lifetime = ASSERTION_SECONDS;
    if (!node || !member_check(reader, node, "assertion", names, 3)) {
        return;
    }
    out->node = node;
    member_text(reader, node, "key", &out->key);
    member_text(reader, node, "audience", &out->audience);
    member_number(reader, node, "lifetime", ASSERTION_SECONDS_MOST, &out->lifetime);
    if (!out->key.len || !out->audience.len || !out->lifetime) {
        MEMBER_FAULT(reader, node,
                     "'assertion' needs a key, an audience, and a lifetime of 1 to %d seconds",
                     ASSERTION_SECONDS_MOST);
    }
}
