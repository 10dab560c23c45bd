/* SPDX-License-Identifier: Apache-2.0 */
/* A small HTTP server: whoever holds it steps it, and answers whole requests. */
#ifndef POSTERN_GUARD_WEB_H
#define POSTERN_GUARD_WEB_H

#include "text/message.h"

struct web_request {
    struct span peer;           /* an address, or "unix" */
    struct span method, target; /* as they came */
    struct fields fields;
    void **kept; /* the handler's own for this request; NULL at first */
    void *self;  /* for web_resume */
};

struct web_reply {
    int status;           /* 0: not yet; the handler is called again after web_resume */
    bool soon;            /* not yet: with the next step, without web_resume */
    struct fields fields; /* a value may be empty */
    struct span body;
    struct span type; /* Content-Type; empty: JSON */
    bool lasting;     /* the body is there for as long as the program runs */
};

/* Answers a request from an arena that is emptied with every request. On any error the connection
 * ends without an answer. */
typedef enum err (*web_handler)(void *user, struct arena *arena, const struct web_request *request,
                                struct web_reply *reply);

struct web;

/* Serves on a socket that listens, which is taken over. web_close it; NULL when it cannot. */
struct web *web_open(int listener, web_handler handler, void *user);
void web_close(struct web *web);

/* What is done with what a handler kept, when its request has ended. */
void web_on_end(struct web *web, void (*forget)(void *kept));

/* Has a request that waits answered with the next step. */
void web_resume(void *self);

/* What to wait on until there is something to do, and the most milliseconds (-1: any). */
int web_fd(const struct web *web);
int web_wait(const struct web *web);

/* Does what is to be done. Errors: ERR_IO. */
NODISCARD enum err web_step(struct web *web);

/* What was answered in the last step has not left yet, and does not: its connections end. */
void web_take_back(struct web *web);

/* Takes no new connection; answers end theirs. */
void web_quiesce(struct web *web);

/* How many requests have begun and are not yet answered. */
size_t web_under_way(const struct web *web);

#endif
