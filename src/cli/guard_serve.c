/* SPDX-License-Identifier: Apache-2.0 */
/* Generations of a configuration: one serves until the next one is whole. */
#include "cli/guard_serve.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/guard_confine.h"
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
    struct journal logs[2]; /* of the generations */
};

static void forget(struct generation *generation) {
    policy_free(&generation->loaded.policy);
    guard_revoked_free(&generation->loaded.revoked);
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

/* The audit log, opened anew with each generation, so that it can be rotated; the chain goes on. */
static enum err open_log(struct generation *generation, const struct journal *before,
                         struct journal *out) {
    struct span named = generation->loaded.config.log;
    int fd = STDOUT_FILENO;
    if (named.len) {
        struct span path = config_path(&generation->arena, &generation->loaded.config, named);
        TRY_PTR(path.ptr);
        fd = open(path.ptr, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
        if (fd < 0) {
            complain("%.*s: %s", SPAN_ARG(path), strerror(errno));
            return ERR_IO;
        }
    }
    journal_take_up(out, fd, before);
    return OK;
}

static void close_log(struct journal *log) {
    if (log->fd > STDERR_FILENO) {
        (void)close(log->fd);
    }
    log->fd = -1;
    journal_free(log);
}

static enum err check_same(struct span old, struct span new, const char *name) {
    if (!span_equal(old, new)) {
        complain("'%s' cannot change while it serves: start it again", name);
        return ERR_INVALID;
    }
    return OK;
}

static enum err check_same_places(const struct running *running, const struct generation *next) {
    const struct config *old = &running->both[running->current].loaded.config;
    const struct config *new = &next->loaded.config;
    TRY(check_same(old->listen, new->listen, "listen"));
    return check_same(old->serving.metrics, new->serving.metrics, "metrics");
}

static void refresh(void *user, uint64_t now_ns, struct revocations *revocations) {
    struct running *running = user;
    guard_revoked_refresh(&running->both[running->current].loaded.revoked, now_ns, revocations);
}

/* The old generation serves until the new one is whole; when that fails, it goes on. */
static enum err reload(void *user, struct service_state *state) {
    struct running *running = user;
    unsigned current = running->current;
    struct generation *old = &running->both[current], *next = &running->both[!current];
    struct journal *log = &running->logs[!current];
    enum err err = read_generation(running->path, next);
    err = err == OK ? check_same_places(running, next) : err;
    err = err == OK ? open_log(next, &running->logs[current], log) : err;
    if (err != OK && !MUTANT(reload_anyhow)) {
        forget(next);
        complain("reload: %s; the policy stays as it was", err_words(err));
        return err;
    }
    *state = (struct service_state){.policy = &next->loaded.policy, .journal = log};
    running->current = !current;
    refresh(running, clock_ns(), &state->revocations);
    close_log(&running->logs[current]);
    forget(old);
    complain("reload: the policy is the new one");
    return OK;
}

/* A socket to be asked on, and what it is called; empty: nothing is named. */
struct open_place {
    int fd;
    char name[LISTEN_NAME_BYTES];
};

/* Opens what a member of the configuration names. */
static enum err open_place(struct generation *first, struct span where, struct open_place *out) {
    *out = (struct open_place){.fd = -1};
    if (!where.len) {
        return OK;
    }
    where = arena_dup(&first->arena, where);
    TRY_PTR(where.ptr);
    if (listen_open(where, &out->fd, out->name) != OK) {
        complain("%.*s: %s", SPAN_ARG(where), strerror(errno));
        return ERR_IO;
    }
    return OK;
}

static void tell_place(const struct open_place *place, const char *what) {
    if (place->name[0]) {
        complain("guard: %s on %s", what, place->name);
    }
}

static void say(void *user, struct span words) {
    (void)user;
    complain("guard: %.*s", SPAN_ARG(words));
}

static enum err serve(struct running *running) {
    struct generation *first = &running->both[0];
    struct serve_options options = {
        .state = {.policy = &first->loaded.policy, .journal = &running->logs[0]},
        .listener = -1,
        .watcher = -1,
        .reload = reload,
        .tell = say,
        .refresh = refresh,
        .user = running};
    TRY(read_generation(running->path, first));
    const struct config *config = &first->loaded.config;
    struct open_place watched, asked;
    TRY(open_place(first, config->serving.metrics, &watched));
    TRY(open_place(first, config->listen, &asked));
    TRY(guard_confine_user(config));
    TRY(open_log(first, NULL, &running->logs[0]));
    TRY(guard_confine_calls(config));
    tell_place(&watched, "watched");
    tell_place(&asked, "listening");
    options.watcher = watched.fd;
    options.listener = asked.fd;
    enum err err = serve_run(&options);
    config = &running->both[running->current].loaded.config;
    listen_forget(config->listen);
    listen_forget(config->serving.metrics);
    complain("guard: %s; the log's last hash is %.*s", err == OK ? "stopped" : err_words(err),
             DIGEST_HEX, running->logs[running->current].hash);
    return err;
}

int guard_serve(struct span path) {
    struct running running = {.path = path, .logs = {{.fd = -1}, {.fd = -1}}};
    enum err err = serve(&running);
    close_log(&running.logs[0]);
    close_log(&running.logs[1]);
    forget(&running.both[0]);
    forget(&running.both[1]);
    return err_exit_status(err);
}
