/* SPDX-License-Identifier: Apache-2.0 */
/* Transfers in a pool: idle ones are given requests, ended ones are given back. */
#include "http/pool.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "http/sockets.h"
#include "http/target.h"
#include "http/transfer_end.h"

#include <assert.h>
#include <stdlib.h>

struct pool {
    struct transport transport; /* first */
    CURLM *multi;
    struct sockets sockets;
    struct transfer_origin origin;
    struct rests rests;
    struct transfer *members; /* transport.room of them */
    struct transfer *idle;
};

static enum err add_members(struct pool *pool) {
    pool->members = calloc(pool->transport.room, sizeof(*pool->members));
    TRY_PTR(pool->members);
    for (size_t i = pool->transport.room; i-- > 0;) {
        struct transfer *transfer = &pool->members[i];
        TRY(transfer_open(transfer, &pool->origin));
        transfer->next_idle = pool->idle;
        pool->idle = transfer;
    }
    return OK;
}

static enum err read_place(struct transfer_origin *origin) {
    origin->place = curl_url();
    TRY_PTR(origin->place);
    CURLUcode code = curl_url_set(origin->place, CURLUPART_URL, origin->url.data, 0);
    return code == CURLUE_OK ? OK : code == CURLUE_OUT_OF_MEMORY ? ERR_MEMORY : ERR_USAGE;
}

static enum err prepare(struct pool *pool, struct span origin) {
    const struct client_options *options = pool->origin.options;
    pool->multi = curl_multi_init();
    TRY_PTR(pool->multi);
    TRY(sockets_open(&pool->sockets, pool->multi));
    buf_add(&pool->origin.url, origin);
    buf_add(&pool->origin.url, (struct span){"/", 2}); /* with its NUL */
    TRY(buf_status(&pool->origin.url));
    TRY(read_place(&pool->origin));
    buf_add(&pool->origin.user_agent,
            options->user_agent.len ? options->user_agent : SPAN("postern/" POSTERN_VERSION));
    buf_byte(&pool->origin.user_agent, '\0');
    TRY(buf_status(&pool->origin.user_agent));
    struct span proxy = span_from(options->proxy);
    if (options->proxy && !target_is_proxy(proxy)) {
        return ERR_USAGE;
    }
    pool->origin.absolute_form = options->proxy && !span_starts_nocase(proxy, SPAN("socks")) &&
                                 !span_starts_nocase(origin, SPAN("https"));
    (void)curl_multi_setopt(pool->multi, CURLMOPT_MAXCONNECTS, (long)options->concurrency);
    (void)curl_multi_setopt(pool->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)options->concurrency);
    return add_members(pool);
}

static void close_pool(struct transport *transport) {
    struct pool *pool = (struct pool *)transport;
    for (size_t i = 0; pool->members && i < pool->transport.room; i++) {
        if (pool->members[i].job) {
            (void)curl_multi_remove_handle(pool->multi, pool->members[i].easy);
        }
        transfer_close(&pool->members[i]);
    }
    (void)curl_multi_cleanup(pool->multi);
    rests_end(&pool->rests);
    sockets_close(&pool->sockets);
    free(pool->members);
    curl_url_cleanup(pool->origin.place);
    buf_free(&pool->origin.url);
    buf_free(&pool->origin.user_agent);
    free(pool);
    curl_global_cleanup();
}

static enum err start(struct transport *transport, struct job *job, struct span target) {
    struct pool *pool = (struct pool *)transport;
    struct transfer *transfer = pool->idle;
    assert(transfer && !transfer->job);
    TRY(transfer_prepare(transfer, &pool->origin, &job->exchange->request, target));
    if (curl_multi_add_handle(pool->multi, transfer->easy) != CURLM_OK) {
        return ERR_MEMORY;
    }
    transfer->job = job;
    pool->idle = transfer->next_idle;
    transport->busy++;
    return OK;
}

static enum err step(struct transport *transport) {
    return sockets_step(&((struct pool *)transport)->sockets);
}

static void await(struct transport *transport, int ms) {
    sockets_wait(&((struct pool *)transport)->sockets, ms);
}

static void wake(struct transport *transport) {
    sockets_wake(&((const struct pool *)transport)->sockets);
}

/* What is only read does no harm when it comes twice. */
static bool is_read(const struct request *request) {
    static const char *const reads[] = {"GET", "HEAD", "OPTIONS"};
    bool read =
        !request->body.len && span_is_one(request->method, reads, sizeof(reads) / sizeof(*reads));
    return read || MUTANT(writes_sent_anew);
}

/* What is no HTTP, on a connection that was used before, may be the rest of an earlier answer: a
 * read is asked again on a new one. Whether it is under way again. */
static bool ask_anew(struct pool *pool, const struct ended *ended) {
    struct transfer *transfer = ended->transfer;
    bool rest = ended->wire == WIRE_PROTOCOL && ended->reused && ended->collect->status == 0;
    pool->rests.left |= rest && !MUTANT(late_rest_forgiven);
    if (!rest || transfer->fresh || !is_read(&ended->job->exchange->request) ||
        MUTANT(rest_is_answer)) {
        return false;
    }
    transfer_renew(transfer, &pool->origin);
    return curl_multi_add_handle(pool->multi, transfer->easy) == CURLM_OK;
}

static bool next_ended(struct transport *transport, struct ended *out) {
    struct pool *pool = (struct pool *)transport;
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(pool->multi, &left))) {
        assert(message->msg == CURLMSG_DONE);
        char *private = NULL;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        struct transfer *transfer = (struct transfer *)(void *)private;
        *out = transfer_end(transfer, message->data.result);
        (void)curl_multi_remove_handle(pool->multi, transfer->easy);
        if (!ask_anew(pool, out)) {
            return true;
        }
    }
    return false;
}

static void free_transfer(struct pool *pool, struct transfer *transfer) {
    transfer->job = NULL;
    transfer->next_idle = pool->idle;
    pool->idle = transfer;
    pool->transport.busy--;
}

static void release(struct transport *transport, const struct ended *ended) {
    free_transfer((struct pool *)transport, ended->transfer);
}

static struct job *abandon(struct transport *transport) {
    struct pool *pool = (struct pool *)transport;
    for (size_t i = 0; transport->busy && i < pool->transport.room; i++) {
        struct transfer *transfer = &pool->members[i];
        struct job *job = transfer->job;
        if (job) {
            (void)curl_multi_remove_handle(pool->multi, transfer->easy);
            free_transfer(pool, transfer);
            return job;
        }
    }
    return NULL;
}

static uint64_t now_ns(const struct transport *transport) {
    (void)transport;
    return clock_ns();
}

static int64_t now_unix(const struct transport *transport) {
    (void)transport;
    return clock_unix();
}

static const struct transport_kind POOL = {
    .close = close_pool,
    .start = start,
    .step = step,
    .wait = await,
    .idle = await,
    .wake = wake,
    .next_ended = next_ended,
    .release = release,
    .abandon = abandon,
    .now_ns = now_ns,
    .now_unix = now_unix,
};

enum err pool_open(const struct client_options *options, struct span origin,
                   struct transport **out) {
    *out = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return ERR_MEMORY;
    }
    struct pool *pool = calloc(1, sizeof(*pool));
    if (!pool) {
        curl_global_cleanup();
        return ERR_MEMORY;
    }
    pool->transport = (struct transport){.kind = &POOL, .room = options->concurrency};
    pool->origin.options = options;
    pool->origin.rests = &pool->rests;
    enum err err = prepare(pool, origin);
    if (err != OK) {
        close_pool(&pool->transport);
        return err;
    }
    *out = &pool->transport;
    return OK;
}
