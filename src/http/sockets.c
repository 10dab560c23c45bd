/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl says which sockets it wants watched; one poll() hears of all of them. */
#include "http/sockets.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const uint64_t ns_per_ms = 1000000;

static struct pollfd *find(const struct sockets *sockets, curl_socket_t socket) {
    for (size_t i = 1; i < sockets->n; i++) {
        if (sockets->at[i].fd == socket) {
            return &sockets->at[i];
        }
    }
    return NULL;
}

static bool resize(struct pollfd **at, size_t room) {
    struct pollfd *resized = realloc(*at, room * sizeof(*resized));
    if (!resized) {
        return false;
    }
    *at = resized;
    return true;
}

static bool grow(struct sockets *sockets) {
    size_t room = sockets->room ? sockets->room * 2 : 16;
    bool grown = resize(&sockets->at, room) && resize(&sockets->news, room);
    sockets->room = grown ? room : sockets->room;
    return grown;
}

static struct pollfd *add(struct sockets *sockets, int fd) {
    if (sockets->n == sockets->room && !grow(sockets)) {
        return NULL;
    }
    struct pollfd *added = &sockets->at[sockets->n++];
    *added = (struct pollfd){.fd = fd};
    return added;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *user, void *own) {
    (void)easy;
    (void)own;
    struct sockets *sockets = user;
    struct pollfd *found = find(sockets, socket);
    if (what == CURL_POLL_REMOVE) {
        if (found) {
            *found = sockets->at[--sockets->n];
        }
        return 0;
    }
    found = found ? found : add(sockets, socket);
    if (!found) {
        return -1; /* ends all transfers */
    }
    found->events =
        (short)((what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0));
    return 0;
}

static int on_timer(CURLM *multi, long ms, void *user) {
    (void)multi;
    struct sockets *sockets = user;
    sockets->due_ns = ms < 0 ? UINT64_MAX : ms == 0 ? 0 : clock_ns() + (uint64_t)ms * ns_per_ms;
    return 0;
}

enum err sockets_open(struct sockets *sockets, CURLM *multi) {
    *sockets = (struct sockets){.multi = multi, .due_ns = UINT64_MAX};
    int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct pollfd *first = wake >= 0 ? add(sockets, wake) : NULL;
    if (!first) {
        (void)(wake >= 0 ? close(wake) : 0);
        return ERR_MEMORY;
    }
    first->events = POLLIN;
    (void)curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    (void)curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, sockets);
    (void)curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    (void)curl_multi_setopt(multi, CURLMOPT_TIMERDATA, sockets);
    return OK;
}

void sockets_close(struct sockets *sockets) {
    if (sockets->n) {
        (void)close(sockets->at[0].fd);
    }
    free(sockets->at);
    free(sockets->news);
    *sockets = (struct sockets){0};
}

static enum err act(struct sockets *sockets, curl_socket_t socket, int what) {
    int running = 0;
    CURLMcode code = curl_multi_socket_action(sockets->multi, socket, what, &running);
    return code == CURLM_OK ? OK : ERR_MEMORY;
}

static int bits_of(short events) {
    int failed = events & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0;
    return failed | (events & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0) |
           (events & POLLOUT ? CURL_CSELECT_OUT : 0);
}

enum err sockets_step(struct sockets *sockets) {
    if (sockets->due_ns == 0 || (sockets->due_ns != UINT64_MAX && sockets->due_ns <= clock_ns())) {
        sockets->due_ns = UINT64_MAX;
        TRY(act(sockets, CURL_SOCKET_TIMEOUT, 0));
    }
    while (sockets->news_n) {
        struct pollfd one = sockets->news[--sockets->news_n];
        TRY(act(sockets, one.fd, bits_of(one.revents)));
    }
    return OK;
}

/* Milliseconds until libcurl wants to be called, at the most ms; a part of one counts as one. */
static int wait_of(const struct sockets *sockets, int ms) {
    uint64_t now = sockets->due_ns == UINT64_MAX ? 0 : clock_ns();
    uint64_t left = sockets->due_ns > now ? sockets->due_ns - now : 0;
    uint64_t due = left / ns_per_ms + (left % ns_per_ms != 0);
    return sockets->due_ns != UINT64_MAX && due < (uint64_t)ms ? (int)due : ms;
}

void sockets_wait(struct sockets *sockets, int ms) {
    sockets->news_n = 0;
    if (poll(sockets->at, sockets->n, wait_of(sockets, ms)) <= 0) {
        return;
    }
    if (sockets->at[0].revents) {
        uint64_t times = 0;
        (void)!read(sockets->at[0].fd, &times, sizeof(times));
    }
    for (size_t i = 1; i < sockets->n; i++) {
        if (sockets->at[i].revents) {
            sockets->news[sockets->news_n++] = sockets->at[i];
        }
    }
}

void sockets_wake(const struct sockets *sockets) {
    uint64_t once = 1;
    (void)!write(sockets->at[0].fd, &once, sizeof(once));
}
