/* SPDX-License-Identifier: Apache-2.0 */
/* Requests built from contracts written in a test. */
#ifndef POSTERN_TESTS_SCAN_DRAFT_TEXT_H
#define POSTERN_TESTS_SCAN_DRAFT_TEXT_H

#include "contract_text.h"

#include "scan/build/build.h"

#define HEAD "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"

static inline struct draft draft_with(struct loaded *l, const char *method, const char *path,
                                      const struct known_values *known, enum build_mode mode) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, method, path), known,
                                   SPAN("http://h"), mode, &draft),
                     OK);
    return draft;
}

static inline struct draft draft_of(struct loaded *l, const char *method, const char *path,
                                    enum build_mode mode) {
    return draft_with(l, method, path, NULL, mode);
}

#endif
