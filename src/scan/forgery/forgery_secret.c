/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the secret of a token's HMAC, offline, once for each identity of the scan. */
#include "scan/engine_private.h"
#include "scan/forgery/forgery.h"
#include "token/crack_guess.h"

/* What is known of one identity's secret. */
struct known_secret {
    bool found;
    struct span secret;
};

/* Whether this secret made the token's MAC. */
static enum err fits(struct subject *subject, const struct forgery *forgery, struct span secret,
                     bool *yes) {
    struct forge_signer signer = forgery_signer(forgery, secret);
    struct span mac;
    TRY(forge_signature(&subject->arena, &signer, forgery->jws.signing_input, &mac));
    *yes = span_equal(mac, forgery->jws.signature);
    return OK;
}

static struct span host_of(struct span url) {
    size_t scheme = span_find(url, SPAN("//"));
    struct span rest = span_from_index(url, scheme == SIZE_MAX ? 0 : scheme + 2);
    rest = span_slice(rest, 0, span_find_byte(rest, '/'));
    return span_slice(rest, 0, span_find_byte(rest, ':'));
}

static enum err crack(struct subject *subject, const struct forgery *forgery,
                      struct known_secret *out) {
    const struct scan_options *options = subject->engine->options;
    struct arena *arena = &subject->arena;
    struct crack_target target;
    enum err usable = crack_target_of(&forgery->jws, &target);
    if (usable != OK) {
        return usable == ERR_UNSUPPORTED || usable == ERR_INVALID ? OK : usable;
    }
    struct crack_guesses guesses = {0};
    TRY(crack_guess(arena, &forgery->jws, host_of(options->base_url), &guesses));
    size_t room = CRACK_BUILT_IN + options->wordlist_n;
    struct crack_source *sources = arena_array(arena, struct crack_source, room);
    TRY_PTR(sources);
    size_t n = crack_built_in(&guesses, true, sources);
    for (size_t i = 0; i < options->wordlist_n; i++) {
        sources[n++] =
            (struct crack_source){.name = options->wordlists[i], .path = options->wordlists[i]};
    }
    struct crack_options cracking = {.sources = sources, .n = n, .stop = options->client.stop};
    struct crack_result result = {0};
    TRY(crack_run(arena, &target, &cracking, &result, options->diag));
    out->found = result.found;
    out->secret = arena_dup(subject->engine->arena, result.secret);
    return out->found && !out->secret.ptr ? ERR_MEMORY : OK;
}

/* A secret that another identity's token gave away. */
static enum err try_known(struct subject *subject, const struct forgery *forgery,
                          struct known_secret *out) {
    VEC_EACH(const struct span, secret, &subject->engine->secrets) {
        TRY(fits(subject, forgery, *secret, &out->found));
        if (out->found) {
            out->secret = *secret;
            return OK;
        }
    }
    return OK;
}

static void tell_unjudged(struct subject *subject) {
    if (!subject_first(subject, SPAN("unjudged"))) {
        return;
    }
    diag_add(subject->engine->options->diag, DIAG_NOTE, (struct place){.file = {NULL, 0}},
             "the key that signs tokens is not known (which is good), so exp, nbf, iss, aud, crit "
             "and roles are judged only as far as tokens at hand tell");
}

enum err forgery_secret(struct subject *subject, const struct forgery *forgery, struct span *secret,
                        bool *found) {
    struct engine *engine = subject->engine;
    *found = false;
    struct span key = arena_printf(engine->arena, "%.*s %.*s", SPAN_ARG(subject->identity->name),
                                   SPAN_ARG(forgery->presented.scheme->name));
    struct known_secret *known = map_get(&engine->secret_of, key);
    if (!known) {
        known = arena_new(engine->arena, struct known_secret);
        TRY_PTR(known);
        if (alg_info(forgery->jws.alg)->family == FAMILY_HMAC) {
            TRY(try_known(subject, forgery, known));
            if (!known->found) {
                TRY(crack(subject, forgery, known));
            }
        }
        if (!known->found) {
            tell_unjudged(subject);
        }
        if (known->found && !vec_push(engine->arena, &engine->secrets, known->secret)) {
            return ERR_MEMORY;
        }
        TRY(map_put(engine->arena, &engine->secret_of, key, known));
    }
    if (known->found) {
        TRY(fits(subject, forgery, known->secret, found)); /* the token may be under a newer key */
        *secret = known->secret;
    }
    return OK;
}
