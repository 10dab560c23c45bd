/* SPDX-License-Identifier: Apache-2.0 */
/* Shots: requests under way, each of a volley that is waited for as a whole. */
#ifndef POSTERN_SCAN_SHOT_H
#define POSTERN_SCAN_SHOT_H

#include "http/client.h"
#include "scan/journal/journal_record.h"
#include "scan/sample.h"

struct identity;
struct requirement;
struct shot;

/* What is sent together. Its memory keeps the answers. */
struct volley {
    struct arena *arena;
    struct client *client;
    struct sample_memory memory;
    VEC(struct shot *) sent;        /* since volley_clear */
    size_t begun;                   /* shots of sent below this are on their way, or answered */
    bool gentle;                    /* one shot at a time, and no more when they get no answer */
    unsigned silent;                /* so many in a row got none */
    unsigned outstanding, requests; /* waited for; sent in all */
    struct record past;             /* what an earlier run was answered: not asked again */
    bool known_only;                /* and nothing else is asked */
    struct record
        noted; /* what it was answered, for a later run; without an operation: nothing is kept */
    bool overflowed; /* an answer did not fit into the arena */
    void (*heard)(struct volley *volley, const struct shot *shot); /* after each answer */
    void (*whole)(struct volley *volley); /* all that was waited for has come; may free it */
    void *owner;
};

/* One request on its way, or answered. */
struct shot {
    struct job job;
    const char *by; /* what it is sent for: a rule's id, or a control's name; a literal */
    struct volley *volley;
    struct exchange exchange;
    struct sample sample;
    const struct identity *identity;       /* whose credential it carries, or NULL */
    const struct requirement *requirement; /* a valid control's: which one it meets */
    unsigned repeats, most; /* sent again because the answer told nothing; so often at most */
};

/* A shot in the volley's arena, not sent; NULL without memory. by: what it is sent for, a literal.
 */
struct shot *shot_new(struct volley *volley, const char *by, const struct request *request,
                      const struct identity *identity);

/* Sends; the volley waits for it. most: how often volley_repeat may send it again. Errors:
 * ERR_MEMORY (nothing was sent). */
NODISCARD enum err shot_send(struct shot *shot, unsigned most);

/* Sends those again whose answers told nothing: a server error, a lost connection. */
void volley_repeat(struct volley *volley);

/* The answer is the target's word on this request, not on its own state: no throttling, no gateway
 * without its server, no silence. */
bool shot_tells(const struct shot *shot);

/* Forgets what was sent, which has been read. */
void volley_clear(struct volley *volley);

/* The volley waits for something that is no request, until it is released. */
void volley_hold(struct volley *volley);
void volley_release(struct volley *volley);

/* A copy of the request whose fields can be changed without changing the original's. */
NODISCARD enum err request_copy(struct arena *arena, const struct request *from,
                                struct request *to);

#endif
