/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys: those that the target publishes, those that the user gave, and the scan's own. */
#include "scan/forgery/forgery_keys.h"

#include "scan/forgery/forgery.h"
#include "scan/subject.h"
#include "text/json.h"
#include "token/cert.h"
#include "token/jwk.h"
#include "token/key_pem.h"

enum { KEYS_KEPT = 8 };

void forgery_keys_keep(struct engine *engine, EVP_PKEY *pkey) {
    bool known = engine->public_keys.n == KEYS_KEPT;
    VEC_EACH(EVP_PKEY *const, other, &engine->public_keys) {
        known |= pkey_equal(*other, pkey);
    }
    if (known || !vec_push(engine->arena, &engine->public_keys, pkey)) {
        pkey_free(&pkey);
    }
}

enum err forgery_keys_read_jwk(struct engine *engine, const struct node *node) {
    struct jwk jwk = {0};
    enum key_fault fault;
    enum err read = jwk_read(engine->arena, node, &jwk, &fault);
    if (read == OK && jwk.pkey) {
        forgery_keys_keep(engine, jwk.pkey);
        jwk.pkey = NULL;
    }
    jwk_free(&jwk);
    return read == ERR_MEMORY ? read : OK;
}

/* A key set, or one key alone. */
static enum err read_jwks(struct engine *engine, struct span text) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = 16};
    if (json_parse(engine->arena, text, &options, &root, NULL) != OK) {
        return OK; /* no key set there */
    }
    if (node_get(root, SPAN("kty"))) {
        return forgery_keys_read_jwk(engine, root);
    }
    NODE_EACH(node, node_get(root, SPAN("keys"))) {
        TRY(forgery_keys_read_jwk(engine, node));
    }
    return OK;
}

static enum err fetch(struct engine *engine, struct span url, struct span *body) {
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = url}};
    *body = (struct span){NULL, 0};
    TRY(client_fetch(engine->client, engine->arena, &exchange));
    if (exchange.response.status == 200) {
        *body = exchange.response.body;
    }
    return OK;
}

/* OpenID Connect Discovery 1.0, section 4: the configuration names the key set. */
static enum err fetch_configuration(struct engine *engine, struct span url) {
    struct span body;
    const struct node *root = NULL;
    const struct json_options options = {.depth = 16};
    TRY(fetch(engine, url, &body));
    if (!body.len || json_parse(engine->arena, body, &options, &root, NULL) != OK) {
        return OK;
    }
    struct span keys_url = node_text(node_get(root, SPAN("jwks_uri")));
    if (!keys_url.len) {
        return OK;
    }
    TRY(fetch(engine, keys_url, &body)); /* elsewhere than the target: the client refuses */
    return read_jwks(engine, body);
}

static bool asymmetric(struct arena *arena, struct span value) {
    struct jws jws;
    if (!jws_looks_like(value) || jws_split(arena, value, &jws) != OK) {
        return false;
    }
    enum alg_family family = alg_info(jws.alg)->family;
    return family != FAMILY_NONE && family != FAMILY_HMAC;
}

/* Whether any identity holds a token that a public key verifies. */
static bool any_asymmetric(struct engine *engine) {
    VEC_EACH(struct credential *, credential, &engine->wallet.all) {
        if (asymmetric(engine->arena, (*credential)->secret.value)) {
            return true;
        }
    }
    return false;
}

static enum err fetch_published(struct engine *engine) {
    static const char *const sets[] = {
        "/.well-known/jwks.json",     "/jwks.json",   "/.well-known/jwks",
        "/api/.well-known/jwks.json", "/oauth2/jwks", "/o/jwks/",
        "/o/.well-known/jwks.json"};
    static const char *const configurations[] = {"/.well-known/openid-configuration",
                                                 "/o/.well-known/openid-configuration"};
    struct span base = engine->options->base_url;
    for (size_t i = 0; i < sizeof(sets) / sizeof(*sets) && !engine->public_keys.n; i++) {
        struct span body;
        TRY(fetch(engine, arena_join(engine->arena, base, span_from(sets[i])), &body));
        TRY(read_jwks(engine, body));
    }
    for (size_t i = 0; i < 2 && !engine->public_keys.n; i++) {
        TRY(fetch_configuration(engine,
                                arena_join(engine->arena, base, span_from(configurations[i]))));
    }
    VEC_EACH(const struct scheme, scheme, &engine->options->contract->schemes) {
        if (scheme->openid_url.len && !engine->public_keys.n) {
            TRY(fetch_configuration(engine, scheme->openid_url));
        }
    }
    return OK;
}

enum err forgery_keys_prepare(struct engine *engine) {
    for (size_t i = 0; i < engine->options->public_key_n; i++) {
        struct span text = engine->options->public_keys[i];
        EVP_PKEY *pkey = NULL;
        if (key_pem_read(text, &pkey) == OK) {
            forgery_keys_keep(engine, pkey);
        } else {
            TRY(read_jwks(engine, text));
        }
    }
    if (!any_asymmetric(engine)) {
        return OK;
    }
    if (engine->public_keys.n == 0) {
        TRY(fetch_published(engine));
    }
    return forgery_contract_keys(engine); /* last: what is shown there may be a mere sample */
}

struct forgery_keys forgery_public_keys(const struct subject *subject) {
    return (struct forgery_keys){subject->engine->public_keys.at, subject->engine->public_keys.n};
}

/* The listener is opened when the first probe asks for it. */
static enum err open_remote(struct engine *engine) {
    struct span jwk, certificate;
    TRY(pkey_generate(ALG_RS256, &engine->remote_key));
    TRY(pkey_jwk(engine->arena, engine->remote_key, SPAN("postern"), SPAN("RS256"), &jwk));
    TRY(cert_self_signed_pem(engine->arena, engine->remote_key, &certificate));
    struct listener_page pages[] = {
        {"/jwks.json", "application/json", pkey_jwks(engine->arena, jwk)},
        {"/cert.pem", "application/x-pem-file", certificate},
    };
    TRY(listener_open(engine->options->listen, pages, 2, &engine->listener));
    engine->remote_url =
        arena_printf(engine->arena, "http://%s", listener_address(engine->listener));
    return engine->remote_url.ptr ? OK : ERR_MEMORY;
}

struct forgery_remote forgery_remote(struct subject *subject) {
    struct engine *engine = subject->engine;
    if (!engine->remote_tried) {
        engine->remote_tried = true;
        if (open_remote(engine) != OK) {
            engine->remote_url = (struct span){NULL, 0};
            diag_add(engine->options->diag, DIAG_WARNING, (struct place){.file = {NULL, 0}},
                     "jwt-remote-key is untested: cannot listen on %s",
                     engine->options->listen ? engine->options->listen : "127.0.0.1");
        }
    }
    if (!engine->remote_url.len) {
        return (struct forgery_remote){.pkey = NULL};
    }
    engine->remote_used = true;
    return (struct forgery_remote){
        .jwks_url = arena_join(&subject->arena, engine->remote_url, SPAN("/jwks.json")),
        .x509_url = arena_join(&subject->arena, engine->remote_url, SPAN("/cert.pem")),
        .pkey = engine->remote_key,
        .kid = SPAN("postern"),
    };
}

void forgery_keys_conclude(struct engine *engine) {
    if (!engine->remote_used || findings_has(&engine->findings, "jwt-remote-key")) {
        return;
    }
    bool fetched = listener_hits(engine->listener) != 0;
    diag_add(engine->options->diag, fetched ? DIAG_WARNING : DIAG_NOTE,
             (struct place){.file = {NULL, 0}},
             fetched
                 ? "jwt-remote-key: the target fetched our key set from %.*s and did not accept "
                   "its key: tokens can still send it to addresses inside its network"
                 : "jwt-remote-key: the target never fetched our key set from %.*s: it does not "
                   "follow jku and x5u; or it cannot reach that address, and then this rule is "
                   "untested (see --listen)",
             SPAN_ARG(engine->remote_url));
}

enum err forgery_certificate(struct subject *subject, EVP_PKEY *pkey, struct span *out) {
    return cert_self_signed_base64(&subject->arena, pkey, out);
}

void forgery_keys_free(struct engine *engine) {
    VEC_EACH(EVP_PKEY *, pkey, &engine->public_keys) {
        pkey_free(pkey);
    }
    pkey_free(&engine->remote_key);
    listener_close(&engine->listener);
}
