/* SPDX-License-Identifier: Apache-2.0 */
/* By what debug pages and stack traces are known. */
#include "base/mutant.h"
#include "scan/probe.h"

/* What stands in such an answer and in no other; the second, where there is one, too. */
struct mark {
    const char *what;
    struct span first, second;
};

static const struct mark MARKS[] = {
    {"Django's page for DEBUG = True", SPAN_INIT("DEBUG = True</code>"), SPAN_INIT("Django")},
    {"Werkzeug's debugger", SPAN_INIT("Werkzeug Debugger"), SPAN_INIT("")},
    {"Werkzeug's debugger", SPAN_INIT("__debugger__"), SPAN_INIT("werkzeug")},
    {"a Python stack trace", SPAN_INIT("Traceback (most recent call last)"), SPAN_INIT(", line ")},
    {"a Ruby on Rails error page", SPAN_INIT("Rails.root: "), SPAN_INIT("Application Trace")},
    {"a Laravel error page", SPAN_INIT("\"exception\":"), SPAN_INIT("Illuminate\\\\")},
    {"a Symfony error page", SPAN_INIT("Symfony Exception"), SPAN_INIT(".php")},
    {"a PHP stack trace", SPAN_INIT("Stack trace:"), SPAN_INIT(".php(")},
    {"ASP.NET's developer error page", SPAN_INIT(" at "), SPAN_INIT(".cs:line ")},
    {"a Go stack trace", SPAN_INIT("goroutine "), SPAN_INIT("[running]:")},
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* "<before>12" somewhere behind "at ": a line of a source file in a frame of a stack. */
static size_t frames(struct span body, struct span ending, char behind) {
    size_t n = 0;
    for (size_t at = span_find(body, ending); at != SIZE_MAX;) {
        size_t digits = at + ending.len, end = digits;
        while (end < body.len && is_digit(body.ptr[end])) {
            end++;
        }
        n += end > digits && end < body.len && body.ptr[end] == behind;
        body = span_from_index(body, end);
        at = span_find(body, ending);
    }
    return n;
}

/* The same form in several lines: "at f (/app/x.js:1:2)", "at a.b.C.f(C.java:12)",
 * "x.rb:12:in `f'". */
static const char *stack_of(struct span body) {
    size_t few = MUTANT(one_frame_is_stack) ? 1 : 2;
    if (span_find(body, SPAN("at ")) != SIZE_MAX) {
        if (frames(body, SPAN(".js:"), ':') + frames(body, SPAN(".ts:"), ':') +
                frames(body, SPAN(".mjs:"), ':') + frames(body, SPAN(".cjs:"), ':') >=
            few) {
            return "a Node.js stack trace";
        }
        if (frames(body, SPAN(".java:"), ')') + frames(body, SPAN(".kt:"), ')') >= 2) {
            return "a Java stack trace";
        }
    }
    return frames(body, SPAN(".rb:"), ':') >= 2 && span_find(body, SPAN(":in ")) != SIZE_MAX
               ? "a Ruby stack trace"
               : NULL;
}

const char *debug_shown(const struct response *response) {
    struct span body = response->body;
    if (response->status < 400 || !body.len) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(*MARKS); i++) {
        const struct mark *mark = &MARKS[i];
        if (span_find(body, mark->first) != SIZE_MAX &&
            (!mark->second.len || span_find(body, mark->second) != SIZE_MAX)) {
            return mark->what;
        }
    }
    return stack_of(body);
}
