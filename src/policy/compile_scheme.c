/* SPDX-License-Identifier: Apache-2.0 */
/* Issuer, audience, algorithms and keys, fixed before any token is seen. */
#include "policy/compile_scheme.h"

#include "base/mutant.h"
#include "policy/compile_secrets.h"

enum { VERIFIED_MOST = 1 << 14 /* signatures that are remembered */ };

static const struct scheme *declared(const struct compiling *c, struct span name) {
    VEC_EACH(const struct scheme, scheme, &c->contract->schemes) {
        if (span_equal(scheme->name, name)) {
            return scheme;
        }
    }
    return NULL;
}

static bool has_alg(const struct config_scheme *config, enum alg alg) {
    for (size_t i = 0; i < config->algorithms.n; i++) {
        if (alg_from_name(config->algorithms.at[i]) == alg) {
            return true;
        }
    }
    return MUTANT(any_algorithm);
}

static void check_algorithms(struct compiling *c, const struct config_scheme *config) {
    for (size_t i = 0; i < config->algorithms.n; i++) {
        if (alg_from_name(config->algorithms.at[i]) == ALG_UNKNOWN) {
            COMPILE_FAULT(c, config->node, "'%.*s' is no signature algorithm",
                          SPAN_ARG(config->algorithms.at[i]));
        }
    }
}

/* A line of text, as Django's SECRET_KEY is one, where nothing but HMAC is listed. */
static bool is_secret(enum alg alg, struct span text) {
    struct span line = span_trim(text);
    for (size_t i = 0; i < line.len; i++) {
        if ((unsigned char)line.ptr[i] < ' ' || line.ptr[i] == 0x7f) {
            return false;
        }
    }
    return alg != ALG_UNKNOWN && alg_info(alg)->family == FAMILY_HMAC;
}

/* With one algorithm a key that says none is for that one; with several each must say its own. */
static enum err read_keys(struct compiling *c, struct policy_scheme *scheme) {
    const struct config_scheme *config = scheme->config;
    struct keys_wish wish = {
        .alg = config->algorithms.n == 1 ? alg_from_name(config->algorithms.at[0]) : ALG_UNKNOWN};
    enum key_fault fault = KEY_UNUSABLE;
    struct span text, named = config->remote.url.len ? config->remote.ca : config->key;
    if (!named.len) {
        return OK; /* fetched, and the system knows whose certificates count */
    }
    struct span path = span_starts(named, SPAN("env:")) ? arena_dup(c->arena, named)
                                                        : config_path(c->arena, c->config, named);
    TRY_PTR(path.ptr);
    enum err err = c->options->read_key(c->options->user, path, &text);
    if (err != OK) {
        COMPILE_FAULT(c, config->node, "the key of '%.*s' cannot be read from %.*s",
                      SPAN_ARG(config->name), SPAN_ARG(path));
        return err == ERR_MEMORY ? err : OK;
    }
    if (config->remote.url.len) {
        scheme->key_ca = path;
        return OK;
    }
    err = keys_read_with(c->arena, text, &wish, &scheme->keys, &fault);
    if (err == ERR_INVALID && fault == KEY_NO_KEY && is_secret(wish.alg, text)) {
        err = keys_secret_with(c->arena, span_trim(text), &wish, &scheme->keys, &fault);
    }
    if (err == ERR_INVALID) {
        COMPILE_FAULT(c, config->node, "the key in %.*s is not used: %s", SPAN_ARG(path),
                      key_fault_words(fault));
        return OK;
    }
    TRY(err);
    for (size_t i = 0; i < scheme->keys.n; i++) {
        if (!has_alg(config, scheme->keys.at[i].alg)) {
            COMPILE_FAULT(c, config->node,
                          "%.*s holds a key for %.*s, which is not among the "
                          "algorithms",
                          SPAN_ARG(path), SPAN_ARG(alg_info(scheme->keys.at[i].alg)->name));
        }
    }
    return OK;
}

/* A signature is verified once where that takes longer than looking it up: not with HMAC. */
static bool signs_slowly(const struct config_scheme *config) {
    for (size_t i = 0; i < config->algorithms.n; i++) {
        enum alg alg = alg_from_name(config->algorithms.at[i]);
        if (alg != ALG_UNKNOWN && alg_info(alg)->family != FAMILY_HMAC) {
            return true;
        }
    }
    return false;
}

static void set_verifier(struct policy_scheme *scheme) {
    const struct config_scheme *config = scheme->config;
    scheme->verifier = (struct verifier){
        .keys = &scheme->keys,
        .policy = {.issuers = config->issuers.at,
                   .n_issuers = config->issuers.n,
                   .audiences = config->audiences.at,
                   .n_audiences = config->audiences.n,
                   .need_subject =
                       !config->subject.wanted || span_equal(config->subject.claim, SPAN("sub")),
                   .leeway = config->leeway,
                   .max_age = config->max_age,
                   .typ = config->typ},
    };
}

/* What the contract declares must be able to carry what the configuration verifies. In a cookie is
 * none but a session, whose unsafe methods are looked at: browsers send cookies whoever asks. */
static bool carries(const struct scheme *scheme, const struct config_scheme *config) {
    bool word = policy_carries_token(scheme) ||
                (config->keyword.len &&
                 (scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION));
    switch (config->kind) {
    case CONFIG_BASIC:
        return scheme->kind == SCHEME_BASIC;
    case CONFIG_SESSION:
        return scheme->kind == SCHEME_COOKIE;
    case CONFIG_KEY:
    case CONFIG_TOKEN:
    case CONFIG_JWT:
        break;
    }
    return word || scheme->kind == SCHEME_HEADER || scheme->kind == SCHEME_QUERY;
}

static const char *kind_words(enum config_kind kind) {
    switch (kind) {
    case CONFIG_TOKEN:
        return "a token in Authorization, another header or the query";
    case CONFIG_BASIC:
        return "Basic";
    case CONFIG_SESSION:
        return "a session in a cookie";
    case CONFIG_KEY:
        return "an API key in Authorization, another header or the query";
    case CONFIG_JWT:
        break;
    }
    return "a JWT in Authorization, another header or the query";
}

/* Where its credentials travel, and the word of its challenge. */
static void set_place(struct policy_scheme *scheme) {
    const struct scheme *known = scheme->declared;
    const struct config_scheme *config = scheme->config;
    if (known->kind == SCHEME_HEADER || known->kind == SCHEME_QUERY ||
        known->kind == SCHEME_COOKIE) {
        scheme->carrier = (struct policy_carrier){known->kind, known->parameter};
        scheme->prefix = known->kind == SCHEME_COOKIE ? SPAN("Cookie") : SPAN("ApiKey");
        return;
    }
    scheme->prefix = config->kind == CONFIG_BASIC ? SPAN("Basic")
                     : config->keyword.len        ? config->keyword
                                                  : known->prefix;
}

static bool needs_users(const struct config_scheme *config) {
    return (config->kind == CONFIG_JWT && config->subject.wanted) ||
           (config->kind == CONFIG_KEY && !config->keys.len) || config->kind == CONFIG_TOKEN ||
           config->kind == CONFIG_BASIC || config->kind == CONFIG_SESSION;
}

static void check_users(struct compiling *c, const struct config_scheme *config) {
    const struct config_users *users = &c->config->users;
    if (needs_users(config) && !users->node) {
        COMPILE_FAULT(
            c, config->node,
            "'%.*s' needs Django's users: say where they are below users:", SPAN_ARG(config->name));
    }
    VEC_EACH(const struct config_role, role, &config->subject.roles) {
        bool known = span_equal(role->column, SPAN("groups"))  ? users->groups
                     : span_equal(role->column, SPAN("staff")) ? users->staff.len > 0
                                                               : users->superuser.len > 0;
        if (!known) {
            COMPILE_FAULT(c, config->node,
                          "the role claim '%.*s' needs %.*s below users:", SPAN_ARG(role->claim),
                          SPAN_ARG(role->column));
        }
    }
}

static enum err compile_one(struct compiling *c, const struct config_scheme *config) {
    const struct scheme *known = declared(c, config->name);
    if (!known || !carries(known, config)) {
        if (known) {
            COMPILE_FAULT(c, config->node, "scheme '%.*s' is none that carries %s",
                          SPAN_ARG(config->name), kind_words(config->kind));
        } else {
            COMPILE_FAULT(c, config->node, "the contract has no scheme '%.*s'",
                          SPAN_ARG(config->name));
        }
        return OK;
    }
    struct policy_scheme *scheme = arena_new(c->arena, struct policy_scheme);
    TRY_PTR(scheme);
    scheme->declared = known;
    scheme->config = config;
    scheme->key_ca = SPAN("");
    set_place(scheme);
    if (!vec_push(c->arena, &c->out->schemes, scheme)) {
        return ERR_MEMORY;
    }
    check_users(c, config);
    if (config->kind != CONFIG_JWT) {
        return compile_secrets(c, scheme);
    }
    check_algorithms(c, config);
    if (config->key.len) {
        TRY(read_keys(c, scheme));
    }
    set_verifier(scheme);
    scheme->verifier.head = &scheme->head;
    return signs_slowly(config) ? cache_new(VERIFIED_MOST, &scheme->verifier.cache) : OK;
}

enum err compile_schemes(struct compiling *c) {
    VEC_EACH(const struct config_scheme, config, &c->config->schemes) {
        TRY(compile_one(c, config));
    }
    return OK;
}

const struct policy_scheme *compile_scheme_named(const struct compiling *c, struct span name) {
    VEC_EACH(struct policy_scheme *, scheme, &c->out->schemes) {
        if (span_equal((*scheme)->config->name, name)) {
            return *scheme;
        }
    }
    return NULL;
}
