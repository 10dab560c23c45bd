/* SPDX-License-Identifier: Apache-2.0 */
/* Escaping for GitHub-flavoured Markdown. */
#include "report/markdown_escape.h"

#include "base/mutant.h"
#include "text/utf8.h"

#include <inttypes.h>

static void put(struct buf *out, uint32_t code, bool block) {
    if (code == '\n' || code == '\t') {
        buf_byte(out, block ? (char)code : ' ');
    } else if (utf8_is_control(code)) {
        buf_printf(out, block ? "\\x%02" PRIx32 : "\\\\x%02" PRIx32, code);
    } else if (!block && code == '&') {
        buf_text(out, "&amp;");
    } else if (!block && code < 0x80 &&
               strchr(MUTANT(markdown_bar) ? "\\`*_[]<>" : "\\`*_[]<>|#~$!", (int)code)) {
        buf_byte(out, '\\');
        buf_byte(out, (char)code);
    } else {
        utf8_put(out, code);
    }
}

static void put_all(struct buf *out, struct span text, bool block) {
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        at += utf8_next(text, at, &code, NULL);
        put(out, code, block);
    }
}

void markdown_escape(struct buf *out, struct span text) {
    put_all(out, text, false);
}

static size_t longest_run(struct span text) {
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

void markdown_fence(struct buf *out, const char *language, struct span text) {
    size_t fence = longest_run(text) + 1;
    fence = fence < 3 ? 3 : fence;
    buf_fill(out, '`', fence);
    buf_text(out, language);
    buf_byte(out, '\n');
    put_all(out, text, true);
    buf_byte(out, '\n');
    buf_fill(out, '`', fence);
    buf_text(out, "\n\n");
}
