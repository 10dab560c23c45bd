/* SPDX-License-Identifier: Apache-2.0 */
/* The table of rules, and what each does. */
#include "token/crack_rules.h"

#include <stdio.h>

enum { REPEAT_MOST = 64 }; /* bytes to which short secrets are stretched */

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static size_t as_it_is(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    memcpy(out, word.ptr, word.len);
    return word.len;
}

static size_t lower(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    bool changed = false;
    for (size_t i = 0; i < word.len; i++) {
        bool change = is_upper(word.ptr[i]);
        out[i] = (char)(word.ptr[i] | (change ? 0x20 : 0));
        changed |= change;
    }
    return changed ? word.len : 0;
}

static size_t upper(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    bool changed = false;
    for (size_t i = 0; i < word.len; i++) {
        bool change = is_lower(word.ptr[i]);
        out[i] = (char)(word.ptr[i] & (change ? ~0x20 : ~0));
        changed |= change;
    }
    return changed ? word.len : 0;
}

static size_t capital(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    if (!is_lower(word.ptr[0])) {
        return 0;
    }
    memcpy(out, word.ptr, word.len);
    out[0] = (char)(out[0] & ~0x20);
    return word.len;
}

static size_t join(const char *a, size_t a_len, const char *b, size_t b_len, char *out) {
    memcpy(out, a, a_len);
    memcpy(out + a_len, b, b_len);
    return a_len + b_len;
}

static size_t suffix(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)year;
    return join(word.ptr, word.len, rule->text, strlen(rule->text), out);
}

static size_t prefix(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)year;
    return join(rule->text, strlen(rule->text), word.ptr, word.len, out);
}

/* As an .env file has it when nobody takes the quotes off. */
static size_t quote(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)year;
    size_t len = join(rule->text, 1, word.ptr, word.len, out);
    out[len] = rule->text[0];
    return len + 1;
}

/* The word, the text, and the year so many years ago. */
static size_t year_suffix(const struct crack_rule *rule, struct span word, unsigned year,
                          char *out) {
    char tail[32];
    int len = snprintf(tail, sizeof(tail), "%s%u", rule->text, year - rule->number);
    return join(word.ptr, word.len, tail, (size_t)len, out);
}

/* text: pairs of a letter and what stands for it. */
static size_t substitute(const struct crack_rule *rule, struct span word, unsigned year,
                         char *out) {
    (void)year;
    bool changed = false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        out[i] = c;
        for (const char *pair = rule->text; *pair; pair += 2) {
            if ((c | 0x20) == pair[0] && (is_lower(c) || is_upper(c))) {
                out[i] = pair[1];
                changed = true;
            }
        }
    }
    return changed ? word.len : 0;
}

static size_t reverse(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    for (size_t i = 0; i < word.len; i++) {
        out[i] = word.ptr[word.len - 1 - i];
    }
    return word.len > 1 ? word.len : 0;
}

/* Again and again, number times, or (number 0) until it is long enough for the strict: 32 bytes. */
static size_t repeat(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)year;
    size_t times = rule->number ? rule->number : (32 + word.len - 1) / word.len;
    if (times < 2 || times * word.len > REPEAT_MOST || (!rule->number && times <= 3)) {
        return 0;
    }
    for (size_t i = 0; i < times; i++) {
        memcpy(out + i * word.len, word.ptr, word.len);
    }
    return times * word.len;
}

/* As .NET's Encoding.Unicode gives it: UTF-16, little-endian; ASCII only. */
static size_t utf16(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    for (size_t i = 0; i < word.len; i++) {
        if ((unsigned char)word.ptr[i] >= 0x80) {
            return 0;
        }
        out[2 * i] = word.ptr[i];
        out[2 * i + 1] = 0;
    }
    return 2 * word.len;
}

static int base64_value(char c) {
    if (is_upper(c)) {
        return c - 'A';
    }
    if (is_lower(c)) {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* Lenient as the libraries that take a secret for base64: both alphabets, no padding needed. With
 * number, groups of fewer than four letters are dropped, as javax.xml.bind does. */
static size_t base64(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)year;
    uint32_t bits = 0;
    size_t letters = 0, len = 0;
    for (; letters < word.len && word.ptr[letters] != '='; letters++) {
        int value = base64_value(word.ptr[letters]);
        if (value < 0) {
            return 0;
        }
        bits = bits << 6 | (uint32_t)value;
        if (letters % 4) {
            out[len++] = (char)(bits >> (6 - 2 * (letters % 4)));
        }
    }
    if (word.len - letters > 2 || (rule->number && letters % 4 == 0)) {
        return 0;
    }
    return rule->number ? letters / 4 * 3 : len;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t hex(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
    (void)rule, (void)year;
    if (word.len % 2) {
        return 0;
    }
    for (size_t i = 0; i < word.len; i += 2) {
        int high = hex_value(word.ptr[i]), low = hex_value(word.ptr[i + 1]);
        if (high < 0 || low < 0) {
            return 0;
        }
        out[i / 2] = (char)(high << 4 | low);
    }
    return word.len / 2;
}

#define SUFFIX(level, text) \
    { "with " #text " behind", level, suffix, text, 0 }
#define YEAR(level, text, ago) \
    { "with a year behind", level, year_suffix, text, ago }

static const struct crack_rule rules[] = {
    {"as it is", CRACK_RULES_NONE, as_it_is, "", 0},
    {"base64 decoded", CRACK_RULES_SOME, base64, "", 0},
    {"hex decoded", CRACK_RULES_SOME, hex, "", 0},
    {"in lower case", CRACK_RULES_SOME, lower, "", 0},
    {"in upper case", CRACK_RULES_SOME, upper, "", 0},
    {"with a capital", CRACK_RULES_SOME, capital, "", 0},
    {"with a line feed behind", CRACK_RULES_SOME, suffix, "\n", 0},
    SUFFIX(CRACK_RULES_SOME, "1"),
    SUFFIX(CRACK_RULES_SOME, "123"),
    SUFFIX(CRACK_RULES_SOME, "!"),
    YEAR(CRACK_RULES_SOME, "", 0),
    {"base64 decoded, whole groups", CRACK_RULES_ALL, base64, "", 1},
    {"in UTF-16", CRACK_RULES_ALL, utf16, "", 0},
    {"with CR LF behind", CRACK_RULES_ALL, suffix, "\r\n", 0},
    {"with a blank behind", CRACK_RULES_ALL, suffix, " ", 0},
    {"in double quotes", CRACK_RULES_ALL, quote, "\"", 0},
    {"in single quotes", CRACK_RULES_ALL, quote, "'", 0},
    {"twice", CRACK_RULES_ALL, repeat, "", 2},
    {"three times", CRACK_RULES_ALL, repeat, "", 3},
    {"repeated to 32 bytes", CRACK_RULES_ALL, repeat, "", 0},
    {"backwards", CRACK_RULES_ALL, reverse, "", 0},
    {"with digits for letters", CRACK_RULES_ALL, substitute, "a4e3i1o0s5t7", 0},
    {"with signs for letters", CRACK_RULES_ALL, substitute, "a@e3i!o0s$", 0},
    {"with 3 and 0", CRACK_RULES_ALL, substitute, "e3o0", 0},
    {"with django-insecure- before", CRACK_RULES_ALL, prefix, "django-insecure-", 0},
    {"with base64: before", CRACK_RULES_ALL, prefix, "base64:", 0},
    {"with my before", CRACK_RULES_ALL, prefix, "my", 0},
    {"with my- before", CRACK_RULES_ALL, prefix, "my-", 0},
    {"with my_ before", CRACK_RULES_ALL, prefix, "my_", 0},
    {"with jwt before", CRACK_RULES_ALL, prefix, "jwt", 0},
    {"with jwt- before", CRACK_RULES_ALL, prefix, "jwt-", 0},
    {"with jwt_ before", CRACK_RULES_ALL, prefix, "jwt_", 0},
    SUFFIX(CRACK_RULES_ALL, "2"),
    SUFFIX(CRACK_RULES_ALL, "12"),
    SUFFIX(CRACK_RULES_ALL, "1234"),
    SUFFIX(CRACK_RULES_ALL, "12345"),
    SUFFIX(CRACK_RULES_ALL, "123456"),
    SUFFIX(CRACK_RULES_ALL, "123!"),
    SUFFIX(CRACK_RULES_ALL, "@123"),
    SUFFIX(CRACK_RULES_ALL, "#123"),
    SUFFIX(CRACK_RULES_ALL, "!!"),
    SUFFIX(CRACK_RULES_ALL, "."),
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
