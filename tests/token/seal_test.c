/* SPDX-License-Identifier: Apache-2.0 */
/* Sealing: what was sealed is read with its key alone, and no bit of it changes unseen. */
#include "token/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_round(void **state) {
    (void)state;
    unsigned char salt[SEAL_SALT], key[SEAL_KEY], other[SEAL_KEY];
    unsigned char sealed[64 + SEAL_MORE], again[64 + SEAL_MORE], out[64 + SEAL_MORE];
    struct span text = SPAN("what anna was told"), plain;
    assert_int_equal(seal_new_salt(salt), OK);
    assert_int_equal(seal_key(SPAN("a secret"), salt, key), OK);
    assert_int_equal(seal_key(SPAN("b secret"), salt, other), OK);
    assert_int_equal(seal_close(key, text, sealed), OK);
    assert_int_equal(seal_close(key, text, again), OK);
    struct span whole = {(const char *)sealed, text.len + SEAL_MORE};
    assert_memory_not_equal(sealed, again, whole.len); /* a nonce of its own */
    assert_int_equal(seal_open(key, whole, out, &plain), OK);
    assert_true(span_equal(plain, text));
    assert_int_equal(seal_open(other, whole, out, &plain), ERR_INVALID);
    for (size_t i = 0; i < whole.len; i++) {
        sealed[i] ^= 1;
        assert_int_equal(seal_open(key, whole, out, &plain), ERR_INVALID);
        sealed[i] ^= 1;
        assert_int_equal(seal_open(key, (struct span){whole.ptr, i}, out, &plain), ERR_INVALID);
    }
}

static void test_key(void **state) {
    (void)state;
    /* of Python's hashlib.pbkdf2_hmac("sha256", b"secret", bytes(16), 100000) */
    static const unsigned char wanted[4] = {0xb8, 0xbc, 0xeb, 0xf1};
    unsigned char salt[SEAL_SALT] = {0}, key[SEAL_KEY];
    assert_int_equal(seal_key(SPAN("secret"), salt, key), OK);
    assert_memory_equal(key, wanted, sizeof(wanted));
    assert_int_equal(seal_key((struct span){NULL, 0}, salt, key), OK); /* nobody holds anything */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round), cmocka_unit_test(test_key)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
