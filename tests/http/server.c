/* SPDX-License-Identifier: Apache-2.0 */
/* One thread accepts, one serves each connection; all of them end with server_stop. */
#define _GNU_SOURCE
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void must(bool good, const char *what) {
    if (!good) {
        (void)fprintf(stderr, "test server: %s: %s\n", what, strerror(errno));
        abort();
    }
}

static int listen_anywhere(unsigned *port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof(address);
    must(fd >= 0, "socket");
    must(bind(fd, (struct sockaddr *)&address, size) == 0, "bind");
    must(getsockname(fd, (struct sockaddr *)&address, &size) == 0, "getsockname");
    must(listen(fd, 128) == 0, "listen");
    *port = ntohs(address.sin_port);
    return fd;
}

unsigned server_closed_port(void) {
    unsigned port = 0;
    (void)close(listen_anywhere(&port));
    return port;
}

static void *serve(void *user) {
    struct connection *connection = user;
    connection->server->handler(connection);
    (void)shutdown(connection->fd, SHUT_RDWR); /* closed once nobody can look at it any more */
    return NULL;
}

static void add_connection(struct server *server, int fd) {
    (void)pthread_mutex_lock(&server->lock);
    must(server->accepted < SERVER_CONNECTIONS, "too many connections");
    struct connection *connection = &server->connections[server->accepted];
    *connection = (struct connection){.server = server,
                                      .fd = fd,
                                      .number = server->accepted,
                                      .request = malloc(SERVER_REQUEST_SIZE)};
    must(connection->request != NULL, "malloc");
    must(pthread_create(&connection->thread, NULL, serve, connection) == 0, "pthread_create");
    server->accepted++;
    (void)pthread_mutex_unlock(&server->lock);
}

static void *accept_all(void *user) {
    struct server *server = user;
    for (;;) {
        int fd = accept4(server->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) {
            return NULL; /* shut down by server_stop */
        }
        int on = 1; /* or small pieces would wait for each other's receipts */
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        add_connection(server, fd);
    }
}

void server_start(struct server *server, server_handler *handler, void *user) {
    *server = (struct server){.handler = handler, .user = user};
    server->fd = listen_anywhere(&server->port);
    (void)snprintf(server->origin, sizeof(server->origin), "http://127.0.0.1:%u", server->port);
    must(pthread_mutex_init(&server->lock, NULL) == 0, "pthread_mutex_init");
    must(pthread_create(&server->thread, NULL, accept_all, server) == 0, "pthread_create");
}

void server_stop(struct server *server) {
    (void)shutdown(server->fd, SHUT_RDWR);
    (void)pthread_join(server->thread, NULL);
    (void)close(server->fd);
    for (unsigned i = 0; i < server->accepted; i++) {
        (void)shutdown(server->connections[i].fd, SHUT_RDWR);
    }
    for (unsigned i = 0; i < server->accepted; i++) {
        (void)pthread_join(server->connections[i].thread, NULL);
        (void)close(server->connections[i].fd);
        free(server->connections[i].request);
    }
    free(server->last);
    (void)pthread_mutex_destroy(&server->lock);
}

/* The length of the whole request at the start of the bytes, or 0. */
static size_t request_len(struct span bytes) {
    size_t head = span_find(bytes, SPAN("\r\n\r\n"));
    if (head == SIZE_MAX) {
        return 0;
    }
    head += 4;
    uint64_t body = 0;
    struct span name = SPAN("\r\ncontent-length:");
    size_t at = span_find_nocase(span_slice(bytes, 0, head), name);
    if (at != SIZE_MAX) {
        struct span value = span_from_index(bytes, at + name.len);
        (void)span_to_u64(span_trim(span_cut(&value, '\r')), &body);
    }
    return head + body <= bytes.len ? head + body : 0;
}

static void note(struct connection *connection) {
    struct server *server = connection->server;
    (void)pthread_mutex_lock(&server->lock);
    free(server->last);
    server->last = malloc(connection->len + 1);
    must(server->last != NULL, "malloc");
    memcpy(server->last, connection->request, connection->len);
    server->last[connection->len] = '\0';
    server->last_len = connection->len;
    server->requests++;
    (void)pthread_mutex_unlock(&server->lock);
}

bool server_read(struct connection *connection) {
    memmove(connection->request, connection->request + connection->len,
            connection->kept - connection->len);
    connection->kept -= connection->len;
    connection->len = 0;
    while (!(connection->len = request_len((struct span){connection->request, connection->kept}))) {
        ssize_t got = recv(connection->fd, connection->request + connection->kept,
                           SERVER_REQUEST_SIZE - connection->kept, 0);
        if (got <= 0) {
            return false;
        }
        connection->kept += (size_t)got;
    }
    note(connection);
    return true;
}

struct span server_target(const struct connection *connection) {
    struct span rest = {connection->request, connection->len};
    (void)span_cut(&rest, ' ');
    return span_cut(&rest, ' ');
}

bool server_send(struct connection *connection, struct span bytes) {
    while (bytes.len) {
        ssize_t sent = send(connection->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes = span_from_index(bytes, (size_t)sent);
    }
    return true;
}

bool server_text(struct connection *connection, const char *text) {
    return server_send(connection, span_from(text));
}

bool server_answer(struct connection *connection, const char *head, const char *body) {
    char length[64];
    (void)snprintf(length, sizeof(length), "Content-Length: %zu\r\n\r\n", strlen(body));
    return server_text(connection, head) && server_text(connection, length) &&
           server_text(connection, body);
}

void server_linger(struct connection *connection, unsigned ms) {
    struct pollfd wait = {.fd = connection->fd, .events = POLLRDHUP};
    (void)poll(&wait, 1, (int)ms);
}

char *server_last(struct server *server, size_t *len) {
    (void)pthread_mutex_lock(&server->lock);
    char *copy = malloc(server->last_len + 1);
    must(copy != NULL && server->last != NULL, "no request yet");
    memcpy(copy, server->last, server->last_len + 1);
    *len = server->last_len;
    (void)pthread_mutex_unlock(&server->lock);
    return copy;
}

static unsigned read_locked(struct server *server, const unsigned *count) {
    (void)pthread_mutex_lock(&server->lock);
    unsigned value = *count;
    (void)pthread_mutex_unlock(&server->lock);
    return value;
}

unsigned server_requests(struct server *server) {
    return read_locked(server, &server->requests);
}

unsigned server_accepted(struct server *server) {
    return read_locked(server, &server->accepted);
}
