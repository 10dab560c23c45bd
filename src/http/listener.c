/* SPDX-License-Identifier: Apache-2.0 */
/* One thread, one connection at a time, one request a connection; every wait has an end. */
#define _GNU_SOURCE
#include "http/listener.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/thread.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { PAGES = 16, REQUEST_BYTES = 4096, WAIT_MS = 2000, ADDRESS = 80 };

struct listener {
    struct listener_page pages[PAGES];
    size_t n;
    int socket, wake;
    pthread_t thread;
    atomic_uint hits;
    char address[ADDRESS];
};

/* "host:port", "[v6]:port" or a host alone. */
static enum err resolve(const char *address, struct addrinfo **out) {
    char host[ADDRESS] = "127.0.0.1", port[8] = "0";
    if (address && *address) {
        const char *colon = strrchr(address, ':');
        bool split = colon && (strchr(address, ':') == colon || colon[-1] == ']');
        size_t len = split ? (size_t)(colon - address) : strlen(address);
        bool bracket = address[0] == '[' && len > 2 && address[len - 1] == ']';
        if (len >= sizeof(host) || (split && strlen(colon + 1) >= sizeof(port))) {
            return ERR_USAGE;
        }
        (void)snprintf(host, sizeof(host), "%.*s", (int)(len - (bracket ? 2u : 0u)),
                       address + bracket);
        (void)snprintf(port, sizeof(port), "%s", split ? colon + 1 : "0");
        if (strtoul(port, NULL, 10) > UINT16_MAX) { /* which getaddrinfo would cut */
            return ERR_USAGE;
        }
    }
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
    return getaddrinfo(host, port, &hints, out) == 0 ? OK : ERR_USAGE;
}

static bool name_address(struct listener *listener) {
    struct sockaddr_storage bound = {0};
    socklen_t len = sizeof(bound);
    char host[64], port[8];
    if (getsockname(listener->socket, (struct sockaddr *)&bound, &len) != 0 ||
        getnameinfo((struct sockaddr *)&bound, len, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return false;
    }
    (void)snprintf(listener->address, sizeof(listener->address),
                   bound.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
    return true;
}

/* milliseconds: -1 for ever. False also when the listener is to close. */
static bool wait_readable(const struct listener *listener, int fd, int milliseconds) {
    struct pollfd fds[2] = {{.fd = fd, .events = POLLIN}, {.fd = listener->wake, .events = POLLIN}};
    int ready = poll(fds, 2, milliseconds);
    while (ready < 0 && errno == EINTR) {
        ready = poll(fds, 2, milliseconds);
    }
    return ready > 0 && fds[0].revents && !fds[1].revents;
}

/* Reads up to the blank line, or as much as there is room for. False: the client went away, or
 * dawdled. */
static bool read_request(const struct listener *listener, int client,
                         char request[static REQUEST_BYTES]) {
    uint64_t end = clock_ns() + (uint64_t)WAIT_MS * 1000000;
    size_t len = 0;
    while (len < REQUEST_BYTES - 1 && !strstr(request, "\r\n\r\n")) {
        uint64_t now = clock_ns();
        if (now >= end || !wait_readable(listener, client, (int)((end - now) / 1000000) + 1)) {
            return false;
        }
        ssize_t got = recv(client, request + len, REQUEST_BYTES - 1 - len, 0);
        if (got <= 0) {
            return false;
        }
        len += (size_t)got;
        request[len] = '\0';
    }
    return true;
}

static const struct listener_page *find(const struct listener *listener, const char *request) {
    for (size_t i = 0; i < listener->n; i++) {
        const char *path = listener->pages[i].path;
        size_t len = strlen(path);
        if (strncmp(request, "GET ", 4) == 0 && strncmp(request + 4, path, len) == 0 &&
            (request[4 + len] == ' ' || request[4 + len] == '?')) {
            return &listener->pages[i];
        }
    }
    return NULL;
}

static bool send_all(int client, struct span text) {
    return !text.len || send(client, text.ptr, text.len, MSG_NOSIGNAL) == (ssize_t)text.len;
}

/* Cuts off what stands before the next "$ADDRESS", and it; *more: there was one. */
static struct span cut_address(struct span *body, bool *more) {
    static const struct span mark = SPAN_INIT("$ADDRESS");
    size_t at = span_find(*body, mark);
    struct span before = at == SIZE_MAX ? *body : span_slice(*body, 0, at);
    *more = at != SIZE_MAX;
    *body = *more ? span_from_index(*body, at + mark.len) : SPAN("");
    return before;
}

static size_t length_of(const struct listener *listener, struct span body) {
    size_t n = 0;
    for (bool more = true; more;) {
        n += cut_address(&body, &more).len;
        n += more ? strlen(listener->address) : 0;
    }
    return n;
}

static bool send_body(const struct listener *listener, int client, struct span body) {
    bool sent = true;
    for (bool more = true; more && sent;) {
        sent = send_all(client, cut_address(&body, &more)) &&
               (!more || send_all(client, span_from(listener->address)));
    }
    return sent;
}

static void answer(struct listener *listener, int client) {
    char request[REQUEST_BYTES] = "", head[256];
    struct timeval limit = {.tv_sec = WAIT_MS / 1000};
    (void)setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    if (!read_request(listener, client, request)) {
        return;
    }
    const struct listener_page *page = find(listener, request);
    struct span body = page ? page->body : SPAN("");
    int len = snprintf(head, sizeof(head),
                       "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n",
                       page ? "200 OK" : "404 Not Found", page ? page->type : "text/plain",
                       length_of(listener, body));
    if (page) {
        atomic_fetch_add(&listener->hits, 1);
    }
    (void)(send_all(client, (struct span){head, (size_t)len}) && send_body(listener, client, body));
}

static void *serve(void *user) {
    struct listener *listener = user;
    while (wait_readable(listener, listener->socket, -1)) {
        FD_SCOPE client = accept4(listener->socket, NULL, NULL, SOCK_CLOEXEC);
        if (client >= 0) {
            answer(listener, client);
        }
    }
    return NULL;
}

static enum err listen_on(struct listener *listener, const struct addrinfo *where) {
    int one = 1;
    listener->socket = socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    listener->wake = eventfd(0, EFD_CLOEXEC);
    if (listener->socket < 0 || listener->wake < 0) {
        return ERR_IO;
    }
    (void)setsockopt(listener->socket, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (bind(listener->socket, where->ai_addr, where->ai_addrlen) != 0 ||
        listen(listener->socket, 16) != 0 || !name_address(listener)) {
        return ERR_IO;
    }
    return OK;
}

static void release(struct listener *listener) {
    io_close(&listener->socket);
    io_close(&listener->wake);
    free(listener);
}

enum err listener_open(const char *address, const struct listener_page *pages, size_t n,
                       struct listener **out) {
    struct addrinfo *where = NULL;
    if (n > PAGES) {
        return ERR_USAGE;
    }
    TRY(resolve(address, &where));
    struct listener *listener = calloc(1, sizeof(*listener));
    if (!listener) {
        freeaddrinfo(where);
        return ERR_MEMORY;
    }
    memcpy(listener->pages, pages, n * sizeof(*pages));
    listener->n = n;
    listener->socket = listener->wake = -1;
    enum err opened = listen_on(listener, where);
    freeaddrinfo(where);
    if (opened == OK && !thread_start(&listener->thread, serve, listener)) {
        opened = ERR_MEMORY;
    }
    if (opened != OK) {
        release(listener);
        return opened;
    }
    *out = listener;
    return OK;
}

const char *listener_address(const struct listener *listener) {
    return listener->address;
}

unsigned listener_hits(const struct listener *listener) {
    return atomic_load(&listener->hits);
}

void listener_close(struct listener **listener) {
    if (*listener) {
        uint64_t one = 1;
        (void)!write((*listener)->wake, &one, sizeof(one));
        (void)pthread_join((*listener)->thread, NULL);
        release(*listener);
        *listener = NULL;
    }
}
