/* SPDX-License-Identifier: Apache-2.0 */
/* Writing JSON (RFC 8259): values in the order given, commas and indentation by themselves. */
#include "text/json.h"
#include "text/utf8.h"

#include <assert.h>
#include <inttypes.h>

/* The two-character escapes of RFC 8259, section 7; 0 for what has none. */
static char short_escape(uint32_t code) {
    switch (code) {
    case '"':
    case '\\':
        return (char)code;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

/* Every control is escaped, not only those that the grammar asks for: the text may end up on
 * somebody's terminal. All of them lie below U+10000, so no surrogates are needed. */
static void quote_one(struct buf *out, uint32_t code, struct span as_it_is) {
    char escape = short_escape(code);
    if (escape) {
        buf_byte(out, '\\');
        buf_byte(out, escape);
    } else if (utf8_is_control(code)) {
        buf_printf(out, "\\u%04" PRIx32, code);
    } else {
        buf_add(out, as_it_is);
    }
}

static bool is_plain(char c) {
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
}

/* Most texts are; one look at all of them, without branches, costs less than one at each. */
static bool all_plain(struct span text) {
    unsigned char other = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        other |= (unsigned char)((unsigned char)(c < ' ') | (unsigned char)(c >= 0x7F) |
                                 (unsigned char)(c == '"') | (unsigned char)(c == '\\'));
    }
    return !other;
}

void json_quote(struct buf *out, struct span value) {
    buf_byte(out, '"');
    if (all_plain(value)) {
        buf_add(out, value);
        buf_byte(out, '"');
        return;
    }
    for (size_t at = 0; at < value.len;) {
        size_t run = at;
        while (run < value.len && is_plain(value.ptr[run])) {
            run++;
        }
        buf_add(out, span_slice(value, at, run - at));
        at = run;
        if (at < value.len) {
            uint32_t code;
            bool valid;
            size_t len = utf8_next(value, at, &code, &valid);
            quote_one(out, code, valid ? span_slice(value, at, len) : SPAN("\xEF\xBF\xBD"));
            at += len;
        }
    }
    buf_byte(out, '"');
}

static void break_line(struct json_writer *w) {
    if (w->indent) {
        buf_byte(w->out, '\n');
        buf_fill(w->out, ' ', (size_t)w->indent * w->level);
    }
}

/* What stands between this value or key and whatever came before it. */
static void separate(struct json_writer *w) {
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->follows) {
        buf_byte(w->out, ',');
    }
    if (w->level) {
        break_line(w);
    }
    w->follows = true;
}

static void begin(struct json_writer *w, char bracket) {
    separate(w);
    buf_byte(w->out, bracket);
    w->level++;
    w->follows = false;
}

static void end(struct json_writer *w, char bracket) {
    assert(w->level && !w->after_key);
    w->level--;
    if (w->follows) {
        break_line(w);
    }
    buf_byte(w->out, bracket);
    w->follows = true;
}

void json_begin_object(struct json_writer *w) {
    begin(w, '{');
}

void json_end_object(struct json_writer *w) {
    end(w, '}');
}

void json_begin_array(struct json_writer *w) {
    begin(w, '[');
}

void json_end_array(struct json_writer *w) {
    end(w, ']');
}

void json_key_span(struct json_writer *w, struct span key) {
    assert(!w->after_key);
    separate(w);
    json_quote(w->out, key);
    buf_text(w->out, w->indent ? ": " : ":");
    w->after_key = true;
}

void json_key(struct json_writer *w, const char *key) {
    json_key_span(w, span_from(key));
}

void json_string(struct json_writer *w, struct span value) {
    separate(w);
    json_quote(w->out, value);
}

void json_text(struct json_writer *w, const char *value) {
    json_string(w, span_from(value));
}

void json_texts(struct json_writer *w, const char *key, const struct texts *list) {
    json_key(w, key);
    json_begin_array(w);
    VEC_EACH(const struct span, text, list) {
        json_string(w, *text);
    }
    json_end_array(w);
}

void json_i64(struct json_writer *w, int64_t value) {
    separate(w);
    buf_printf(w->out, "%" PRId64, value);
}

void json_bool(struct json_writer *w, bool value) {
    json_raw(w, value ? SPAN("true") : SPAN("false"));
}

void json_null(struct json_writer *w) {
    json_raw(w, SPAN("null"));
}

void json_raw(struct json_writer *w, struct span value) {
    separate(w);
    buf_add(w->out, value);
}
