/* SPDX-License-Identifier: Apache-2.0 */
/* Files of API keys, sound and not. */
#include "policy/api_keys.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static enum err read(struct arena *arena, struct span text, struct api_keys *out,
                     struct span *told) {
    struct diag diag;
    diag_init(&diag, arena);
    enum err err = api_keys_read(arena, SPAN("keys"), text, SPAN("scope"), out, &diag);
    *told = diag.items.n ? diag_line(arena, &diag.items.at[0]) : SPAN("");
    return err;
}

static void sound(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    struct api_keys keys;
    struct span told;
    arena_init(&arena, 4 << 20);
    assert_int_equal(read(&arena,
                          SPAN("- {sha256: " HASH ", subject: ada, scopes: [a, b], expires: "
                               "2027-01-31, claims: {role: [x], sub: other, scope: all}}\n"),
                          &keys, &told),
                     OK);
    const struct api_key *key = map_get(&keys.by_hash, SPAN(HASH));
    assert_non_null(key);
    assert_int_equal(keys.n, 1);
    assert_int_equal(key->expires, 1801353600);
    assert_true(span_equal(node_text(node_get(key->claims, SPAN("sub"))), SPAN("ada")));
    assert_true(span_equal(node_text(node_get(key->claims, SPAN("scope"))), SPAN("a b")));
    assert_non_null(node_get(key->claims, SPAN("role")));
    assert_int_equal(read(&arena, SPAN("[]"), &keys, &told), OK);
}

static void faults(void **state) {
    (void)state;
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"a: b\n", "keys:1:1: error: a list of keys is wanted"},
        {"- {sha256: 12, subject: a}\n", "keys:1:"},
        {"- {sha256: abc, subject: a}\n", "keys:1:3: error: 'sha256' must be the SHA-256"},
        {"- {subject: a}\n", "keys:1:3: error: 'sha256' must be the SHA-256"},
        {"- {sha256: " HASH "}\n", "keys:1:3: error: 'subject' is missing"},
        {"- {sha256: " HASH ", subject: a, scope: b}\n",
         "keys:1:90: error: a key has no member 'scope'; did you mean 'scopes'?"},
        {"- {sha256: " HASH ", subject: a, expires: soon}\n",
         "keys:1:3: error: 'expires' must be a day or a time"},
        {"- {sha256: " HASH ", subject: a}\n- {sha256: " HASH ", subject: b}\n",
         "keys:2:3: error: the same key stands there twice"},
        {"- {sha256: " HASH ", subject: a, claims: b}\n", "keys:1:90: error: claims must be"},
        {"- 7\n", "keys:1:3: error: a key must be a mapping"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        ARENA_SCOPE arena;
        struct api_keys keys;
        struct span told;
        arena_init(&arena, 4 << 20);
        assert_int_not_equal(read(&arena, span_from(rows[i].text), &keys, &told), OK);
        if (!span_starts(told, span_from(rows[i].told))) {
            fail_msg("expected %s, told %.*s", rows[i].told, SPAN_ARG(told));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sound), cmocka_unit_test(faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
