/* SPDX-License-Identifier: Apache-2.0 */
/* The loop: requests, signals, and an orderly end. */
#include "guard/serve.h"

#include "base/clock.h"
#include "base/io.h"
#include "guard/web.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { DRAIN_MS = 30000 /* how long requests that are under way may take to end */ };

struct serving {
    struct service_state state;
    const struct serve_options *options;
    struct web *asked;
};

static enum err on_question(void *user, struct arena *arena, const struct web_request *request,
                            struct web_reply *reply) {
    struct serving *serving = user;
    struct ask ask = {request->peer, request->method, request->target, &request->fields};
    struct answer answer;
    TRY(service_answer(&serving->state, arena, &ask, clock_unix(), &answer));
    *reply = (struct web_reply){answer.status, answer.fields, answer.body, {NULL, 0}};
    return OK;
}

/* Of two waits, in milliseconds, the shorter one; -1 is any. */
static int sooner(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Waits for requests or a signal, at most that long (-1: as long as it takes), and serves what
 * came. *signal_number: 0, or which. */
static enum err step(struct serving *serving, int signals, int most_ms, int *signal_number) {
    struct pollfd fds[] = {{web_fd(serving->asked), POLLIN, 0}, {signals, POLLIN, 0}};
    if (poll(fds, 2, sooner(most_ms, web_wait(serving->asked))) < 0 && errno != EINTR) {
        return ERR_IO;
    }
    struct signalfd_siginfo got;
    *signal_number = 0;
    if ((fds[1].revents & POLLIN) && read(signals, &got, sizeof(got)) == (ssize_t)sizeof(got)) {
        *signal_number = (int)got.ssi_signo;
    }
    return web_step(serving->asked);
}

/* No new connections; what has begun to be asked is answered. */
static enum err drain(struct serving *serving, int signals) {
    int signal_number = 0;
    web_quiesce(serving->asked);
    uint64_t end = clock_ns() + (uint64_t)DRAIN_MS * 1000000;
    do {
        uint64_t now = clock_ns();
        int left = now < end ? (int)((end - now) / 1000000) : 0;
        TRY(step(serving, signals, web_under_way(serving->asked) ? left : 0, &signal_number));
    } while (web_under_way(serving->asked) && clock_ns() < end && signal_number != SIGTERM);
    return OK;
}

static enum err loop(struct serving *serving, int signals) {
    for (;;) {
        int signal_number = 0;
        TRY(step(serving, signals, -1, &signal_number));
        if (signal_number == SIGHUP) {
            (void)serving->options->reload(serving->options->user, &serving->state);
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

enum err serve_run(const struct serve_options *options) {
    struct serving serving = {.state = options->state, .options = options};
    FD_SCOPE signals = open_signals();
    serving.asked = web_open(options->listener, on_question, &serving);
    enum err err = serving.asked && signals >= 0 ? loop(&serving, signals) : ERR_IO;
    web_close(serving.asked);
    return err;
}
