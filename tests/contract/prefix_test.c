/* SPDX-License-Identifier: Apache-2.0 */
/* Prefixes learned from descriptions as they are found in the wild. */
#include "contract/prefix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *description, *name, *prefix;
} samples[] = {
    {"Token-based authentication with required prefix \"Token\"", "tokenAuth", "Token"},
    {"Token-based authentication with required prefix \"Api-Key\"", "tokenAuth", "Api-Key"},
    {"JWT Authorization header using the Bearer scheme. Example: \"Bearer {token}\"", "Bearer",
     "Bearer"},
    {"JWT Authorization header using the Bearer scheme.", "auth", "Bearer"},
    {"Enter: **Token &lt;key&gt;**", "x", "Token"},
    {"Send `Authorization: Key <key>`", "x", "Key"},
    {"Type \"JWT <your token>\"", "x", "JWT"},
    {"bearer {token}", "x", "bearer"},
    {"Authorization: Bearer eyJhbGciOi", "x", "Bearer"},
    {"Use \"Token 9944b09199c62bcf\"", "x", "Token"},
    {"Value: Bearer $TOKEN", "x", "Bearer"},
    {"Bearer token", "x", "Bearer"},
    {"Type 'JWT [token]'", "x", "JWT"},
    {"Enter your token <here>", "x", ""},
    {"Send the key with no prefix, 'raw'", "x", ""},
    {"See the JWT [documentation](https://docs.example)", "x", ""},
    {"The API key.", "ApiKeyAuth", ""},
    {"", "Bearer", "Bearer"},
    {"", "JWT", "JWT"},
    {"", "Token", "Token"},
    {"", "apiKey", ""},
    {"<", "x", ""},
    {"prefix", "x", ""},
    {"\"", "x", ""},
};

static void test_samples(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        struct span learned =
            prefix_learn(span_from(samples[i].description), span_from(samples[i].name));
        if (!span_equal(learned, span_from(samples[i].prefix))) {
            fail_msg("%s: \"%.*s\"", samples[i].description, SPAN_ARG(learned));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
