/* SPDX-License-Identifier: Apache-2.0 */
/* The loop: requests, signals, and an orderly end. */
#include "guard/serve.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/thread.h"
#include "guard/metrics.h"
#include "guard/web.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    DRAIN_MS = 30000, /* how long requests that are under way may take to end */
    REFRESH_MS = 1000,
    AWAIT_MS = 1000, /* for Redis's first answer */
    LAST_TURNS = 4,  /* for a signature, to judge in, to answer in, for what is left */
    HELPERS_MOST = 15,
    ROUNDS_MOST = 8, /* between two looks at whatever else there is */
};

struct serving {
    struct service service;
    const struct serve_options *options;
    struct web *asked;
    struct web *watched; /* NULL: nobody watches */
    bool draining;
    struct desk *desk; /* NULL: the policy has no users, or they cannot be asked */
    uint64_t generation;
    struct keyring *keyring; /* NULL: no keys are fetched */
    struct ahead *ahead;     /* NULL: one processor */
    uint64_t refreshed_ns;
};

static bool is_blind(const struct serving *serving) {
    const struct service *service = &serving->service;
    const struct config_redis *redis = &service->state.policy->config->redis;
    return redis->node &&
           (!service->shared || shared_view(service->shared, redis, clock_ns()) == SHARED_BLIND);
}

static enum err on_question(void *user, struct arena *arena, const struct web_request *request,
                            struct web_reply *reply) {
    struct serving *serving = user;
    struct errand *errand = *request->kept;
    struct ask ask = {request->peer,
                      request->method,
                      request->target,
                      &request->fields,
                      {.desk = serving->desk,
                       .errand = &errand,
                       .keyring = serving->keyring,
                       .ahead = serving->ahead,
                       .limits = serving->service.limits,
                       .now_ns = clock_ns(),
                       .revocations = &serving->service.state.revocations,
                       .blind = is_blind(serving)}};
    struct answer answer;
    unsigned steps = errand ? errand->steps : 0;
    enum err err = service_answer(&serving->service, arena, &ask, clock_unix(), &answer);
    *request->kept = errand;
    TRY(err);
    if (errand) {
        errand->waiting = request->self;
    }
    *reply = (struct web_reply){.status = answer.status,
                                .soon = errand && errand->steps > steps,
                                .fields = answer.fields,
                                .body = answer.body,
                                .lasting = true};
    return OK;
}

static enum err write_metrics(const struct serving *serving, struct arena *arena,
                              struct web_reply *reply) {
    BUF_SCOPE text = {0};
    metrics_write(&text, &serving->service, serving->keyring, web_under_way(serving->asked));
    TRY(buf_status(&text));
    reply->body = arena_dup(arena, buf_span(&text));
    TRY_PTR(reply->body.ptr);
    return OK;
}

/* Whether whoever needs the database is answered, if only by what was known of him. */
static bool tells_users(const struct serving *serving) {
    const struct config_users *users = &serving->service.state.policy->config->users;
    return !users->node || (serving->desk && (desk_sees(serving->desk) || users->goes_on_blind));
}

/* Why some are answered 503, so that others should be asked; empty: nobody is. */
static struct span lacking(const struct serving *serving, struct arena *arena) {
    struct span scheme = serving->keyring ? keyring_lacks(serving->keyring) : SPAN("");
    if (serving->draining) {
        return SPAN("draining\n");
    }
    if (scheme.len) {
        return arena_printf(arena, "no keys of '%.*s'\n", SPAN_ARG(scheme));
    }
    if (is_blind(serving)) {
        return SPAN("Redis does not answer\n");
    }
    return tells_users(serving) ? SPAN("") : SPAN("the database does not answer\n");
}

static enum err answer_ready(const struct serving *serving, struct arena *arena,
                             struct web_reply *reply) {
    struct span why = lacking(serving, arena);
    TRY_PTR(why.ptr);
    if (why.len) {
        reply->status = 503;
        reply->body = why;
    }
    return OK;
}

/* Whoever answers at all is healthy; ready is who takes new questions. */
static enum err on_watch(void *user, struct arena *arena, const struct web_request *request,
                         struct web_reply *reply) {
    const struct serving *serving = user;
    *reply = (struct web_reply){.status = 200, .body = SPAN("ok\n"), .type = SPAN("text/plain")};
    if (span_equal(request->target, SPAN("/metrics"))) {
        return write_metrics(serving, arena, reply);
    }
    if (span_equal(request->target, SPAN("/readyz"))) {
        return answer_ready(serving, arena, reply);
    } else if (!span_equal(request->target, SPAN("/healthz"))) {
        reply->status = 404;
        reply->body = SPAN("/healthz, /readyz, /metrics\n");
    }
    return OK;
}

static void forget(void *kept) {
    errand_free(kept);
}

/* Requests whose errands are done, or came to nothing, are judged again. */
static void resume(struct errand *errand) {
    while (errand) {
        struct errand *next = desk_next(errand);
        web_resume(errand->waiting);
        errand = next;
    }
}

static void open_desk(struct serving *serving) {
    const struct policy *policy = serving->service.state.policy;
    if (policy->config->users.node &&
        desk_open(policy, ++serving->generation, &serving->desk) != OK) {
        serving->desk = NULL; /* whoever needs it is refused */
    }
}

static bool fetches_keys(const struct policy *policy) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->remote.url.len) {
            return true;
        }
    }
    return false;
}

/* Without a keyring what needs one is refused. */
static void follow_keys(struct serving *serving) {
    const struct policy *policy = serving->service.state.policy;
    const struct serve_options *options = serving->options;
    if (!serving->keyring && (!fetches_keys(policy) ||
                              keyring_new(options->tell, options->user, &serving->keyring) != OK)) {
        serving->keyring = NULL;
    } else if (keyring_follow(serving->keyring, policy) != OK && options->tell) {
        options->tell(options->user,
                      SPAN("not all keys can be fetched: out of memory, or too many"));
    }
}

static void close_keys(struct serving *serving) {
    struct keyring *keyring = serving->keyring;
    serving->keyring = NULL;
    resume(keyring_close(keyring));
}

static void close_desk(struct serving *serving) {
    struct desk *desk = serving->desk;
    serving->desk = NULL;
    resume(desk_close(desk));
}

/* What guards share; a new policy may say otherwise. Counts stay where the key does. */
static enum err follow_shared(struct serving *serving) {
    struct service *service = &serving->service;
    const struct policy *policy = service->state.policy;
    struct limits *limits;
    if (service->shared && shared_fits(service->shared, policy)) {
        shared_renew(service->shared);
        return OK;
    }
    if (!service->shared && !policy->config->redis.node && service->limits) {
        return OK;
    }
    shared_close(service->shared);
    service->shared = NULL;
    if (policy->config->redis.node && shared_open(policy, &service->shared) != OK) {
        service->shared = NULL; /* whoever shows a credential is refused */
    }
    TRY(limits_new(service->shared ? shared_key(service->shared) : NULL, &limits));
    limits_free(service->limits);
    service->limits = limits;
    if (service->shared) {
        shared_await(service->shared, AWAIT_MS);
    }
    return OK;
}

/* Without memory to count in nothing is shared, so that whoever needs it is refused. */
static void close_shared(struct serving *serving) {
    shared_close(serving->service.shared);
    serving->service.shared = NULL;
}

static void collect_shared(struct serving *serving) {
    struct service *service = &serving->service;
    if (service->shared && service->limits) {
        shared_collect(service->shared, service->limits, &service->state.policy->config->limits);
    }
    service->state.revocations.lists[1] = service->shared ? shared_revoked(service->shared) : NULL;
}

/* Of two waits, in milliseconds, the shorter one; -1 is any. */
static int sooner(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Milliseconds until what is revoked is looked at again, which is done when it is time; -1: never.
 */
static int refresh(struct serving *serving) {
    uint64_t now = clock_ns(), pause = (uint64_t)REFRESH_MS * 1000000;
    if (!serving->options->refresh) {
        return -1;
    }
    if (now - serving->refreshed_ns >= pause) {
        serving->options->refresh(serving->options->user, now, &serving->service.state.revocations);
        serving->refreshed_ns = now;
    }
    return (int)((serving->refreshed_ns + pause - now) / 1000000) + 1;
}

/* What was asked is judged and written down, or not answered. */
static enum err answer_round(struct serving *serving) {
    enum err err = web_step(serving->asked);
    ahead_run(serving->ahead);
    if (!service_settle(&serving->service)) {
        web_take_back(serving->asked);
    }
    return err;
}

/* Rounds while there is something left for the next one, as answers that are to leave: so that not
 * each of them waits upon all that may come. */
static enum err answer_rounds(struct serving *serving) {
    enum err err = answer_round(serving);
    for (int more = 1; err == OK && more < ROUNDS_MOST && web_wait(serving->asked) == 0; more++) {
        err = answer_round(serving);
    }
    return err;
}

/* Waits for requests or a signal, at most that long (-1: as long as it takes), and serves what
 * came. *signal_number: 0, or which. */
static enum err step(struct serving *serving, int signals, int most_ms, int *signal_number) {
    struct web *watched = serving->watched;
    const struct shared *shared = serving->service.shared;
    struct pollfd fds[] = {{web_fd(serving->asked), POLLIN, 0},
                           {signals, POLLIN, 0},
                           {watched ? web_fd(watched) : -1, POLLIN, 0},
                           {serving->desk ? desk_fd(serving->desk) : -1, POLLIN, 0},
                           {serving->keyring ? keyring_fd(serving->keyring) : -1, POLLIN, 0},
                           {shared ? shared_fd(shared) : -1, POLLIN, 0}};
    int wait = sooner(sooner(most_ms, refresh(serving)), web_wait(serving->asked));
    if (poll(fds, sizeof(fds) / sizeof(*fds), watched ? sooner(wait, web_wait(watched)) : wait) <
            0 &&
        errno != EINTR) {
        return ERR_IO;
    }
    struct signalfd_siginfo got;
    *signal_number = 0;
    if ((fds[1].revents & POLLIN) && read(signals, &got, sizeof(got)) == (ssize_t)sizeof(got)) {
        *signal_number = (int)got.ssi_signo;
    }
    if (watched) {
        TRY(web_step(watched));
    }
    if (serving->desk) {
        resume(desk_collect(serving->desk));
    }
    if (fds[4].revents & POLLIN) {
        resume(keyring_collect(serving->keyring));
    }
    if (fds[5].revents & POLLIN) {
        collect_shared(serving);
    }
    return answer_rounds(serving);
}

/* No new connections; what has begun to be asked is answered. */
static enum err drain(struct serving *serving, int signals) {
    int signal_number = 0;
    serving->draining = true;
    web_quiesce(serving->asked);
    uint64_t end = clock_ns() + (uint64_t)DRAIN_MS * 1000000;
    do {
        uint64_t now = clock_ns();
        int left = now < end ? (int)((end - now) / 1000000) : 0;
        TRY(step(serving, signals, web_under_way(serving->asked) ? left : 0, &signal_number));
    } while (web_under_way(serving->asked) && clock_ns() < end && signal_number != SIGTERM);
    return OK;
}

static void reload_policy(struct serving *serving) {
    struct service *service = &serving->service;
    if (serving->options->reload(serving->options->user, &service->state) != OK) {
        service->counters.reloads_failed++;
        return;
    }
    service->counters.reloads++;
    counters_follow(&service->counters, service->state.policy); /* else counted as none's */
}

static void reload(struct serving *serving) {
    close_desk(serving); /* it has the old policy */
    reload_policy(serving);
    follow_keys(serving);
    if (follow_shared(serving) != OK) {
        close_shared(serving);
    }
    collect_shared(serving);
    open_desk(serving);
}

static enum err loop(struct serving *serving, int signals) {
    for (;;) {
        int signal_number = 0;
        TRY(step(serving, signals, -1, &signal_number));
        if (signal_number == SIGHUP) {
            reload(serving);
        } else if (signal_number) {
            return drain(serving, signals);
        }
    }
}

static int open_signals(void) {
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static enum err open_webs(struct serving *serving) {
    serving->asked = web_open(serving->options->listener, on_question, serving);
    if (serving->options->watcher >= 0) {
        serving->watched = web_open(serving->options->watcher, on_watch, serving);
    }
    bool open = serving->asked && (serving->watched || serving->options->watcher < 0);
    return open ? OK : ERR_IO;
}

/* All processors check signatures, which takes longer than all else. */
static enum err open_ahead(struct serving *serving) {
    unsigned helpers = thread_processors() - 1;
    return helpers ? ahead_new(helpers < HELPERS_MOST ? helpers : HELPERS_MOST, &serving->ahead)
                   : OK;
}

enum err serve_run(const struct serve_options *options) {
    struct serving serving = {.service.state = options->state, .options = options};
    FD_SCOPE signals = open_signals();
    enum err err = open_webs(&serving);
    err = err == OK ? counters_follow(&serving.service.counters, options->state.policy) : err;
    err = err == OK && signals < 0 ? ERR_IO : err;
    err = err == OK ? follow_shared(&serving) : err;
    err = err == OK ? open_ahead(&serving) : err;
    if (err == OK) {
        web_on_end(serving.asked, forget);
        open_desk(&serving);
        follow_keys(&serving);
        collect_shared(&serving);
        err = loop(&serving, signals);
    }
    if (serving.desk || serving.keyring) {
        close_keys(&serving);
        close_desk(&serving);
        for (int turn = 0; turn < LAST_TURNS; turn++) { /* nothing may wait when the server ends */
            enum err last = answer_round(&serving);
            err = err == OK ? last : err;
        }
    }
    web_close(serving.asked);
    web_close(serving.watched);
    ahead_free(serving.ahead);
    service_free(&serving.service);
    return err;
}
