/* SPDX-License-Identifier: Apache-2.0 */
/* An answer from a hostile target: any body is taken, and is like itself. The first byte picks the
 * type. */
#include "scan/oracle.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct span types[] = {SPAN_INIT("application/json"), SPAN_INIT("text/html"),
                                        SPAN_INIT("text/plain"), SPAN_INIT("")};
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    if (size == 0) {
        return 0;
    }
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://h/orders")},
        .response = {.wire = WIRE_OK, .status = 200, .body = {(const char *)data + 1, size - 1}}};
    struct field field = {SPAN("Content-Type"), types[data[0] & 3]};
    exchange.response.fields = (struct fields){.at = &field, .n = 1, .room = 1};
    struct controls controls = {.garbage = {.wire = WIRE_OK, .status = 401}};
    struct sample_memory memory = {.n = 0};
    if (sample_take(&arena, &exchange, &memory, &controls.valid) != OK ||
        sample_take(&arena, &exchange, &memory, &controls.valid_again) != OK ||
        sample_learn(&arena, &controls.valid, &controls.valid_again, &controls.volatility) != OK) {
        return 0;
    }
    assert(sample_compare(&controls.valid, &controls.valid_again, &controls.volatility) ==
           LIKE_SAME);
    assert(oracle_judge(&controls, &controls.valid_again).verdict == VERDICT_GRANTED);
    return 0;
}
