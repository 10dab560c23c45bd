/* SPDX-License-Identifier: Apache-2.0 */
/* What the loop and the thread that talks to Redis hand each other under one lock. For these two
 * only. */
#ifndef POSTERN_GUARD_SHARED_STATE_H
#define POSTERN_GUARD_SHARED_STATE_H

#include "guard/shared/shared.h"
#include "guard/shared/stream.h"
#include "token/digest.h"

#include <pthread.h>

enum { UNSENT_MOST = 8192 };

enum { FAILURES = 0, REVOKED };

/* What the thread hands the loop, in order. */
enum item_kind { ITEM_NEWS, ITEM_LINE, ITEM_ANEW, ITEM_WHOLE };

struct item {
    enum item_kind kind;
    struct limits_news news;
    uint64_t at_ns;
    struct span line;
    bool replaces; /* of ITEM_WHOLE */
};

struct batch {
    struct arena arena;
    VEC(struct item) items;
};

/* What is the thread's alone. */
struct talk {
    struct redis *redis;
    struct stream streams[2];
    struct stream_id most;    /* the last entry of the list that was ever read */
    uint64_t redis_ms, at_ns; /* Redis's clock, and ours at that time */
    bool begun, whole, replacing;
};

struct shared {
    struct arena arena; /* of what the configuration says */
    struct span address, username, password, secret, prefix;
    int64_t database, window;
    unsigned char key[DIGEST_KEY];
    uint64_t self; /* who tells it */
    int wake, told;
    pthread_t thread;
    bool started;
    struct talk talk;

    pthread_mutex_t lock; /* for what follows */
    bool closing, renew, known, lost;
    bool resting; /* after a failure: news do not cut that short */
    uint64_t answered_ns, failures, unsent, heard, unread;
    struct limits_news out[UNSENT_MOST];
    size_t out_n;
    struct batch *in; /* NULL: nothing */

    struct revoked lists[2]; /* the loop's alone: what counts, and what is read to take its place */
};

#endif
