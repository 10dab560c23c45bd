/* SPDX-License-Identifier: Apache-2.0 */
/* Token endpoints, from the contract and from the configuration that it names. */
#include "scan/login/login_flow.h"
#include "scan/login/login_url.h"

#include "base/mutant.h"
#include "text/json.h"
#include "text/uri.h"

/* A URL at the target: one of another host is only taken when the contract says that the API itself
 * is there, and then its path alone. {NULL, 0}: not ours. */
static struct span own_url(struct login *login, struct span url) {
    struct arena *arena = login->wallet->arena;
    struct span base = login->contract->operations.n ? login->contract->operations.at[0].base
                                                     : (struct span){"", 0};
    struct span front = login_url(arena, login, base, SPAN("/")), resolved;
    if (!front.ptr || uri_resolve(arena, front, url, &resolved) != OK) {
        return (struct span){NULL, 0};
    }
    if (uri_same_origin(resolved, login->base_url)) {
        return resolved;
    }
    VEC_EACH(const struct server, server, &login->contract->servers) {
        if (uri_same_origin(resolved, server->url) || MUTANT(other_hosts_ours)) {
            return login_url(arena, login, (struct span){"", 0}, uri_path(resolved));
        }
    }
    return (struct span){NULL, 0};
}

static void add(struct login_flows *out, const struct scheme *scheme, const struct login_spec *spec,
                struct span url, bool client) {
    if (!url.ptr || out->n == LOGIN_FLOWS) {
        return;
    }
    out->at[out->n++] = (struct login_route){
        .kind = LOGIN_GRANT,
        .method = SPAN("POST"),
        .path = uri_path(url),
        .url = url,
        .username_field = SPAN("username"),
        .password_field = SPAN("password"),
        .spec = spec && spec->scheme.len ? spec : NULL,
        .declared = true,
        .client = client,
        .gives = CREDENTIAL_BEARER,
        .flow_of = scheme,
    };
}

/* OpenID Connect Discovery 1.0, section 4: the token endpoint that the configuration names. */
static enum err discover(struct login *login, const struct scheme *scheme, struct span *out) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    const struct json_options options = {.depth = 16};
    const struct node *root = NULL;
    *out = (struct span){NULL, 0};
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = own_url(login, scheme->openid_url)}};
    if (!exchange.request.url.ptr) {
        return OK;
    }
    TRY(client_fetch(login->client, &scratch, &exchange));
    TRY(wire_ends(exchange.response.wire));
    if (exchange.response.wire == WIRE_OK && exchange.response.status == 200 &&
        json_parse(&scratch, exchange.response.body, &options, &root, NULL) == OK) {
        struct span endpoint = node_text(node_get(root, SPAN("token_endpoint")));
        *out = endpoint.len ? own_url(login, arena_dup(login->wallet->arena, endpoint)) : *out;
    }
    return OK;
}

/* What a flow offers this identity: a user has a password, a client has its own secret. */
static bool offers(struct span kind, bool client) {
    return client ? !span_equal(kind, SPAN("implicit"))
                  : span_equal(kind, SPAN("password")) || MUTANT(passwords_for_clients);
}

enum err login_find_flows(struct login *login, const struct identity *identity,
                          const struct scheme *scheme, const struct login_spec *spec,
                          struct login_flows *out) {
    bool user = identity->username.len && identity->password.value.len;
    bool named = spec && spec->client_id.len && !MUTANT(client_of_scheme_unread);
    bool client = !user && (identity->client_id.len || named);
    bool both = user && identity->client_id.len; /* then any endpoint may take the password */
    struct span endpoint;
    *out = (struct login_flows){0};
    if (!user && !client) {
        return OK;
    }
    VEC_EACH(const struct flow, flow, &scheme->flows) {
        if (flow->token_url.len && (offers(flow->kind, client) || both)) {
            add(out, scheme, spec, own_url(login, flow->token_url), client);
        }
    }
    if (scheme->openid && scheme->openid_url.len) {
        TRY(discover(login, scheme, &endpoint));
        add(out, scheme, spec, endpoint, client);
    }
    return OK;
}
