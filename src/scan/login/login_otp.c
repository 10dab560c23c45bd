/* SPDX-License-Identifier: Apache-2.0 */
/* One-time codes, by liboath. */
#include "scan/login/login_otp.h"

#include "base/clock.h"
#include "base/mutant.h"

#include <liboath/oath.h>
#include <stdlib.h>

enum { DIGITS = 6, LONGEST_SEED = 1024 };

/* "otpauth://totp/name?secret=…&issuer=…": the seed within. */
static struct span seed_of(struct span text) {
    size_t at = span_find(text, SPAN("secret="));
    if (!span_starts_nocase(text, SPAN("otpauth:")) || at == SIZE_MAX) {
        return text;
    }
    struct span rest = span_from_index(text, at + 7);
    return MUTANT(url_is_seed) ? rest : span_slice(rest, 0, span_find_byte(rest, '&'));
}

/* Printed for people it has spaces, dashes and small letters. */
static size_t tidy(struct span text, char out[static LONGEST_SEED]) {
    size_t n = 0;
    for (size_t i = 0; i < text.len && n < LONGEST_SEED; i++) {
        char c = text.ptr[i];
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        }
        if (c != ' ' && c != '-' && c != '=') {
            out[n++] = c;
        }
    }
    return n;
}

bool login_otp(struct arena *arena, struct span seed, struct span *code) {
    char text[LONGEST_SEED], digits[DIGITS + 1] = {0}, *key = NULL;
    size_t key_len = 0, n = tidy(seed_of(seed), text);
    if (n == 0 || oath_base32_decode(text, n, &key, &key_len) != OATH_OK) {
        return false;
    }
    int made =
        oath_totp_generate(key, key_len, (time_t)clock_unix(), OATH_TOTP_DEFAULT_TIME_STEP_SIZE,
                           OATH_TOTP_DEFAULT_START_TIME, DIGITS, digits);
    free(key);
    *code = arena_dup(arena, span_from(digits));
    return made == OATH_OK && code->ptr;
}
