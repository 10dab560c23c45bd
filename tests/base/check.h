/* SPDX-License-Identifier: Apache-2.0 */
/* cmocka with the headers that it wants, and a span compared with text. */
#ifndef POSTERN_TESTS_BASE_CHECK_H
#define POSTERN_TESTS_BASE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/span.h"

#define assert_span(got, wanted)                                               \
    do {                                                                       \
        struct span got_ = (got);                                              \
        assert_int_equal(got_.len, sizeof(wanted) - 1);                        \
        assert_true(got_.len == 0 || memcmp(got_.ptr, wanted, got_.len) == 0); \
    } while (0)

#endif
