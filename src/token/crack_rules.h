/* SPDX-License-Identifier: Apache-2.0 */
/* Rules: what people and libraries make of a word before it becomes a key. */
#ifndef POSTERN_TOKEN_CRACK_RULES_H
#define POSTERN_TOKEN_CRACK_RULES_H

#include "base/span.h"

/* Each level contains the one before. */
enum crack_rules { CRACK_RULES_NONE = 0, CRACK_RULES_SOME, CRACK_RULES_YEARS, CRACK_RULES_ALL };

struct crack_rule;

/* Writes the variant of the word (never empty) to out, which has crack_rule_room() bytes. Returns
 * its length; 0 when the rule makes nothing new of the word. year: this one. */
typedef size_t crack_mangle(const struct crack_rule *rule, struct span word, unsigned year,
                            char *out);

struct crack_rule {
    const char *name; /* for people: "base64 decoded" */
    enum crack_rules level;
    unsigned number; /* for apply, as text */
    crack_mangle *apply;
    const char *text;
};

/* All rules; the first is the word as it is. */
const struct crack_rule *crack_rules_list(size_t *count);

/* Bytes that no rule exceeds. */
size_t crack_rule_room(size_t word_len);

#endif
