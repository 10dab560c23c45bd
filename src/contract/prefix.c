/* SPDX-License-Identifier: Apache-2.0 */
/* Learning a prefix from descriptions as DRF's schema generators and their users write them. */
#include "contract/prefix.h"

#include "base/mutant.h"

enum { MOST_TEXT = 16 * 1024 }; /* of a description */

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static bool is_quote(char c) {
    return c == '"' || c == '\'' || c == '`' || c == '*';
}

/* The word that ends before a position; empty when none does. */
static struct span word_before(struct span text, size_t end) {
    size_t start = end;
    while (start && is_word(text.ptr[start - 1])) {
        start--;
    }
    return span_slice(text, start, end - start);
}

static struct span word_at(struct span text, size_t start) {
    size_t end = start;
    while (end < text.len && is_word(text.ptr[end])) {
        end++;
    }
    return span_slice(text, start, end - start);
}

/* Words that are used as a prefix, whatever stands around them. A "token" in small letters is more
 * often the thing itself. */
static bool is_usual(struct span word) {
    static const char *const words[] = {"bearer", "token", "jwt", "basic", "apikey", "api-key"};
    if (span_equal(word, SPAN("token"))) {
        return false;
    }
    return span_is_one_nocase(word, words, sizeof(words) / sizeof(*words));
}

/* `prefix "Token"`: drf-spectacular's words for TokenAuthentication. */
static struct span after_prefix(struct span text) {
    size_t at = span_find_nocase(text, SPAN("prefix"));
    if (at == SIZE_MAX) {
        return (struct span){NULL, 0};
    }
    struct span before = word_before(text, at ? at - 1 : 0);
    if (MUTANT(no_prefix_is_one)) {
        before = SPAN("");
    }
    if (span_equal_nocase(before, SPAN("no")) || span_equal_nocase(before, SPAN("without"))) {
        return (struct span){NULL, 0};
    }
    struct span rest = span_slice(text, at + 6, 24);
    for (size_t i = 0; i + 1 < rest.len; i++) {
        struct span word = word_at(rest, i + 1);
        if (is_quote(rest.ptr[i]) && word.len) {
            return word;
        }
    }
    return (struct span){NULL, 0};
}

/* A word and a space before a placeholder count when it is a usual one, or when what is quoted, or
 * the header's value, begins with it: `"Key {key}"`, `Authorization: Key <key>`. */
static bool introduces(struct span text, struct span word) {
    size_t start = (size_t)(word.ptr - text.ptr);
    if (is_usual(word)) {
        return true;
    }
    if (start && is_quote(text.ptr[start - 1])) {
        return true;
    }
    return start > 1 && text.ptr[start - 1] == ' ' && text.ptr[start - 2] == ':';
}

/* `[your token]`, but not a link: `[text](address)`. */
static bool opens_placeholder(struct span rest) {
    char c = rest.len ? rest.ptr[0] : '\0';
    if (c == '[') {
        size_t end = span_find_byte(rest, ']');
        return end != SIZE_MAX &&
               (end + 1 == rest.len || rest.ptr[end + 1] != '(' || MUTANT(link_is_placeholder));
    }
    return c == '{' || c == '<' || c == '$' || span_starts(rest, SPAN("&lt;"));
}

/* `Bearer {token}`, `Token <key>`, `JWT [your token]`. */
static struct span before_placeholder(struct span text) {
    for (size_t i = 2; i < text.len; i++) {
        if (text.ptr[i - 1] == ' ' && opens_placeholder(span_from_index(text, i))) {
            struct span word = word_before(text, i - 1);
            if (word.len && introduces(text, word)) {
                return word;
            }
        }
    }
    return (struct span){NULL, 0};
}

/* `"Token 9944b0…"`, `Authorization: Bearer eyJ…`: a usual word that opens a sample. */
static struct span before_sample(struct span text) {
    for (size_t i = 1; i < text.len; i++) {
        struct span word = word_at(text, i);
        size_t end = i + word.len;
        bool opens = is_quote(text.ptr[i - 1]) ||
                     (i > 1 && text.ptr[i - 1] == ' ' && text.ptr[i - 2] == ':');
        bool follows = end + 1 < text.len && text.ptr[end] == ' ' && is_word(text.ptr[end + 1]);
        if (opens && follows && is_usual(word)) {
            return word;
        }
    }
    return (struct span){NULL, 0};
}

/* `the Bearer scheme`, `Bearer token`, `Bearer authentication`. */
static struct span before_scheme(struct span text) {
    static const char *const nouns[] = {"scheme", "token", "authentication", "auth"};
    for (size_t i = 0; i < text.len; i++) {
        struct span word = word_at(text, i);
        struct span next = word_at(text, i + word.len + 1);
        for (size_t n = 0; word.len && n < sizeof(nouns) / sizeof(*nouns); n++) {
            bool fits = span_equal_nocase(next, span_from(nouns[n]));
            if (fits && (n == 0 ? is_usual(word) : span_equal_nocase(word, SPAN("bearer")))) {
                return word;
            }
        }
        i += word.len;
    }
    return (struct span){NULL, 0};
}

struct span prefix_learn(struct span description, struct span name) {
    description = span_slice(description, 0, MOST_TEXT);
    struct span (*const ways[])(struct span) = {after_prefix, before_placeholder, before_sample,
                                                before_scheme};
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        struct span word = ways[i](description);
        if (word.len) {
            return word;
        }
    }
    bool telling = span_equal_nocase(name, SPAN("Bearer")) ||
                   span_equal_nocase(name, SPAN("JWT")) || span_equal_nocase(name, SPAN("Token"));
    return telling ? name : (struct span){"", 0};
}
