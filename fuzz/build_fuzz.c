/* SPDX-License-Identifier: Apache-2.0 */
/* Any contract: every request that is built is one, and a spoiled write is never a real one. */
#include "scan/build/build.h"
#include "scan/build/build_pattern.h"
#include "scan/credential/wallet.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_OPERATIONS = 40 };

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_draft(const struct operation *operation, enum build_mode mode,
                        const struct draft *draft) {
    bool read = build_is_read(operation->method);
    check(draft->built == (draft->reason.len == 0));
    check(!draft->safe || draft->built);
    if (!draft->built) {
        return;
    }
    check(draft->safe == (read || mode != BUILD_REAL));
    check(span_starts(draft->request.url, SPAN("http://h")));
    for (size_t i = 0; i < draft->request.url.len; i++) {
        unsigned char c = (unsigned char)draft->request.url.ptr[i];
        check(c > ' ' && c < 0x7f && c != '#');
    }
    for (size_t i = 0; i < draft->request.fields.n; i++) {
        check(span_find_byte(draft->request.fields.at[i].value, '\n') == SIZE_MAX);
    }
}

static void build_all(struct arena *arena, const struct contract *contract,
                      const struct operation *operation, const struct known_values *known) {
    for (int mode = BUILD_REAL; mode <= BUILD_MISTYPED; mode++) {
        struct draft draft;
        struct wallet wallet;
        wallet_init(&wallet, arena, contract, NULL);
        check(build_request(arena, contract, operation, known, SPAN("http://h"),
                            (enum build_mode)mode, &draft) == OK);
        check_draft(operation, (enum build_mode)mode, &draft);
        for (size_t i = 0; draft.built && i < operation->security.any.n; i++) {
            check(wallet_worthless(&wallet, arena, &operation->security.any.at[i],
                                   &draft.request) == OK);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)1 << 30);
    struct span text = {(const char *)data, size}, example;
    struct contract contract;
    const struct contract_options options = {.file = SPAN("input")};
    struct known_values known = {.arena = &arena};
    check(pattern_example(&arena, text, 0, SIZE_MAX, &example) == OK);
    if (size > 32768 || contract_load(&arena, text, &options, &contract, NULL) != OK) {
        return 0;
    }
    struct response list = {.wire = WIRE_OK,
                            .status = 200,
                            .body = SPAN("[{\"id\": 1, \"url\": \"/a/1\", \"name\": \"n/\\n\"}]")};
    for (size_t i = 0; i < contract.operations.n && i < MOST_OPERATIONS; i++) {
        build_all(&arena, &contract, &contract.operations.at[i], &known);
        check(build_harvest(&known, &contract, &contract.operations.at[i], SPAN(""), &list) == OK);
    }
    return 0;
}
