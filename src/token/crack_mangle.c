/* SPDX-License-Identifier: Apache-2.0 */
/* What rules do to words. */
#include "token/crack_mangle.h"

#include <stdio.h>

enum { REPEAT_MOST = 64 }; /* bytes to which short secrets are stretched */

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

size_t crack_mangle_nothing(const struct crack_rule *rule, struct span word, unsigned year,
                            char *out) {
    (void)rule, (void)year;
    memcpy(out, word.ptr, word.len);
    return word.len;
}

size_t crack_mangle_lower(const struct crack_rule *rule, struct span word, unsigned year,
                          char *out) {
    (void)rule, (void)year;
    bool changed = false;
    for (size_t i = 0; i < word.len; i++) {
        bool change = is_upper(word.ptr[i]);
        out[i] = (char)(word.ptr[i] | (change ? 0x20 : 0));
        changed |= change;
    }
    return changed ? word.len : 0;
}

size_t crack_mangle_upper(const struct crack_rule *rule, struct span word, unsigned year,
                          char *out) {
    (void)rule, (void)year;
    bool changed = false;
    for (size_t i = 0; i < word.len; i++) {
        bool change = is_lower(word.ptr[i]);
        out[i] = (char)(word.ptr[i] & (change ? ~0x20 : ~0));
        changed |= change;
    }
    return changed ? word.len : 0;
}

size_t crack_mangle_capital(const struct crack_rule *rule, struct span word, unsigned year,
                            char *out) {
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

size_t crack_mangle_suffix(const struct crack_rule *rule, struct span word, unsigned year,
                           char *out) {
    (void)year;
    return join(word.ptr, word.len, rule->text, strlen(rule->text), out);
}

size_t crack_mangle_prefix(const struct crack_rule *rule, struct span word, unsigned year,
                           char *out) {
    (void)year;
    return join(rule->text, strlen(rule->text), word.ptr, word.len, out);
}

/* As an .env file has it when nobody takes the quotes off. */
size_t crack_mangle_quote(const struct crack_rule *rule, struct span word, unsigned year,
                          char *out) {
    (void)year;
    size_t len = join(rule->text, 1, word.ptr, word.len, out);
    out[len] = rule->text[0];
    return len + 1;
}

/* The word, the text, and the year so many years ago. */
size_t crack_mangle_year(const struct crack_rule *rule, struct span word, unsigned year,
                         char *out) {
    char tail[32];
    int len = snprintf(tail, sizeof(tail), "%s%u", rule->text, year - rule->number);
    return join(word.ptr, word.len, tail, (size_t)len, out);
}

/* text: pairs of a letter and what stands for it. */
size_t crack_mangle_substitute(const struct crack_rule *rule, struct span word, unsigned year,
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

size_t crack_mangle_reverse(const struct crack_rule *rule, struct span word, unsigned year,
                            char *out) {
    (void)rule, (void)year;
    for (size_t i = 0; i < word.len; i++) {
        out[i] = word.ptr[word.len - 1 - i];
    }
    return word.len > 1 ? word.len : 0;
}

/* Again and again, number times, or (number 0) until it is long enough for the strict: 32 bytes. */
size_t crack_mangle_repeat(const struct crack_rule *rule, struct span word, unsigned year,
                           char *out) {
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
size_t crack_mangle_utf16(const struct crack_rule *rule, struct span word, unsigned year,
                          char *out) {
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
size_t crack_mangle_base64(const struct crack_rule *rule, struct span word, unsigned year,
                           char *out) {
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

size_t crack_mangle_hex(const struct crack_rule *rule, struct span word, unsigned year, char *out) {
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
