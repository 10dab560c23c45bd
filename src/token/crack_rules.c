/* SPDX-License-Identifier: Apache-2.0 */
/* The table of rules, in the order in which they are tried. */
#include "token/crack_rules.h"

#include "token/crack_mangle.h"

#define SUFFIX(level, text) \
    { "with " #text " behind", level, 0, crack_mangle_suffix, text }
#define YEAR(level, text, ago) \
    { "with a year behind", level, ago, crack_mangle_year, text }
#define PREFIX(text) \
    { "with " #text " before", CRACK_RULES_ALL, 0, crack_mangle_prefix, text }

static const struct crack_rule rules[] = {
    {"as it is", CRACK_RULES_NONE, 0, crack_mangle_nothing, ""},
    {"base64 decoded", CRACK_RULES_SOME, 0, crack_mangle_base64, ""},
    {"hex decoded", CRACK_RULES_SOME, 0, crack_mangle_hex, ""},
    {"in lower case", CRACK_RULES_SOME, 0, crack_mangle_lower, ""},
    {"in upper case", CRACK_RULES_SOME, 0, crack_mangle_upper, ""},
    {"with a capital", CRACK_RULES_SOME, 0, crack_mangle_capital, ""},
    {"with a line feed behind", CRACK_RULES_SOME, 0, crack_mangle_suffix, "\n"},
    SUFFIX(CRACK_RULES_SOME, "1"),
    SUFFIX(CRACK_RULES_SOME, "123"),
    SUFFIX(CRACK_RULES_SOME, "!"),
    YEAR(CRACK_RULES_SOME, "", 0),
    {"base64 decoded, whole groups", CRACK_RULES_ALL, 1, crack_mangle_base64, ""},
    {"in UTF-16", CRACK_RULES_ALL, 0, crack_mangle_utf16, ""},
    {"with CR LF behind", CRACK_RULES_ALL, 0, crack_mangle_suffix, "\r\n"},
    {"with a blank behind", CRACK_RULES_ALL, 0, crack_mangle_suffix, " "},
    {"in double quotes", CRACK_RULES_ALL, 0, crack_mangle_quote, "\""},
    {"in single quotes", CRACK_RULES_ALL, 0, crack_mangle_quote, "'"},
    {"twice", CRACK_RULES_ALL, 2, crack_mangle_repeat, ""},
    {"three times", CRACK_RULES_ALL, 3, crack_mangle_repeat, ""},
    {"repeated to 32 bytes", CRACK_RULES_ALL, 0, crack_mangle_repeat, ""},
    {"backwards", CRACK_RULES_ALL, 0, crack_mangle_reverse, ""},
    {"with digits for letters", CRACK_RULES_ALL, 0, crack_mangle_substitute, "a4e3i1o0s5t7"},
    {"with signs for letters", CRACK_RULES_ALL, 0, crack_mangle_substitute, "a@e3i!o0s$"},
    {"with 3 and 0", CRACK_RULES_ALL, 0, crack_mangle_substitute, "e3o0"},
    PREFIX("django-insecure-"),
    PREFIX("base64:"),
    PREFIX("my"),
    PREFIX("my-"),
    PREFIX("my_"),
    PREFIX("your"),
    PREFIX("your-"),
    PREFIX("your_"),
    PREFIX("super"),
    PREFIX("super-"),
    PREFIX("super_"),
    PREFIX("the"),
    PREFIX("jwt"),
    PREFIX("jwt-"),
    PREFIX("jwt_"),
    SUFFIX(CRACK_RULES_ALL, "2"),
    SUFFIX(CRACK_RULES_ALL, "12"),
    SUFFIX(CRACK_RULES_ALL, "1234"),
    SUFFIX(CRACK_RULES_ALL, "12345"),
    SUFFIX(CRACK_RULES_ALL, "123456"),
    SUFFIX(CRACK_RULES_ALL, "123!"),
    SUFFIX(CRACK_RULES_ALL, "@123"),
    SUFFIX(CRACK_RULES_ALL, "#123"),
    SUFFIX(CRACK_RULES_ALL, "!!"),
    SUFFIX(CRACK_RULES_ALL, "!!!"),
    SUFFIX(CRACK_RULES_ALL, "."),
    SUFFIX(CRACK_RULES_ALL, "here"),
    SUFFIX(CRACK_RULES_ALL, "-here"),
    SUFFIX(CRACK_RULES_ALL, "_here"),
    SUFFIX(CRACK_RULES_ALL, "key"),
    SUFFIX(CRACK_RULES_ALL, "-key"),
    SUFFIX(CRACK_RULES_ALL, "_key"),
    SUFFIX(CRACK_RULES_ALL, "Key"),
    SUFFIX(CRACK_RULES_ALL, "secret"),
    SUFFIX(CRACK_RULES_ALL, "-secret"),
    SUFFIX(CRACK_RULES_ALL, "_secret"),
    SUFFIX(CRACK_RULES_ALL, "Secret"),
    SUFFIX(CRACK_RULES_ALL, "secretkey"),
    SUFFIX(CRACK_RULES_ALL, "-secret-key"),
    SUFFIX(CRACK_RULES_ALL, "_secret_key"),
    SUFFIX(CRACK_RULES_ALL, "SecretKey"),
    SUFFIX(CRACK_RULES_ALL, "-jwt"),
    SUFFIX(CRACK_RULES_ALL, "_jwt"),
    SUFFIX(CRACK_RULES_ALL, "-jwt-secret"),
    SUFFIX(CRACK_RULES_ALL, "_jwt_secret"),
    SUFFIX(CRACK_RULES_ALL, "-dev"),
    SUFFIX(CRACK_RULES_ALL, "_dev"),
    SUFFIX(CRACK_RULES_ALL, "-prod"),
    SUFFIX(CRACK_RULES_ALL, "_prod"),
    SUFFIX(CRACK_RULES_ALL, "-test"),
    SUFFIX(CRACK_RULES_ALL, "_test"),
    YEAR(CRACK_RULES_YEARS, "", 1),
    YEAR(CRACK_RULES_YEARS, "", 2),
    YEAR(CRACK_RULES_YEARS, "", 3),
    YEAR(CRACK_RULES_YEARS, "", 4),
    YEAR(CRACK_RULES_YEARS, "", 5),
    YEAR(CRACK_RULES_YEARS, "", 6),
    YEAR(CRACK_RULES_YEARS, "", 7),
    YEAR(CRACK_RULES_YEARS, "", 8),
    YEAR(CRACK_RULES_YEARS, "", 9),
    YEAR(CRACK_RULES_YEARS, "", 10),
    YEAR(CRACK_RULES_YEARS, "", 11),
    YEAR(CRACK_RULES_YEARS, "-", 0),
    YEAR(CRACK_RULES_YEARS, "_", 0),
    YEAR(CRACK_RULES_YEARS, "@", 0),
    YEAR(CRACK_RULES_YEARS, "@", 1),
};

const struct crack_rule *crack_rules_list(size_t *count) {
    *count = sizeof(rules) / sizeof(rules[0]);
    return rules;
}

size_t crack_rule_room(size_t word_len) {
    return 2 * word_len + 64;
}
