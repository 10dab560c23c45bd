/* SPDX-License-Identifier: Apache-2.0 */
/* Finding PEM blocks in any text, and writing them anew. */
#include "token/key_pem_mend.h"

#include "base/buf.h"

enum { BODY_MOST = 64 << 10, LINE = 64 };

bool key_pem_next(struct span *rest, struct span *block) {
    struct span begin = SPAN("-----BEGIN "), end = SPAN("-----END "), dashes = SPAN("-----");
    size_t from = span_find(*rest, begin);
    if (from == SIZE_MAX) {
        return false;
    }
    struct span after = span_from_index(*rest, from);
    size_t last = span_find(after, end);
    size_t close =
        last == SIZE_MAX ? SIZE_MAX : span_find(span_from_index(after, last + end.len), dashes);
    if (close == SIZE_MAX) {
        return false;
    }
    size_t len = last + end.len + close + dashes.len;
    *block = span_slice(after, 0, len);
    *rest = span_from_index(after, len);
    return true;
}

/* Line breaks as JSON, shells and property files escape them: "\n", "\r", "\\n". */
static size_t escape_len(struct span text, size_t at) {
    size_t len = 0;
    while (at + len < text.len && text.ptr[at + len] == '\\') {
        len++;
    }
    bool letter = len && at + len < text.len && strchr("nrt", text.ptr[at + len]);
    return letter ? len + 1 : len;
}

static bool is_noise(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '\'' || c == ',';
}

struct span key_pem_pack(struct arena *arena, struct span text) {
    char *out = text.len <= BODY_MOST ? arena_take(arena, text.len + 1, 1) : NULL;
    size_t len = 0;
    for (size_t i = 0; out && i < text.len;) {
        size_t escape = escape_len(text, i);
        if (!escape && !is_noise(text.ptr[i])) {
            out[len++] = text.ptr[i];
        }
        i += escape ? escape : 1;
    }
    return out ? (struct span){out, len} : (struct span){NULL, 0};
}

/* The fields that an encrypted key of the old form has before its body (RFC 1421, section 4.6): the
 * lines with a colon, each trimmed. */
static struct span write_fields(struct buf *out, struct span body) {
    struct span rest = body, before = body;
    bool any = false;
    while (rest.ptr) {
        struct span line = span_trim(span_cut(&rest, '\n'));
        if (line.len && span_find_byte(line, ':') == SIZE_MAX) {
            break;
        }
        if (line.len) {
            buf_printf(out, "%.*s\n", SPAN_ARG(line));
            any = true;
        }
        before = rest;
    }
    buf_text(out, any ? "\n" : "");
    return before.ptr ? before : SPAN("");
}

struct span key_pem_mend(struct arena *arena, struct span block) {
    struct span dashes = SPAN("-----"), begin = SPAN("-----BEGIN "), end = SPAN("-----END ");
    struct span label = span_from_index(block, begin.len);
    size_t label_len = span_find(label, dashes), last = span_find(block, end);
    if (label_len == SIZE_MAX || begin.len + label_len + dashes.len > last) {
        return (struct span){NULL, 0};
    }
    label = span_slice(label, 0, label_len);
    size_t from = begin.len + label_len + dashes.len;
    BUF_SCOPE pem = {0};
    buf_printf(&pem, "-----BEGIN %.*s-----\n", SPAN_ARG(label));
    struct span body =
        key_pem_pack(arena, write_fields(&pem, span_slice(block, from, last - from)));
    for (size_t i = 0; i < body.len; i += LINE) {
        buf_add(&pem, span_slice(body, i, LINE));
        buf_byte(&pem, '\n');
    }
    buf_printf(&pem, "-----END %.*s-----\n", SPAN_ARG(label));
    return buf_status(&pem) == OK ? arena_dup(arena, buf_span(&pem)) : (struct span){NULL, 0};
}
