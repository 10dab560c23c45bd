/* SPDX-License-Identifier: Apache-2.0 */
/* Status phrases, and what frameworks put in their place. */
#include "scan/error_words.h"

#include <stddef.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Takes the next word, letters alone: "BAD_REQUEST" and "400 Bad Request." hold the same two. */
static struct span next_word(struct span *text) {
    size_t start = 0, end;
    while (start < text->len && !is_letter(text->ptr[start])) {
        start++;
    }
    for (end = start; end < text->len && is_letter(text->ptr[end]);) {
        end++;
    }
    struct span word = span_slice(*text, start, end - start);
    *text = span_from_index(*text, end);
    return word;
}

static bool is_status_word(struct span word) {
    static const char *const words[] = {
        "bad",
        "request",
        "unprocessable",
        "entity",
        "content",
        "unsupported",
        "media",
        "type",
        "invalid",
        "validation",
        "error",
        "err",
        "errors",
        "fail",
        "failed",
        "failure",
        "client",
        "exception",
        "http",
        "status",
        "code",
        "badrequest",
        "conflict",
        "input",
        "badrequestexception",
        "badrequesterror",
        "validationerror",
        "httperror",
        "the",
        "is",
        "was",
        NULL,
    };
    for (const char *const *one = words; *one; one++) {
        if (span_equal_nocase(word, span_from(*one))) {
            return true;
        }
    }
    return false;
}

/* Werkzeug's text for a body that is no JSON, and for a header field that is not there. */
static const struct span ANY_FAULT =
    SPAN_INIT("sent a request that this server could not understand");

bool error_words_tell(struct span text) {
    text = span_trim(text);
    if (span_starts_nocase(text, SPAN("http://")) || span_starts_nocase(text, SPAN("https://")) ||
        span_starts_nocase(text, SPAN("about:")) || span_find(text, ANY_FAULT) != SIZE_MAX) {
        return false;
    }
    bool date = text.len > 10 && text.ptr[4] == '-' && text.ptr[7] == '-';
    for (struct span word = next_word(&text); word.len && !date; word = next_word(&text)) {
        if (!is_status_word(word)) {
            return true;
        }
    }
    return false;
}
