/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the secret of a token's HMAC, offline, once for each issuer and key id of the scan. */
#include "scan/forgery/forgery_secret.h"

#include "base/limits.h"
#include "scan/forgery/forgery.h"
#include "text/uri.h"
#include "token/crack_guess.h"

/* What is known of one secret. While it is sought, only the task touches what is under
 * "sought". */
struct known_secret {
    bool found, settled;
    struct span secret;
    struct engine *engine;
    VEC(struct volley *) waiting; /* until it is settled */
    struct task task;
    struct {
        struct arena arena;
        struct jws jws;
        struct diag diag;
        struct crack_result result;
    } sought;
};

static enum err crack_all(struct arena *arena, const struct scan_options *options,
                          const struct jws *jws, const struct crack_target *target,
                          const volatile sig_atomic_t *stop, struct crack_result *result,
                          struct diag *diag) {
    struct crack_guesses guesses = {0};
    TRY(crack_guess(arena, jws, uri_host(options->base_url), &guesses));
    size_t room = CRACK_BUILT_IN + options->wordlist_n + CRACK_SPACES;
    struct crack_source *sources = arena_array(arena, struct crack_source, room);
    TRY_PTR(sources);
    size_t n = crack_built_in(&guesses, true, sources);
    for (size_t i = 0; i < options->wordlist_n; i++) {
        sources[n++] =
            (struct crack_source){.name = options->wordlists[i], .path = options->wordlists[i]};
    }
    n += crack_spaces(CRACK_IN_PASSING, sources + n);
    struct crack_options cracking = {.sources = sources, .n = n, .stop = stop};
    return crack_run(arena, target, &cracking, result, diag);
}

/* On the tasks' thread. */
static enum err crack(struct task *task, const volatile sig_atomic_t *stop) {
    struct known_secret *known = task->user;
    struct arena *arena = &known->sought.arena;
    struct crack_target target;
    enum err usable = crack_target_of(&known->sought.jws, &target);
    if (usable != OK) {
        return usable == ERR_UNSUPPORTED || usable == ERR_INVALID ? OK : usable;
    }
    return crack_all(arena, known->engine->options, &known->sought.jws, &target, stop,
                     &known->sought.result, &known->sought.diag);
}

static void tell_unjudged(struct engine *engine) {
    if (engine->unjudged_told) {
        return;
    }
    engine->unjudged_told = true;
    diag_add(engine->options->diag, DIAG_NOTE, (struct place){.file = {NULL, 0}},
             "the key that signs tokens is not known (which is good), so exp, nbf, iss, aud, crit "
             "and roles are judged only as far as tokens at hand tell");
}

static enum err settle(struct known_secret *known) {
    struct engine *engine = known->engine;
    known->settled = true;
    if (!known->found) {
        tell_unjudged(engine);
    } else if (!vec_push(engine->arena, &engine->secrets, known->secret)) {
        return ERR_MEMORY;
    }
    return OK;
}

/* Back on the thread of the scan: what was found is kept, and those who wait go on. */
static void crack_done(struct task *task, enum err worked) {
    struct known_secret *known = task->user;
    struct engine *engine = known->engine;
    VEC_EACH(const struct diag_item, item, &known->sought.diag.items) {
        diag_add(engine->options->diag, item->level, item->place, "%.*s", SPAN_ARG(item->message));
    }
    if (worked == OK && known->sought.result.found) {
        known->secret = arena_dup(engine->arena, known->sought.result.secret);
        known->found = known->secret.ptr != NULL;
    }
    (void)settle(known); /* without memory, it is as if it were not found */
    arena_free(&known->sought.arena);
    VEC_EACH(struct volley *, volley, &known->waiting) {
        volley_release(*volley);
    }
    known->waiting.n = 0;
}

/* The scan ended first. */
static void crack_dropped(struct task *task) {
    struct known_secret *known = task->user;
    arena_free(&known->sought.arena);
}

/* Tokens of one issuer, algorithm and key id are under one secret: it is sought once. */
static struct span key_of(struct subject *subject, const struct forgery *forgery) {
    const struct jws *jws = &forgery->jws;
    struct span iss = node_text(node_get(jws->payload_node, SPAN("iss")));
    struct span kid = node_text(node_get(jws->header_node, SPAN("kid")));
    return arena_printf(subject->engine->arena, "%.*s %.*s %.*s %.*s",
                        SPAN_ARG(forgery->presented.scheme->name), SPAN_ARG(jws->alg_name),
                        SPAN_ARG(kid), SPAN_ARG(iss));
}

/* The task has a copy of the token: the subject's may be gone before it ends. */
static enum err set_out(struct known_secret *known, const struct forgery *forgery) {
    arena_init(&known->sought.arena, LIMIT_SUBJECT_BYTES);
    diag_init(&known->sought.diag, &known->sought.arena);
    struct span token = arena_dup(&known->sought.arena, forgery->jws.text);
    TRY_PTR(token.ptr);
    TRY(jws_read(&known->sought.arena, token, &known->sought.jws));
    known->task =
        (struct task){.work = crack, .done = crack_done, .dropped = crack_dropped, .user = known};
    tasks_submit(known->engine->tasks, &known->task);
    return OK;
}

static enum err seek(struct subject *subject, const struct forgery *forgery, struct span key) {
    struct engine *engine = subject->engine;
    struct known_secret *known = arena_new(engine->arena, struct known_secret);
    TRY_PTR(known);
    known->engine = engine;
    TRY(map_put(engine->arena, &engine->secret_of, key, known));
    bool hmac = alg_info(forgery->jws.alg)->family == FAMILY_HMAC;
    if (hmac) {
        /* one that another token gave away */
        TRY(forgery_secret(subject, forgery, &known->secret, &known->found));
    }
    bool sought = hmac && !known->found && !engine->rehearsal;
    return sought ? set_out(known, forgery) : settle(known);
}

static enum err seek_for(struct subject *subject, const struct forgery *forgery) {
    struct engine *engine = subject->engine;
    struct span key = key_of(subject, forgery);
    TRY_PTR(key.ptr);
    if (!map_get(&engine->secret_of, key)) {
        TRY(seek(subject, forgery, key));
    }
    struct known_secret *known = map_get(&engine->secret_of, key);
    if (known->settled) {
        return OK;
    }
    if (!vec_push(engine->arena, &known->waiting, &subject->volley)) {
        return ERR_MEMORY;
    }
    volley_hold(&subject->volley);
    return OK;
}

enum err forgery_secret_seek(struct subject *subject) {
    const struct forgeries *all;
    TRY(forgery_all(subject, &all));
    for (size_t i = 0; i < all->n; i++) {
        TRY(seek_for(subject, &all->at[i]));
    }
    return OK;
}
