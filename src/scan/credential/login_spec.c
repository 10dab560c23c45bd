/* SPDX-License-Identifier: Apache-2.0 */
/* Reading "login" and "logins" of the identities file. */
#include "scan/credential/login_spec.h"

#include "scan/credential/identity_members.h"
#include "scan/credential/secret.h"

static void read_operation(struct reading *r, const struct node *node, struct login_spec *spec) {
    struct span rest;
    if (!reading_text(r, node, &rest)) {
        return;
    }
    rest = span_trim(rest);
    spec->method = span_cut(&rest, ' ');
    spec->path = span_trim(rest);
    static const char *const methods[] = {"GET", "POST", "PUT", "PATCH"};
    bool known = false;
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        if (span_equal_nocase(spec->method, span_from(methods[i]))) {
            spec->method = span_from(methods[i]);
            known = true;
        }
    }
    if (!known || !span_starts(spec->path, SPAN("/"))) {
        FAULT(r, node, "\"operation\" must be a method and a path: POST /api/token/");
    }
}

static void read_send(struct reading *r, const struct node *node, struct login_spec *spec) {
    static const char *const words[] = {"json", "form", "query", "basic"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (span_equal_nocase(node_text(node), span_from(words[i]))) {
            spec->send = (enum login_send)(LOGIN_SEND_JSON + i);
            return;
        }
    }
    FAULT(r, node, "\"send\" must be json, form, query or basic");
}

/* {provider: db}: sent along as it is. */
static enum err read_with(struct reading *r, const struct node *node, struct login_spec *spec) {
    if (!node_is(node, NODE_OBJECT)) {
        FAULT(r, node, "\"with\" must be a map of further members to send");
        return OK;
    }
    NODE_EACH(member, node) {
        struct login_member with = {node_key(member), member};
        if (!vec_push(r->arena, &spec->with, with)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err read_secret(struct reading *r, const struct node *node, struct secret *secret,
                            const char *kind) {
    struct span value;
    TRY(reading_value(r, node, &value));
    return value.len ? secret_set(r->out, SPAN("login"), secret, span_from(kind), value) : OK;
}

#define SPEC_LIST(X)                                                              \
    X(operation, (read_operation(r, node, spec), OK))                             \
    X(token, (reading_pointer(r, node, &spec->token), OK))                        \
    X(refresh, (reading_pointer(r, node, &spec->refresh), OK))                    \
    X(username_field, (reading_text(r, node, &spec->username_field), OK))         \
    X(password_field, (reading_text(r, node, &spec->password_field), OK))         \
    X(otp_field, (reading_text(r, node, &spec->otp_field), OK))                   \
    X(send, (read_send(r, node, spec), OK))                                       \
    X(with, read_with(r, node, spec))                                             \
    X(otp, reading_otp(r, node, SPAN("login"), &spec->otp))                       \
    X(client_id, reading_value(r, node, &spec->client_id))                        \
    X(client_secret, read_secret(r, node, &spec->client_secret, "CLIENT_SECRET")) \
    X(scope, (reading_text(r, node, &spec->scope), OK))

static enum err read_member(struct reading *r, const struct node *node, struct login_spec *spec) {
#define SPEC_READ(name, read)                      \
    if (span_equal(node_key(node), SPAN(#name))) { \
        return read;                               \
    }
    SPEC_LIST(SPEC_READ)
#undef SPEC_READ
#define SPEC_NAME(name, read) #name,
    static const char *const known[] = {SPEC_LIST(SPEC_NAME)};
#undef SPEC_NAME
    reading_unknown(r, node, "\"login\"", known, sizeof(known) / sizeof(known[0]));
    return OK;
}

enum err login_spec_read(struct reading *r, const struct node *node, struct login_spec *out) {
    out->given = true;
    out->place = reading_place(r, node);
    bool client = node_get(node, SPAN("client_id")) != NULL; /* at the scheme's own tokenUrl */
    if (!node_get(node, SPAN("operation")) && !(client && out->scheme.len)) {
        FAULT(r, node, "\"%.*s\" must be a map with an \"operation\": POST /api/token/",
              SPAN_ARG(out->scheme.len ? out->scheme : SPAN("login")));
        return OK;
    }
    NODE_EACH(member, node) {
        TRY(read_member(r, member, out));
    }
    return OK;
}

/* Fields are the same in either case (RFC 9110, section 5.1). */
static bool is_parameter(const struct scheme *scheme, struct span name) {
    switch (scheme->kind) {
    case SCHEME_HEADER:
        return span_equal_nocase(scheme->parameter, name);
    case SCHEME_QUERY:
    case SCHEME_COOKIE:
        return span_equal(scheme->parameter, name);
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_BASIC:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
    case SCHEME_UNKNOWN:
        break;
    }
    return false;
}

const struct login_spec *login_spec_of(const struct identities *identities,
                                       const struct scheme *scheme) {
    const struct login_spec *found = NULL;
    VEC_EACH(const struct login_spec, spec, &identities->logins) {
        if (span_equal(spec->scheme, scheme->name)) {
            return spec;
        }
        found = is_parameter(scheme, spec->scheme) ? spec : found;
    }
    return found;
}
