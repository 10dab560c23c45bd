/* SPDX-License-Identifier: Apache-2.0 */
/* Escaping for HTML and XML. */
#include "report/html_escape.h"

#include "base/mutant.h"
#include "text/utf8.h"

#include <inttypes.h>

static const char *reference(uint32_t code) {
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool is_forbidden(uint32_t code) {
    bool space = code == '\n' || code == '\t';
    return (utf8_is_control(code) && !space) || code == 0xFFFE || code == 0xFFFF;
}

void html_escape(struct buf *out, struct span text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        bool valid;
        size_t len = utf8_next(text, at, &code, &valid);
        const char *named = reference(code);
        if (named && !MUTANT(html_raw)) {
            buf_text(out, named);
        } else if (is_forbidden(code)) {
            buf_printf(out, code > 0xFF ? "\\u%04" PRIx32 : "\\x%02" PRIx32, code);
        } else if (valid) {
            buf_add(out, span_slice(text, at, len));
        } else {
            utf8_put(out, UTF8_REPLACEMENT);
        }
        at += len;
    }
}

void html_escape_text(struct buf *out, const char *text) {
    html_escape(out, span_from(text));
}
