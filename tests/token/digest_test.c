/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 against the standard's own examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "token/digest.h"

static void digests_the_examples(void **state) {
    (void)state;
    char hex[DIGEST_HEX];
    assert_int_equal(digest_sha256(SPAN("abc"), hex), OK);
    assert_memory_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        DIGEST_HEX);
    assert_int_equal(digest_sha256((struct span){NULL, 0}, hex), OK);
    assert_memory_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        DIGEST_HEX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_the_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
