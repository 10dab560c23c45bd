/* SPDX-License-Identifier: Apache-2.0 */
/* What the token room's tests share: assertions on spans, an arena that needs no care. */
#ifndef POSTERN_TESTS_TOKEN_ASSERT_H
#define POSTERN_TESTS_TOKEN_ASSERT_H

#include "base/arena.h"
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define assert_ok(call) assert_int_equal((call), OK)

#define assert_span(got, wanted)                                                     \
    do {                                                                             \
        struct span got_ = (got), wanted_ = (wanted);                                \
        if (!span_equal(got_, wanted_)) {                                            \
            fail_msg("\"%.*s\" is not \"%.*s\"", SPAN_ARG(got_), SPAN_ARG(wanted_)); \
        }                                                                            \
    } while (0)

#define SCRATCH(name) \
    ARENA_SCOPE name; \
    arena_init(&name, (size_t)64 << 20)

#endif
