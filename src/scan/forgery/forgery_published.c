/* SPDX-License-Identifier: Apache-2.0 */
/* The target's public keys: shown in its tokens, or published where servers publish them. */
#include "scan/forgery/forgery_published.h"

#include "text/json.h"
#include "text/uri.h"
#include "token/jws.h"

enum { TOKENS_MOST = 8, FRONTS_MOST = 3, OPERATIONS_MOST = 8 };

/* The identities' tokens that a public key verifies. */
struct tokens {
    struct jws at[TOKENS_MOST];
    size_t n;
};

static enum err add_token(struct arena *arena, struct span value, struct tokens *out) {
    struct jws jws;
    size_t space = span_find_byte(value, ' '); /* "Bearer eyJ…" in a field given whole */
    struct span token = space == SIZE_MAX ? value : span_trim(span_from_index(value, space));
    if (out->n == TOKENS_MOST || !jws_looks_like(token)) {
        return OK;
    }
    TRY(jws_read(arena, token, &jws));
    enum alg_family family = alg_info(jws.alg)->family;
    if (family != FAMILY_NONE && family != FAMILY_HMAC) {
        out->at[out->n++] = jws;
    }
    return OK;
}

static enum err gather_tokens(struct engine *engine, struct tokens *out) {
    VEC_EACH(struct credential *const, credential, &engine->wallet.all) {
        TRY(add_token(engine->arena, (*credential)->secret.value, out));
    }
    return OK;
}

/* A page of the target; elsewhere than there the client goes nowhere. */
static enum err fetch(struct engine *engine, struct span url, struct span *body) {
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = url}};
    *body = (struct span){NULL, 0};
    TRY_PTR(url.ptr);
    TRY(client_fetch(engine->client, engine->arena, &exchange));
    if (exchange.response.status == 200) {
        *body = exchange.response.body;
    }
    return OK;
}

static enum err fetch_keys(struct engine *engine, struct span url) {
    struct span body;
    if (!uri_same_origin(url, engine->options->base_url)) {
        return OK;
    }
    TRY(fetch(engine, url, &body));
    return body.len ? published_read(&engine->published, body) : OK;
}

/* OpenID Connect Discovery 1.0, section 4, and RFC 8414: the configuration names the key set. */
static enum err fetch_configuration(struct engine *engine, struct span url) {
    struct span body;
    const struct node *root = NULL;
    const struct json_options options = {.depth = 16};
    if (!uri_same_origin(url, engine->options->base_url)) {
        return OK;
    }
    TRY(fetch(engine, url, &body));
    if (!body.len || json_parse(engine->arena, body, &options, &root, NULL) != OK) {
        return OK;
    }
    return fetch_keys(engine, node_text(node_get(root, SPAN("jwks_uri"))));
}

/* What the tokens themselves show, and where they say that their issuer is. */
static enum err from_token(struct engine *engine, const struct jws *jws) {
    static const char *const below[] = {"/.well-known/jwks.json", "/protocol/openid-connect/certs",
                                        ""}; /* a Keycloak realm is a page with its key */
    struct published *published = &engine->published;
    TRY(published_walk(published, node_get(jws->header_node, SPAN("jwk"))));
    if (node_get(jws->header_node, SPAN("x5c"))) {
        TRY(published_walk(published, jws->header_node));
    }
    TRY(fetch_keys(engine, node_text(node_get(jws->header_node, SPAN("jku")))));
    TRY(fetch_keys(engine, node_text(node_get(jws->header_node, SPAN("x5u")))));
    struct span iss = uri_without_slash(node_text(node_get(jws->payload_node, SPAN("iss"))));
    if (!published->n) {
        TRY(fetch_configuration(
            engine, arena_join(engine->arena, iss, SPAN("/.well-known/openid-configuration"))));
    }
    for (size_t i = 0; i < sizeof(below) / sizeof(*below) && !published->n; i++) {
        TRY(fetch_keys(engine, arena_join(engine->arena, iss, span_from(below[i]))));
    }
    return OK;
}

static enum err from_known_places(struct engine *engine, struct span front) {
    static const char *const configurations[] = {"/.well-known/openid-configuration",
                                                 "/.well-known/oauth-authorization-server",
                                                 "/o/.well-known/openid-configuration"};
    static const char *const sets[] = {"/.well-known/jwks.json",
                                       "/jwks.json",
                                       "/.well-known/jwks",
                                       "/jwks",
                                       "/oauth2/jwks",
                                       "/oauth/jwks",
                                       "/o/jwks/",
                                       "/api/jwks",
                                       "/api/.well-known/jwks.json",
                                       "/auth/jwks",
                                       "/oauth2/v1/keys",
                                       "/o/.well-known/jwks.json",
                                       "/oauth/token_key",
                                       "/public-key",
                                       "/public_key",
                                       "/publickey",
                                       "/public.pem",
                                       "/.well-known/public-key"};
    for (size_t i = 0; i < sizeof(sets) / sizeof(*sets) && !engine->published.n; i++) {
        TRY(fetch_keys(engine, arena_join(engine->arena, front, span_from(sets[i]))));
    }
    for (size_t i = 0; i < sizeof(configurations) / sizeof(*configurations); i++) {
        if (!engine->published.n) {
            struct span url = arena_join(engine->arena, front, span_from(configurations[i]));
            TRY(fetch_configuration(engine, url));
        }
    }
    return OK;
}

/* Well-known places are at the origin's root (RFC 8615, section 3), and others below the API. */
static enum err from_fronts(struct engine *engine) {
    struct span base = engine->options->base_url, fronts[FRONTS_MOST];
    size_t n = 0;
    const struct contract *contract = engine->options->contract;
    TRY(uri_resolve(engine->arena, base, SPAN("/"), &fronts[n]));
    fronts[n].len -= span_ends(fronts[n], SPAN("/"));
    n++;
    fronts[n++] = base;
    if (contract->operations.n) {
        struct span below = build_base(base, contract->operations.at[0].base);
        fronts[n++] = arena_join(engine->arena, base, below);
    }
    for (size_t i = 0; i < n && !engine->published.n; i++) {
        bool tried = false;
        for (size_t j = 0; j < i; j++) {
            tried = tried || span_equal(fronts[i], fronts[j]);
        }
        TRY(tried ? OK : from_known_places(engine, fronts[i]));
    }
    return OK;
}

static bool names_a_key(struct span path) {
    static const struct span words[] = {
        SPAN_INIT("jwk"),       SPAN_INIT("public-key"), SPAN_INIT("public_key"),
        SPAN_INIT("publickey"), SPAN_INIT("pubkey"),     SPAN_INIT("cert"),
        SPAN_INIT(".pem"),      SPAN_INIT("/keys"),      SPAN_INIT("/key"),
        SPAN_INIT("token_key"), SPAN_INIT("signing")};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (span_find_nocase(path, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Reads of the contract whose path says that they hand out keys. */
static enum err from_operations(struct engine *engine) {
    size_t asked = 0;
    VEC_EACH(const struct operation, operation, &engine->options->contract->operations) {
        if (asked < OPERATIONS_MOST && span_equal(operation->method, SPAN("GET")) &&
            !operation_has_variable(operation) && names_a_key(operation->path)) {
            struct span base = engine->options->base_url;
            struct span front = arena_join(engine->arena, base, build_base(base, operation->base));
            asked++;
            TRY(fetch_keys(engine, arena_join(engine->arena, front, operation->path)));
        }
    }
    return OK;
}

enum err forgery_published_seek(struct engine *engine, bool *wanted) {
    struct tokens tokens = {.n = 0};
    TRY(gather_tokens(engine, &tokens));
    *wanted = tokens.n != 0;
    if (!*wanted) {
        return OK;
    }
    for (size_t i = 0; i < tokens.n && !engine->options->public_key_n; i++) {
        TRY(from_token(engine, &tokens.at[i]));
    }
    if (!engine->published.n) {
        TRY(from_operations(engine));
    }
    if (!engine->published.n) {
        TRY(from_fronts(engine));
    }
    VEC_EACH(const struct scheme, scheme, &engine->options->contract->schemes) {
        if (scheme->openid_url.len && !engine->published.n) {
            TRY(fetch_configuration(engine, scheme->openid_url));
        }
    }
    return OK;
}
