/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the identities file. */
#include "scan/credential/identity.h"

#include "base/limits.h"
#include "scan/credential/credential_place.h"
#include "scan/credential/identity_header.h"
#include "scan/credential/identity_members.h"
#include "scan/credential/login_spec.h"
#include "scan/credential/secret.h"
#include "text/yaml.h"

static bool holds_any(const struct identity *identity) {
    return identity->password.value.len || identity->bearer.value.len ||
           identity->token.value.len || identity->basic_user.len || identity->headers.n ||
           identity->cookies.n || identity->queries.n || identity->refresh.value.len ||
           identity->schemes.n || identity->client_id.len || identity->command.argv ||
           identity->certificate.len;
}

static void check_identity(struct reading *r, const struct node *node,
                           const struct identity *identity) {
    bool user = node_get(node, SPAN("username")) != NULL;
    bool password = node_get(node, SPAN("password")) != NULL;
    if (user != password) {
        FAULT(r, node, "%.*s has a %s without a %s", SPAN_ARG(identity->name),
              user ? "username" : "password", user ? "password" : "username");
    } else if (!holds_any(identity) && r->fault == OK) {
        FAULT(r, node, "%.*s has no credential", SPAN_ARG(identity->name));
    } else if (identity->key.len && !identity->certificate.len) {
        FAULT(r, node, "%.*s has a key without a cert", SPAN_ARG(identity->name));
    } else if (identity->command.pointer.len && !identity->command.argv && r->fault == OK) {
        FAULT(r, node, "%.*s has a pointer without a command", SPAN_ARG(identity->name));
    }
}

/* What Basic sends, for redaction and for the wallet. */
static enum err encode_basic(struct reading *r, struct identity *identity) {
    bool own = identity->basic_user.len != 0;
    struct span user = own ? identity->basic_user : identity->username;
    struct span password = own ? identity->basic_password.value : identity->password.value;
    if (user.len == 0 || (!own && !password.len)) {
        return OK;
    }
    struct span pair = credential_basic(r->arena, user, password);
    TRY_PTR(pair.ptr);
    return secret_set(r->out, identity->name, &identity->basic, SPAN("BASIC"), pair);
}

static enum err read_identity(struct reading *r, const struct node *node) {
    struct identity identity = {.name = node_key(node), .place = reading_place(r, node)};
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
        TRY(identity_member(r, member, &identity));
    }
    check_identity(r, node, &identity);
    TRY(encode_basic(r, &identity));
    return vec_push(r->arena, &r->out->all, identity) ? OK : ERR_MEMORY;
}

/* {bearerAuth: {operation: POST /login}, partnerAuth: {…}} */
static enum err read_logins(struct reading *r, const struct node *node) {
    if (!node_is(node, NODE_OBJECT)) {
        FAULT(r, node,
              "\"logins\" must be a map from the names of the contract's schemes to what "
              "\"login\" holds");
        return OK;
    }
    NODE_EACH(member, node) {
        struct login_spec *spec = vec_add(r->arena, &r->out->logins);
        TRY_PTR(spec);
        *spec = (struct login_spec){.scheme = node_key(member)};
        TRY(login_spec_read(r, member, spec));
    }
    return OK;
}

static enum err read_root(struct reading *r, const struct node *root) {
    static const char *const known[] = {"login", "identities", "logins"};
    if (!node_is(root, NODE_OBJECT)) {
        FAULT(r, root, "the file must be a map with the member \"identities\"");
        return OK;
    }
    NODE_EACH(member, root) {
        if (span_equal(node_key(member), span_from(known[0]))) {
            TRY(login_spec_read(r, member, &r->out->login));
        } else if (span_equal(node_key(member), span_from(known[2]))) {
            TRY(read_logins(r, member));
        } else if (!span_equal(node_key(member), span_from(known[1]))) {
            bool user = node_get(member, SPAN("username")) || node_get(member, SPAN("bearer")) ||
                        node_get(member, SPAN("token")) || node_get(member, SPAN("basic"));
            if (user) {
                FAULT(r, member,
                      "the file has no member \"%.*s\"; users stand below "
                      "\"identities\": identities: {%.*s: {…}}",
                      SPAN_ARG(node_key(member)), SPAN_ARG(node_key(member)));
            } else {
                reading_unknown(r, member, "the file", known, 3);
            }
        } else if (!node_is(member, NODE_OBJECT) && !node_is(member, NODE_NULL)) {
            FAULT(r, member, "\"identities\" must be a map: alice: {username: …, password: …}");
        } else {
            NODE_EACH(identity, member) {
                TRY(read_identity(r, identity));
            }
        }
    }
    if (!node_get(root, span_from(known[1])) && r->fault == OK) {
        FAULT(r, root,
              "the file has no member \"identities\": identities: {alice: {username: …, "
              "password: …}}");
    }
    return OK;
}

struct span identity_user(const struct identity *identity) {
    return identity->username.len     ? identity->username
           : identity->basic_user.len ? identity->basic_user
                                      : identity->name;
}

enum err identities_load(struct arena *arena, struct span text, struct span file,
                         struct identities *out, struct diag *diag) {
    struct reading reading = {.arena = arena, .file = file, .diag = diag, .out = out};
    TRY(identities_init(arena, out));
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
