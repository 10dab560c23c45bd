/* SPDX-License-Identifier: Apache-2.0 */
/* Every kernel against OpenSSL's HMAC: all lengths of key, many of message, every lane. */
#include "token/crack_kernel.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { MESSAGE_MOST = 1200, KEY_MOST = 128 };

/* A generator of our own, so that a failure can be repeated (Marsaglia's xorshift, 2003). */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void fill(uint64_t *seed, char *out, size_t len) {
    for (size_t i = 0; i < len; i++) {
        out[i] = (char)(next_random(seed) >> 32);
    }
}

static struct span openssl_mac(enum crack_hash hash, struct span key, struct span message,
                               unsigned char out[64]) {
    size_t len = 0;
    const char *text = key.len ? key.ptr : "";
    assert_non_null(EVP_Q_mac(NULL, "HMAC", NULL, crack_hash_info(hash)->name, NULL, text, key.len,
                              (const unsigned char *)message.ptr, message.len, out, 64, &len));
    assert_int_equal(len, crack_hash_info(hash)->mac);
    return (struct span){(const char *)out, len};
}

/* Plants the right key in one lane, wrong ones in the others: exactly that lane must hit. */
static void check_one(const struct crack_kernel *kernel, enum crack_hash hash, uint64_t *seed,
                      size_t key_len, size_t message_len, unsigned lane) {
    static char message[MESSAGE_MOST], keys[CRACK_LANES_MOST][KEY_MOST];
    struct span spans[CRACK_LANES_MOST];
    fill(seed, message, message_len);
    for (unsigned i = 0; i < kernel->lanes; i++) {
        size_t len = i == lane ? key_len : next_random(seed) % (crack_hash_info(hash)->block + 1);
        fill(seed, keys[i], KEY_MOST);
        spans[i] = (struct span){len ? keys[i] : NULL, len};
        if (i != lane && len == 0) {
            spans[i] = SPAN("never the key");
        }
    }
    unsigned char mac[64];
    struct span text = {message, message_len};
    struct span wanted = openssl_mac(hash, spans[lane], text, mac);
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct crack_fixed fixed;
    assert_int_equal(crack_fixed_init(&arena, hash, text, wanted, &fixed), OK);
    uint64_t hits = kernel->run(&fixed, spans);
    if (hits != (uint64_t)1 << lane) {
        fail_msg("%s %s: key of %zu, message of %zu, lane %u: hits %#llx", kernel->name,
                 crack_hash_info(hash)->jose, key_len, message_len, lane, (unsigned long long)hits);
    }
}

static void check_kernel(const struct crack_kernel *kernel, enum crack_hash hash) {
    uint64_t seed = 0x9e3779b97f4a7c15;
    for (size_t len = 0; len <= crack_hash_info(hash)->block; len++) {
        check_one(kernel, hash, &seed, len, 150, (unsigned)(len % kernel->lanes));
    }
    for (size_t len = 0; len < 300; len++) {
        check_one(kernel, hash, &seed, 16, len, (unsigned)(len % kernel->lanes));
    }
    check_one(kernel, hash, &seed, 32, MESSAGE_MOST, 0);
    for (unsigned lane = 0; lane < kernel->lanes; lane++) {
        check_one(kernel, hash, &seed, lane, 77, lane);
    }
}

static void every_kernel_agrees_with_openssl(void **state) {
    (void)state;
    static const enum crack_hash hashes[] = {CRACK_SHA256, CRACK_SHA384, CRACK_SHA512};
    size_t count, checked = 0;
    const struct crack_kernel *kernels = crack_kernels(&count);
    for (size_t i = 0; i < count; i++) {
        if (!kernels[i].usable()) {
            print_message("skipped %s: this processor lacks it\n", kernels[i].name);
            continue;
        }
        for (size_t h = 0; h < 3; h++) {
            if (crack_kernel_fits(&kernels[i], hashes[h])) {
                check_kernel(&kernels[i], hashes[h]);
                checked++;
            }
        }
    }
    assert_true(checked >= 3);
}

static void a_wrong_key_never_hits(void **state) {
    (void)state;
    unsigned char mac[64];
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    size_t count;
    const struct crack_kernel *kernels = crack_kernels(&count);
    struct span message = SPAN("header.payload"), keys[CRACK_LANES_MOST];
    for (unsigned i = 0; i < CRACK_LANES_MOST; i++) {
        keys[i] = arena_printf(&arena, "wrong %u", i);
    }
    struct crack_fixed fixed;
    struct span wanted = openssl_mac(CRACK_SHA256, SPAN("right"), message, mac);
    assert_int_equal(crack_fixed_init(&arena, CRACK_SHA256, message, wanted, &fixed), OK);
    for (size_t i = 0; i < count; i++) {
        if (crack_kernel_fits(&kernels[i], CRACK_SHA256)) {
            assert_int_equal(kernels[i].run(&fixed, keys), 0);
        }
    }
}

static void kernels_are_found_by_name(void **state) {
    (void)state;
    assert_non_null(crack_kernel_choose(CRACK_SHA256));
    assert_int_equal(crack_kernel_choose(CRACK_SHA384)->bits, 64);
    assert_ptr_equal(crack_kernel_named(SPAN("portable"), CRACK_SHA512)->run,
                     crack_sha512_portable);
    assert_null(crack_kernel_named(SPAN("shani"), CRACK_SHA512));
    assert_null(crack_kernel_named(SPAN("abacus"), CRACK_SHA256));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_agrees_with_openssl),
        cmocka_unit_test(a_wrong_key_never_hits),
        cmocka_unit_test(kernels_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
