/* SPDX-License-Identifier: Apache-2.0 */
/* Asking the system about the terminal. */
#define _DEFAULT_SOURCE
#include "cli/terminal.h"

#include "base/io.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 60, WIDEST = 200, WITHOUT_TERMINAL = 100 };

static unsigned columns_of(int fd) {
    struct winsize size = {0};
    uint64_t columns = 0;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col) {
        return size.ws_col;
    }
    (void)span_to_u64(span_from(getenv("COLUMNS")), &columns);
    return columns > 0 && columns <= 10000 ? (unsigned)columns : 0;
}

static unsigned clamp(unsigned width) {
    return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

static bool is_dumb(void) {
    const char *term = getenv("TERM");
    return !term || strcmp(term, "dumb") == 0;
}

/* What the environment says of characters, in the order in which it counts (POSIX, 8.2); or NULL.
 */
static const char *locale_name(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (is_set(names[i])) {
            return getenv(names[i]);
        }
    }
    return NULL;
}

/* A locale that is named but not installed means what its name says. */
static bool speaks_utf8(const char *name) {
    struct span text = span_from(name);
    (void)setlocale(LC_CTYPE, "");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ||
           span_find_nocase(text, SPAN("utf-8")) != SIZE_MAX ||
           span_find_nocase(text, SPAN("utf8")) != SIZE_MAX;
}

/* A terminal without a word on it knows ASCII; files and pipes without one are UTF-8. */
static bool wants_ascii(bool terminal) {
    const char *name = locale_name();
    return (name || terminal) && !speaks_utf8(name);
}

struct report_style terminal_style(enum color color) {
    bool terminal = isatty(STDOUT_FILENO);
    unsigned width = columns_of(STDOUT_FILENO);
    struct report_style style = {.width = width ? clamp(width) : WITHOUT_TERMINAL};
    /* What is no terminal is read by a program, or later: it gets every path as it is. */
    style.uncut = !terminal;
    style.ascii = wants_ascii(terminal);
    switch (color) {
    case COLOR_AUTO:
        style.color = terminal && !is_dumb() && !is_set("NO_COLOR");
        break;
    case COLOR_ALWAYS:
        style.color = true;
        break;
    case COLOR_NEVER:
        break;
    }
    return style;
}

unsigned terminal_error_width(void) {
    if (!isatty(STDERR_FILENO) || is_dumb()) {
        return 0;
    }
    unsigned width = columns_of(STDERR_FILENO);
    return width ? clamp(width) : 80;
}

enum err terminal_print(const struct buf *out) {
    TRY(buf_status(out));
    if (io_write_fd(STDOUT_FILENO, buf_span(out)) == OK || errno == EPIPE) {
        return OK;
    }
    (void)fprintf(stderr, "postern: standard output: %s\n", strerror(errno));
    return ERR_IO;
}
