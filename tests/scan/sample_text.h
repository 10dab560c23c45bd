/* SPDX-License-Identifier: Apache-2.0 */
/* Samples of answers written in a test. */
#ifndef POSTERN_TESTS_SCAN_SAMPLE_TEXT_H
#define POSTERN_TESTS_SCAN_SAMPLE_TEXT_H

#include "contract_text.h"

#include "scan/sample.h"

static inline struct sample take_at(struct arena *arena, const char *url, int status,
                                    const char *type, const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = span_from(url)},
        .response = {.wire = WIRE_OK, .status = status, .body = span_from(body)}};
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static inline struct sample take(struct arena *arena, int status, const char *type,
                                 const char *body) {
    return take_at(arena, "http://127.0.0.1/api/orders?page=1", status, type, body);
}

static inline struct sample json(struct arena *arena, const char *body) {
    return take(arena, 200, "application/json", body);
}

static inline enum likeness like(struct arena *arena, const char *answer, const char *reference) {
    const struct volatility none = {.differing = 0};
    struct sample a = json(arena, answer), b = json(arena, reference);
    return sample_compare(&a, &b, &none);
}

#endif
