/* SPDX-License-Identifier: Apache-2.0 */
/* Generations of a configuration: one serves until the next one is whole. */
#include "cli/guard_serve.h"

#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/guard_load.h"
#include "guard/listen.h"
#include "guard/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct generation {
    struct arena arena;
    struct diag diag;
    struct guard_load loaded;
};

struct running {
    struct span path;
    struct generation both[2]; /* the one that serves, and the one that is read */
    unsigned current;
    int log;
};

static void forget(struct generation *generation) {
    policy_free(&generation->loaded.policy);
    arena_free(&generation->arena);
    *generation = (struct generation){0};
}

/* What serving needs beyond a sound policy. */
static enum err check(struct generation *generation, struct span path) {
    const struct config *config = &generation->loaded.config;
    if (!config->listen.len || !config->proxies.n) {
        diag_add(&generation->diag, DIAG_ERROR, (struct place){.file = path}, "'%s' is missing: %s",
                 config->listen.len ? "proxies" : "listen",
                 config->listen.len ? "who may ask" : "where to be asked");
        return ERR_INVALID;
    }
    return OK;
}

static enum err read_generation(struct span path, struct generation *out) {
    arena_init(&out->arena, LIMIT_CONTRACT_MEMORY);
    diag_init(&out->diag, &out->arena);
    enum err err = guard_load(&out->arena, path, &out->loaded, &out->diag);
    err = err == OK ? check(out, path) : err;
    struct complain_diag complaints = {.diag = &out->diag};
    complain_diag(&complaints);
    if (err != OK && !out->diag.errors) {
        complain("%.*s: %s", SPAN_ARG(path), err_words(err));
    }
    return err;
}

/* The audit log, opened anew with each generation, so that it can be rotated. */
static enum err open_log(struct generation *generation, int *out) {
    struct span named = generation->loaded.config.log;
    if (!named.len) {
        *out = STDOUT_FILENO;
        return OK;
    }
    struct span path = config_path(&generation->arena, &generation->loaded.config, named);
    TRY_PTR(path.ptr);
    *out = open(path.ptr, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (*out < 0) {
        complain("%.*s: %s", SPAN_ARG(path), strerror(errno));
    }
    return *out < 0 ? ERR_IO : OK;
}

static void close_log(int log) {
    if (log > STDERR_FILENO) {
        (void)close(log);
    }
}

static enum err check_same_place(const struct running *running, const struct generation *next) {
    if (!span_equal(running->both[running->current].loaded.config.listen,
                    next->loaded.config.listen)) {
        complain("'listen' cannot change while it serves: start it again");
        return ERR_INVALID;
    }
    return OK;
}

/* The old generation serves until the new one is whole; when that fails, it goes on. */
static enum err reload(void *user, struct service_state *state) {
    struct running *running = user;
    struct generation *old = &running->both[running->current];
    struct generation *next = &running->both[!running->current];
    int log = -1;
    enum err err = read_generation(running->path, next);
    err = err == OK ? check_same_place(running, next) : err;
    err = err == OK ? open_log(next, &log) : err;
    if (err != OK && !MUTANT(reload_anyhow)) {
        forget(next);
        complain("reload: %s; the policy stays as it was", err_words(err));
        return err;
    }
    *state = (struct service_state){&next->loaded.policy, log};
    running->current = !running->current;
    close_log(running->log);
    running->log = log;
    forget(old);
    complain("reload: the policy is the new one");
    return OK;
}

static enum err serve(struct running *running) {
    struct generation *first = &running->both[0];
    char name[LISTEN_NAME_BYTES];
    int listener;
    TRY(read_generation(running->path, first));
    TRY(open_log(first, &running->log));
    struct span where = arena_dup(&first->arena, first->loaded.config.listen);
    TRY_PTR(where.ptr);
    if (listen_open(where, &listener, name) != OK) {
        complain("%.*s: %s", SPAN_ARG(where), strerror(errno));
        return ERR_IO;
    }
    complain("guard: listening on %s", name);
    struct serve_options options = {
        {&first->loaded.policy, running->log}, listener, reload, running};
    enum err err = serve_run(&options);
    listen_forget(running->both[running->current].loaded.config.listen);
    complain("guard: %s", err == OK ? "stopped" : err_words(err));
    return err;
}

int guard_serve(struct span path) {
    struct running running = {.path = path, .log = -1};
    enum err err = serve(&running);
    close_log(running.log);
    forget(&running.both[0]);
    forget(&running.both[1]);
    return err_exit_status(err);
}
