/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds and severities in words, and what a record must have. */
#include "catalog/rule.h"

#include "base/mutant.h"

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

/* Small letters and digits, in words joined by one dash each. */
static bool is_kebab(const char *id) {
    for (size_t i = 0; id[i]; i++) {
        bool plain = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= '0' && id[i] <= '9');
        bool joins = id[i] == '-' && i > 0 && id[i - 1] != '-' && id[i + 1];
        if (!plain && !joins) {
            return false;
        }
    }
    return id[0] >= 'a' && id[0] <= 'z';
}

static bool is_cwe(const char *word) {
    uint64_t number;
    return strncmp(word, "CWE-", 4) == 0 && span_to_u64(span_from(word + 4), &number);
}

static bool cwes_sound(const struct rule *rule) {
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        if (!is_cwe(rule->cwe[i])) {
            return false;
        }
    }
    return rule->cwe[0] != NULL;
}

static bool is_text(const char *text) {
    return text && (*text || MUTANT(rule_mute));
}

const char *rule_fault(const struct rule *rule) {
    size_t title = rule->title ? strlen(rule->title) : 0;
    if (!is_text(rule->id) || !is_kebab(rule->id)) {
        return "its id is not kebab-case";
    }
    if (title == 0 || rule->title[title - 1] == '.') {
        return "its title is no sentence without a full stop";
    }
    if (!is_text(rule->group) || !is_text(rule->why) || !is_text(rule->how) ||
        !is_text(rule->fix)) {
        return "its group, why, how or fix is missing";
    }
    return cwes_sound(rule) ? NULL : "its CWEs are missing, or are none";
}
