/* SPDX-License-Identifier: Apache-2.0 */
/* Security schemes (OpenAPI 3.1.0, section 4.8.27; 2.0, "Security Scheme Object"). */
#include "contract/schemes.h"

#include "base/mutant.h"
#include "contract/prefix.h"

static struct span text_of(const struct spot *object, struct span key) {
    struct span text = node_text(node_get(object->node, key));
    return text.ptr ? text : (struct span){"", 0};
}

static void set(struct scheme *scheme, enum scheme_kind kind, struct span prefix) {
    scheme->kind = kind;
    scheme->parameter = SPAN("Authorization");
    scheme->prefix = prefix;
}

/* Registered HTTP schemes (IANA, HTTP Authentication Schemes) for which a header cannot simply be
 * made from a secret. */
static bool is_handshake(struct span scheme) {
    static const char *const names[] = {"digest",      "dpop",  "gnap",         "hoba",
                                        "mutual",      "oauth", "negotiate",    "privatetoken",
                                        "scram-sha-1", "vapid", "scram-sha-256"};
    return span_is_one_nocase(scheme, names, sizeof(names) / sizeof(*names));
}

/* Names of HTTP schemes are compared without regard to case (RFC 9110, section 11.1). */
static void read_http(struct loader *l, const struct spot *spot, struct scheme *scheme) {
    struct span name = text_of(spot, SPAN("scheme"));
    scheme->bearer_format = text_of(spot, SPAN("bearerFormat"));
    if (MUTANT(bearer_by_letter) ? span_equal(name, SPAN("Bearer"))
                                 : span_equal_nocase(name, SPAN("bearer"))) {
        set(scheme, SCHEME_BEARER, SPAN("Bearer"));
    } else if (span_equal_nocase(name, SPAN("basic")) && !MUTANT(basic_unknown)) {
        set(scheme, SCHEME_BASIC, SPAN("Basic"));
    } else if (name.len == 0) {
        loader_warn(l, spot, "an http security scheme must name its scheme");
    } else {
        set(scheme, is_handshake(name) ? SCHEME_DIGEST : SCHEME_AUTHORIZATION, name);
    }
}

static void read_authorization(struct scheme *scheme) {
    struct span prefix = prefix_learn(scheme->description, scheme->name);
    if (span_equal_nocase(prefix, SPAN("Bearer"))) {
        set(scheme, SCHEME_BEARER, SPAN("Bearer"));
    } else if (span_equal_nocase(prefix, SPAN("Basic"))) {
        set(scheme, SCHEME_BASIC, SPAN("Basic"));
    } else {
        set(scheme, SCHEME_AUTHORIZATION, prefix);
    }
}

static void read_api_key(struct loader *l, const struct spot *spot, struct scheme *scheme) {
    struct span in = text_of(spot, SPAN("in"));
    scheme->parameter = text_of(spot, SPAN("name"));
    if (scheme->parameter.len == 0) {
        loader_warn(l, spot, "an apiKey security scheme must have a name");
    } else if (span_equal(in, SPAN("query")) && !MUTANT(query_is_header)) {
        scheme->kind = SCHEME_QUERY;
    } else if (span_equal(in, SPAN("cookie"))) {
        scheme->kind = SCHEME_COOKIE;
    } else if (!span_equal(in, SPAN("header"))) {
        loader_warn(l, spot, "an apiKey security scheme must be in header, query or cookie");
    } else if (span_equal_nocase(scheme->parameter, SPAN("Authorization"))) {
        read_authorization(scheme);
    } else {
        scheme->kind = SCHEME_HEADER;
    }
}

static enum err read_flow(struct loader *l, const struct spot *spot, struct span kind,
                          struct scheme *scheme) {
    struct flow *flow = vec_add(l->arena, &scheme->flows);
    TRY_PTR(flow);
    flow->kind = kind;
    flow->token_url = text_of(spot, SPAN("tokenUrl"));
    flow->refresh_url = text_of(spot, SPAN("refreshUrl"));
    flow->authorization_url = text_of(spot, SPAN("authorizationUrl"));
    NODE_EACH(scope, node_get(spot->node, SPAN("scopes"))) {
        if (!vec_push(l->arena, &flow->scopes, node_key(scope))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* 2.0 has one flow, by other names. */
static struct span flow_kind(struct span name) {
    if (span_equal(name, SPAN("application"))) {
        return SPAN("clientCredentials");
    }
    return span_equal(name, SPAN("accessCode")) ? SPAN("authorizationCode") : name;
}

static enum err read_oauth2(struct loader *l, const struct spot *spot, struct scheme *scheme) {
    scheme->oauth2 = true;
    set(scheme, SCHEME_BEARER, SPAN("Bearer"));
    if (l->out->dialect == 20) {
        return read_flow(l, spot, flow_kind(text_of(spot, SPAN("flow"))), scheme);
    }
    struct spot flows = spot_get(spot, SPAN("flows"));
    SPOT_EACH(flow, &flows) {
        if (node_is(flow.node, NODE_OBJECT) && !span_starts(node_key(flow.node), SPAN("x-"))) {
            TRY(read_flow(l, &flow, node_key(flow.node), scheme));
        }
    }
    return OK;
}

static enum err read_kind(struct loader *l, const struct spot *spot, struct scheme *scheme) {
    struct span type = text_of(spot, SPAN("type"));
    if (span_equal(type, SPAN("apiKey"))) {
        read_api_key(l, spot, scheme);
    } else if (span_equal(type, SPAN("http"))) {
        read_http(l, spot, scheme);
    } else if (span_equal(type, SPAN("basic"))) {
        set(scheme, SCHEME_BASIC, SPAN("Basic"));
    } else if (span_equal(type, SPAN("oauth2"))) {
        return read_oauth2(l, spot, scheme);
    } else if (span_equal(type, SPAN("openIdConnect"))) {
        scheme->openid = true;
        scheme->openid_url = text_of(spot, SPAN("openIdConnectUrl"));
        set(scheme, SCHEME_BEARER, SPAN("Bearer"));
    } else if (span_equal(type, SPAN("mutualTLS"))) {
        scheme->kind = SCHEME_MUTUAL_TLS;
    } else {
        loader_warn(l, spot, "\"%.*s\" is no type of security scheme", SPAN_ARG(type));
    }
    return OK;
}

static enum err read_scheme(struct loader *l, const struct spot *member) {
    struct scheme *scheme = vec_add(l->arena, &l->out->schemes);
    struct spot spot = documents_follow(l->documents, member);
    TRY_PTR(scheme);
    *scheme =
        (struct scheme){.name = node_key(member->node), .place = spot_place(l->arena, member)};
    if (!node_is(spot.node, NODE_OBJECT)) {
        loader_warn(l, member, "a security scheme must be an object");
        return OK;
    }
    scheme->description = text_of(&spot, SPAN("description"));
    return read_kind(l, &spot, scheme);
}

/* Names of schemes are free, "x-api-key" among them; an extension is what is no scheme. */
static bool is_extension(const struct node *member) {
    return span_starts(node_key(member), SPAN("x-")) &&
           (!node_get(member, SPAN("type")) || MUTANT(extension_by_name)) &&
           !documents_reference(member).ptr;
}

enum err schemes_read(struct loader *l) {
    struct spot components = spot_get(&l->root, SPAN("components"));
    struct spot schemes = l->out->dialect == 20 ? spot_get(&l->root, SPAN("securityDefinitions"))
                                                : spot_get(&components, SPAN("securitySchemes"));
    struct spot all = documents_follow(l->documents, &schemes);
    SPOT_EACH(member, &all) {
        if (!is_extension(member.node)) {
            TRY(read_scheme(l, &member));
        }
    }
    VEC_EACH(struct scheme, scheme, &l->out->schemes) {
        TRY(map_put(l->arena, &l->schemes, scheme->name, scheme));
    }
    return OK;
}
