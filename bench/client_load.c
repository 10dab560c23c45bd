/* SPDX-License-Identifier: Apache-2.0 */
/* The same load as scan_bare's, sent through the client. */
#include "base/clock.h"
#include "http/client.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_CONCURRENCY = 1024 };

/* One slot: a request that is sent again as soon as it was answered. */
struct slot {
    struct job job;
    struct exchange exchange;
    struct arena arena;
    struct load *load;
};

struct load {
    struct client *client;
    struct slot slots[MOST_CONCURRENCY];
    unsigned long started, total, answered;
    size_t bytes;
};

static void again(struct job *job) {
    struct slot *slot = job->user;
    struct load *load = slot->load;
    load->answered += slot->exchange.response.wire == WIRE_OK;
    load->bytes += slot->exchange.response.body.len;
    arena_free(&slot->arena);
    if (load->started < load->total) {
        load->started++;
        client_submit(load->client, job);
    }
}

static void start(struct load *load, unsigned long n, const char *url) {
    struct slot *slot = &load->slots[n];
    slot->load = load;
    arena_init(&slot->arena, SIZE_MAX);
    slot->exchange.request = (struct request){.method = SPAN("GET"), .url = span_from(url)};
    slot->job = (struct job){
        .exchange = &slot->exchange, .arena = &slot->arena, .done = again, .user = slot};
    load->started++;
    client_submit(load->client, &slot->job);
}

int main(int count, char **words) {
    static struct load load;
    if (count != 4) {
        (void)fprintf(stderr, "usage: client_load URL REQUESTS CONCURRENCY\n");
        return 2;
    }
    load.total = strtoul(words[2], NULL, 10);
    unsigned long concurrency = strtoul(words[3], NULL, 10);
    struct client_options options = {.concurrency = (unsigned)concurrency};
    if (concurrency == 0 || concurrency > MOST_CONCURRENCY ||
        client_open(&options, span_from(words[1]), &load.client) != OK) {
        return 2;
    }
    uint64_t begin = clock_ns();
    for (unsigned long n = 0; n < concurrency && n < load.total; n++) {
        start(&load, n, words[1]);
    }
    enum err err = client_run(load.client, 0);
    double seconds = (double)(clock_ns() - begin) / 1e9;
    (void)printf("%.0f requests/s, %lu answered, %zu body bytes\n", (double)load.total / seconds,
                 load.answered, load.bytes);
    client_close(&load.client);
    return err == OK && load.answered == load.total ? 0 : 3;
}
