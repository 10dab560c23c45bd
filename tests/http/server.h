/* SPDX-License-Identifier: Apache-2.0 */
/* A server for tests on a free loopback port: raw sockets, so that it can misbehave. */
#ifndef POSTERN_TESTS_HTTP_SERVER_H
#define POSTERN_TESTS_HTTP_SERVER_H

#include "base/span.h"

#include <pthread.h>

enum { SERVER_CONNECTIONS = 256, SERVER_REQUEST_SIZE = 4 << 20 };

struct server;

/* One connection, served on a thread of its own. */
struct connection {
    struct server *server;
    int fd;
    unsigned number; /* from 0 */
    pthread_t thread;
    char *request; /* the newest one; SERVER_REQUEST_SIZE bytes of room */
    size_t len, kept;
    void *tls; /* SSL *, for whoever needs one */
};

/* Serves a connection until it returns. */
typedef void server_handler(struct connection *connection);

struct server {
    int fd;
    char origin[64]; /* "http://127.0.0.1:PORT" */
    unsigned port;
    server_handler *handler;
    pthread_t thread;
    pthread_mutex_t lock;
    struct connection connections[SERVER_CONNECTIONS];
    unsigned accepted, requests;
    char *last; /* the newest request of all, ended by NUL */
    size_t last_len;
    void *user;
    bool stopping;
};

/* Starts it; fails the test when it cannot. */
void server_start(struct server *server, server_handler *handler, void *user);
/* Closes every connection and waits for every thread. */
void server_stop(struct server *server);

/* Reads a whole request (header, and a body of its Content-Length): false when the client has
 * closed. Keeps a copy in server->last. */
bool server_read(struct connection *connection);
/* The target of the newest request. */
struct span server_target(const struct connection *connection);
/* Sends; false when the client has closed. */
bool server_send(struct connection *connection, struct span bytes);
bool server_text(struct connection *connection, const char *text);
/* A whole answer: status line with fields (each ended by CR LF), length and body. */
bool server_answer(struct connection *connection, const char *head, const char *body);
/* Waits, at the most so long, until the client closes or the server stops. */
void server_linger(struct connection *connection, unsigned ms);

/* A copy of the newest request; the caller's own, to be freed. */
char *server_last(struct server *server, size_t *len);
unsigned server_requests(struct server *server);
unsigned server_accepted(struct server *server);

/* A port on which nobody listens. */
unsigned server_closed_port(void);

#endif
