/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds and severities in words. */
#include "catalog/rule.h"

const char *kind_word(enum kind kind) {
    switch (kind) {
#define KIND_WORD(code, word) \
    case KIND_##code:         \
        return word;
        KIND_LIST(KIND_WORD)
#undef KIND_WORD
    }
    return "";
}

#define SEVERITY_WORD(code, word) [SEVERITY_##code] = word,
static const char *const severity_words[] = {SEVERITY_LIST(SEVERITY_WORD)};
#undef SEVERITY_WORD

enum { SEVERITIES = sizeof(severity_words) / sizeof(severity_words[0]) };

const char *severity_word(enum severity severity) {
    return (size_t)severity < SEVERITIES ? severity_words[severity] : "";
}

bool severity_from(struct span word, enum severity *out) {
    for (size_t i = 0; i < SEVERITIES; i++) {
        if (span_equal(word, span_from(severity_words[i]))) {
            *out = (enum severity)i;
            return true;
        }
    }
    return false;
}
