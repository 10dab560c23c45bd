/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as recorded traffic: read, or refused with a place; no secret of it becomes known. */
#include "scan/build/build_recorded.h"
#include "traffic/contract_draft.h"
#include "traffic/secret.h"
#include "traffic/traffic.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static const char CONTRACT[] =
    "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{"
    "\"/a/{id}/\":{\"get\":{\"parameters\":[{\"in\":\"query\",\"name\":\"q\"},{\"in\":\"header\","
    "\"name\":\"X-T\"}],\"responses\":{}}},\"/b/{x}-{y}\":{\"post\":{\"requestBody\":{\"content\":"
    "{\"application/json\":{}}},\"responses\":{}}},\"/f\":{\"put\":{\"requestBody\":{\"content\":{"
    "\"application/x-www-form-urlencoded\":{}}},\"responses\":{}}}}}";

/* What is drafted can be read, whatever it was made of. */
static void draft(struct arena *arena, const struct traffic *traffic, struct diag *diag) {
    BUF_SCOPE out = {0};
    struct contract contract;
    struct contract_draft_told told;
    struct contract_options options = {.file = SPAN("drafted.yaml")};
    enum err err = contract_draft_write(arena, traffic, SPAN(""), &out, &told, diag);
    check(err == OK || err == ERR_INVALID);
    if (err == OK) {
        check(contract_load(arena, buf_span(&out), &options, &contract, diag) == OK);
        check(contract.operations.n + contract.unreadable.n == told.operations);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct traffic traffic;
    struct contract contract;
    struct known_values known = {.arena = &arena};
    if (size > 16384) {
        return 0;
    }
    enum err err = traffic_read(&arena, (struct span){(const char *)data, size}, SPAN("t.har"),
                                &traffic, &diag);
    check(err == OK || diag.errors);
    check(err != OK || traffic.requests.n);
    struct contract_options options = {.file = SPAN("c.json")};
    check(contract_load(&arena, span_from(CONTRACT), &options, &contract, &diag) == OK);
    if (err == OK) {
        check(build_recorded(&known, &contract, SPAN("http://h/v1"), &traffic, &diag) == OK);
    }
    if (err == OK) {
        draft(&arena, &traffic, &diag);
    }
    VEC_EACH(const struct known_value, value, &known.values) {
        check(value->recorded && value->value.len && !secret_named(value->name));
    }
    return 0;
}
