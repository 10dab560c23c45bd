/* SPDX-License-Identifier: Apache-2.0 */
/* The reasons' names and words. */
#include "token/reason.h"

static unsigned row(enum token_reason reason) {
    return (unsigned)reason < TOKEN_REASON_COUNT ? (unsigned)reason : (unsigned)TOKEN_REFUSED;
}

const char *reason_name(enum token_reason reason) {
#define REASON_NAME(code, name, words) name,
    static const char *const names[] = {REASON_LIST(REASON_NAME)};
#undef REASON_NAME
    return names[row(reason)];
}

const char *reason_words(enum token_reason reason) {
#define REASON_WORDS(code, name, words) words,
    static const char *const texts[] = {REASON_LIST(REASON_WORDS)};
#undef REASON_WORDS
    return texts[row(reason)];
}
