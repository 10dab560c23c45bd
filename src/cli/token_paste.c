/* SPDX-License-Identifier: Apache-2.0 */
/* Peeling: one layer after the other, until nothing is left to take off. */
#include "cli/token_paste.h"

enum { NAME_MOST = 64, SCHEME_MOST = 20, LAYERS_MOST = 16 };

static void tell(struct buf *told, const char *what, struct span word) {
    buf_printf(told, "%s%s", told->len ? ", " : "", what);
    buf_add(told, word);
}

static size_t dots(struct span text) {
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '.';
    }
    return n;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* PowerShell writes files so: every second byte is zero. */
static enum err narrow(struct arena *arena, struct span *text, struct buf *told) {
    bool little = span_starts(*text, SPAN("\xff\xfe")), big = span_starts(*text, SPAN("\xfe\xff"));
    if (!little && !big) {
        return OK;
    }
    char *out = arena_take(arena, text->len + 1, 1);
    TRY_PTR(out);
    size_t len = 0;
    for (size_t i = 2; i + 1 < text->len; i += 2) {
        if (text->ptr[i + little]) {
            return OK; /* no ASCII: not ours to read */
        }
        out[len++] = text->ptr[i + big];
    }
    *text = (struct span){out, len};
    tell(told, "the form UTF-16", SPAN(""));
    return OK;
}

static bool peel_mark(struct span *text, struct buf *told) {
    struct span mark = SPAN("\xef\xbb\xbf");
    if (!span_starts(*text, mark)) {
        return false;
    }
    *text = span_from_index(*text, mark.len);
    tell(told, "a byte-order mark", SPAN(""));
    return true;
}

static bool peel_quotes(struct span *text, struct buf *told) {
    static const char pairs[] = "\"\"''``<>[]()";
    for (size_t i = 0; text->len >= 2 && i + 1 < sizeof(pairs); i += 2) {
        if (text->ptr[0] == pairs[i] && text->ptr[text->len - 1] == pairs[i + 1]) {
            *text = span_slice(*text, 1, text->len - 2);
            tell(told, i < 6 ? "quotes" : "brackets", SPAN(""));
            return true;
        }
    }
    return false;
}

/* What follows the value in a Cookie or Set-Cookie field, a list, a program. */
static bool peel_tail(struct span *text, struct buf *told) {
    size_t at = 0;
    while (at < text->len && text->ptr[at] != ';' && text->ptr[at] != ',') {
        at++;
    }
    struct span before = span_slice(*text, 0, at);
    if (at == text->len || dots(before) != 2) {
        return false;
    }
    *text = before;
    tell(told, "what follows it", SPAN(""));
    return true;
}

/* "Authorization: ", "access_token=", "\"jwt\": ". */
static bool peel_name(struct span *text, struct buf *told) {
    size_t len = 0;
    while (len < text->len && len <= NAME_MOST &&
           (is_word(text->ptr[len]) || strchr(" \"'$", text->ptr[len]))) {
        len++;
    }
    struct span rest = span_from_index(*text, len + 1);
    bool mark = len && len < text->len && (text->ptr[len] == ':' || text->ptr[len] == '=');
    while (rest.len && (is_space(rest.ptr[0]) && rest.ptr[0] != '\n')) {
        rest = span_from_index(rest, 1);
    }
    bool value = rest.len && (is_word(rest.ptr[0]) || strchr("\"'`", rest.ptr[0]));
    if (!mark || !value || dots(rest) != 2) {
        return false;
    }
    tell(told, "the name ", span_slice(*text, 0, len));
    *text = rest;
    return true;
}

/* "Bearer ", "JWT ". */
static bool peel_scheme(struct span *text, struct buf *told) {
    size_t len = 0;
    while (len < text->len && is_word(text->ptr[len])) {
        len++;
    }
    size_t end = len;
    while (end < text->len && (text->ptr[end] == ' ' || text->ptr[end] == '\t')) {
        end++;
    }
    if (!len || end == len || len > SCHEME_MOST || dots(span_from_index(*text, end)) != 2) {
        return false;
    }
    tell(told, "the word ", span_slice(*text, 0, len));
    *text = span_from_index(*text, end);
    return true;
}

static void trim(struct span *text, struct buf *told) {
    struct span core = span_trim(*text);
    size_t ends = span_ends(*text, SPAN("\r\n")) ? 2 : span_ends(*text, SPAN("\n")) ? 1 : 0;
    if (core.len + ends < text->len) {
        tell(told, "white space", SPAN(""));
    }
    *text = core;
}

/* A token that was folded over lines; two tokens are not made one. */
static enum err join(struct arena *arena, struct span *text, struct buf *told) {
    char *out = arena_take(arena, text->len + 1, 1);
    TRY_PTR(out);
    size_t len = 0;
    for (size_t i = 0; i < text->len; i++) {
        if (!is_space(text->ptr[i])) {
            out[len++] = text->ptr[i];
        }
    }
    if (len < text->len && dots(*text) == 2) {
        *text = (struct span){out, len};
        tell(told, "line breaks or blanks inside it", SPAN(""));
    }
    return OK;
}

enum err token_paste(struct arena *arena, struct span text, bool strict, struct span *token,
                     struct buf *told) {
    TRY(narrow(arena, &text, told));
    bool more = true;
    for (unsigned layer = 0; more && layer < LAYERS_MOST; layer++) {
        if (!strict) {
            trim(&text, told);
        }
        more = peel_mark(&text, told) || peel_quotes(&text, told) || peel_name(&text, told) ||
               peel_scheme(&text, told) || peel_tail(&text, told);
    }
    if (!strict) {
        TRY(join(arena, &text, told));
    }
    *token = text;
    return buf_status(told);
}
