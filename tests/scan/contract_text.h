/* SPDX-License-Identifier: Apache-2.0 */
/* Contracts written in a test, loaded by the real loader. */
#ifndef POSTERN_TESTS_SCAN_CONTRACT_TEXT_H
#define POSTERN_TESTS_SCAN_CONTRACT_TEXT_H

#include "contract/contract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define assert_span(got, wanted)                                                      \
    do {                                                                              \
        struct span got_ = (got), wanted_ = span_from(wanted);                        \
        if (!span_equal(got_, wanted_)) {                                             \
            fail_msg("\"%.*s\", not \"%s\"", SPAN_ARG(got_), (const char *)(wanted)); \
        }                                                                             \
    } while (0)

struct loaded {
    struct arena arena;
    struct diag diag;
    struct contract contract;
};

static inline void load_contract(struct loaded *l, const char *text) {
    arena_init(&l->arena, SIZE_MAX);
    diag_init(&l->diag, &l->arena);
    const struct contract_options options = {.file = SPAN("test.yaml")};
    enum err err = contract_load(&l->arena, span_from(text), &options, &l->contract, &l->diag);
    for (size_t i = 0; i < l->diag.items.n; i++) {
        struct span line = diag_line(&l->arena, &l->diag.items.at[i]);
        print_message("%.*s\n", SPAN_ARG(line));
    }
    assert_int_equal(err, OK);
}

static inline const struct operation *operation_of(const struct loaded *l, const char *method,
                                                   const char *path) {
    for (size_t i = 0; i < l->contract.operations.n; i++) {
        const struct operation *operation = &l->contract.operations.at[i];
        if (span_equal(operation->method, span_from(method)) &&
            span_equal(operation->path, span_from(path))) {
            return operation;
        }
    }
    fail_msg("no operation %s %s", method, path);
    abort();
}

#endif
