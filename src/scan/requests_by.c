/* SPDX-License-Identifier: Apache-2.0 */
/* Counting requests by what they are sent for. */
#include "scan/requests_by.h"

#include <stdlib.h>

enum err requests_by_count(struct engine *engine, const char *by) {
    struct span name = span_from(by);
    VEC_EACH(struct request_count, count, &engine->result->requests_by) {
        if (span_equal(count->by, name)) {
            count->n++;
            return OK;
        }
    }
    struct request_count first = {name, 1};
    return vec_push(engine->arena, &engine->result->requests_by, first) ? OK : ERR_MEMORY;
}

static int by_number(const void *left, const void *right) {
    const struct request_count *a = left, *b = right;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : span_compare(a->by, b->by);
}

void requests_by_sort(struct result *result) {
    if (result->requests_by.n) {
        qsort(result->requests_by.at, result->requests_by.n, sizeof(struct request_count),
              by_number);
    }
}

enum err requests_by_finish(struct engine *engine) {
    struct result *result = engine->result;
    uint64_t sum = 0;
    VEC_EACH(const struct request_count, count, &result->requests_by) {
        sum += count->n;
    }
    if (result->requests > sum) {
        struct request_count other = {SPAN("other"), result->requests - sum};
        if (!vec_push(engine->arena, &result->requests_by, other)) {
            return ERR_MEMORY;
        }
    }
    requests_by_sort(result);
    return OK;
}
