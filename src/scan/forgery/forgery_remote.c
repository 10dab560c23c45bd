/* SPDX-License-Identifier: Apache-2.0 */
/* The scan's own keys, served where a token can lead a verifier that follows it. */
#include "scan/forgery/forgery.h"
#include "scan/subject.h"
#include "token/cert.h"

static enum err own_key(struct engine *engine, enum alg alg, EVP_PKEY **out) {
    EVP_PKEY **key = &engine->own_keys[alg];
    enum err made = *key ? OK : pkey_generate(alg, key);
    *out = *key;
    return made;
}

enum err forgery_own_key(struct subject *subject, enum alg alg, EVP_PKEY **out) {
    return own_key(subject->engine, alg, out);
}

enum { REMOTE_KEYS = 5 };

/* One for each kind of key; the first is for what names no algorithm of ours. */
static const struct {
    enum alg alg;
    const char *kid, *page;
} KEYS[REMOTE_KEYS] = {
    {ALG_RS256, "postern", "/cert.pem"},
    {ALG_ES256, "postern-p256", "/cert-p256.pem"},
    {ALG_ES384, "postern-p384", "/cert-p384.pem"},
    {ALG_ES512, "postern-p521", "/cert-p521.pem"},
    {ALG_EDDSA, "postern-ed25519", "/cert-ed25519.pem"},
};

static size_t key_for(enum alg alg) {
    const struct alg_info *info = alg_info(alg);
    for (size_t i = 1; i < REMOTE_KEYS; i++) {
        const struct alg_info *own = alg_info(KEYS[i].alg);
        if (own->family == info->family && span_equal(own->curve, info->curve)) {
            return i;
        }
    }
    return 0;
}

static enum err add_key(struct engine *engine, size_t i, struct listener_page *page,
                        struct span *set) {
    struct arena *arena = engine->arena;
    struct span jwk, certificate, before = *set;
    EVP_PKEY *pkey;
    TRY(own_key(engine, KEYS[i].alg, &pkey));
    TRY(pkey_jwk(arena, pkey, span_from(KEYS[i].kid), alg_info(KEYS[i].alg)->name, &jwk));
    TRY(cert_self_signed_pem(arena, pkey, &certificate));
    *page = (struct listener_page){KEYS[i].page, "application/x-pem-file", certificate};
    *set =
        arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(before), before.len ? "," : "", SPAN_ARG(jwk));
    return set->ptr ? OK : ERR_MEMORY;
}

/* Where verifiers look for the keys of an issuer: OpenID Connect Discovery 1.0, section 4, RFC
 * 8414, and what servers are used to. */
static const char *const SETS[] = {"/jwks.json", "/.well-known/jwks.json", "/jwks",
                                   "/protocol/openid-connect/certs"};
static const char *const CONFIGURATIONS[] = {"/.well-known/openid-configuration",
                                             "/.well-known/oauth-authorization-server"};
enum {
    SET_COUNT = sizeof(SETS) / sizeof(*SETS),
    CONFIGURATION_COUNT = sizeof(CONFIGURATIONS) / sizeof(*CONFIGURATIONS),
    PAGE_COUNT = REMOTE_KEYS + SET_COUNT + CONFIGURATION_COUNT,
};

static void add_sets(struct listener_page *pages, struct span set) {
    static const struct span configuration =
        SPAN_INIT("{\"issuer\":\"http://$ADDRESS\",\"jwks_uri\":\"http://$ADDRESS/jwks.json\"}");
    for (size_t i = 0; i < SET_COUNT; i++) {
        *pages++ = (struct listener_page){SETS[i], "application/json", set};
    }
    for (size_t i = 0; i < CONFIGURATION_COUNT; i++) {
        *pages++ = (struct listener_page){CONFIGURATIONS[i], "application/json", configuration};
    }
}

/* The listener is opened when the first probe asks for it. */
static enum err open_remote(struct engine *engine) {
    struct listener_page pages[PAGE_COUNT];
    struct span set = SPAN("");
    for (size_t i = 0; i < REMOTE_KEYS; i++) {
        TRY(add_key(engine, i, &pages[i], &set));
    }
    add_sets(&pages[REMOTE_KEYS], pkey_jwks(engine->arena, set));
    if (engine->rehearsal) { /* which nobody answers but itself */
        engine->remote_url = SPAN("http://127.0.0.1:1");
        return OK;
    }
    TRY(listener_open(engine->options->listen, pages, PAGE_COUNT, &engine->listener));
    engine->remote_url =
        arena_printf(engine->arena, "http://%s", listener_address(engine->listener));
    return engine->remote_url.ptr ? OK : ERR_MEMORY;
}

struct forgery_remote forgery_remote(struct subject *subject, enum alg alg) {
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
    size_t key = key_for(alg);
    return (struct forgery_remote){
        .issuer = engine->remote_url,
        .jwks_url = arena_join(&subject->arena, engine->remote_url, SPAN("/jwks.json")),
        .x509_url = arena_join(&subject->arena, engine->remote_url, span_from(KEYS[key].page)),
        .pkey = engine->own_keys[KEYS[key].alg],
        .kid = span_from(KEYS[key].kid),
    };
}

enum err forgery_certificate(struct subject *subject, EVP_PKEY *pkey, struct span *out) {
    return cert_self_signed_base64(&subject->arena, pkey, out);
}
