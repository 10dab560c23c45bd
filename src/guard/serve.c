/* SPDX-License-Identifier: Apache-2.0 */
/* The loop: requests, signals, and an orderly end. */
#include "guard/serve.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/thread.h"
#include "guard/backing.h"
#include "guard/watch.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    DRAIN_MS = 30000, /* how long requests that are under way may take to end */
    REFRESH_MS = 1000,
    LAST_TURNS = 4, /* for a signature, to judge in, to answer in, for what is left */
    HELPERS_MOST = 15,
    ROUNDS_MOST = 8, /* between two looks at whatever else there is */
};

struct serving {
    struct service service;
    struct backing backing;
    const struct serve_options *options;
    struct web *asked;
    struct web *watched; /* NULL: nobody watches */
    struct watch watch;
    struct ahead *ahead; /* NULL: one processor */
    uint64_t refreshed_ns;
};

static enum err on_question(void *user, struct arena *arena, const struct web_request *request,
                            struct web_reply *reply) {
    struct serving *serving = user;
    struct errand *errand = *request->kept;
    struct ask ask = {request->peer,
                      request->method,
                      request->target,
                      &request->fields,
                      {.desk = serving->backing.desk,
                       .errand = &errand,
                       .keyring = serving->backing.keyring,
                       .ahead = serving->ahead,
                       .limits = serving->service.limits,
                       .now_ns = clock_ns(),
                       .revocations = &serving->service.state.revocations,
                       .blind = backing_blind(&serving->backing)}};
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

static void forget(void *kept) {
    errand_free(kept);
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
    struct pollfd fds[3 + BACKING_FDS] = {{web_fd(serving->asked), POLLIN, 0},
                                          {signals, POLLIN, 0},
                                          {watched ? web_fd(watched) : -1, POLLIN, 0}};
    backing_poll(&serving->backing, fds + 3);
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
    backing_collect(&serving->backing, fds + 3);
    return answer_rounds(serving);
}

/* No new connections; what has begun to be asked is answered. */
static enum err drain(struct serving *serving, int signals) {
    int signal_number = 0;
    serving->watch.draining = true;
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
    backing_leave_policy(&serving->backing);
    reload_policy(serving);
    backing_follow(&serving->backing); /* whoever needs what is not there is refused */
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
    serving->watch = (struct watch){.backing = &serving->backing, .asked = serving->asked};
    if (serving->options->watcher >= 0) {
        serving->watched = web_open(serving->options->watcher, watch_answer, &serving->watch);
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
    serving.backing =
        (struct backing){.service = &serving.service, .tell = options->tell, .user = options->user};
    FD_SCOPE signals = open_signals();
    enum err err = open_webs(&serving);
    err = err == OK ? counters_follow(&serving.service.counters, options->state.policy) : err;
    err = err == OK && signals < 0 ? ERR_IO : err;
    err = err == OK ? open_ahead(&serving) : err;
    err = err == OK ? backing_follow(&serving.backing) : err;
    if (err == OK) {
        web_on_end(serving.asked, forget);
        err = loop(&serving, signals);
    }
    if (serving.backing.desk || serving.backing.keyring) {
        backing_close(&serving.backing);
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
