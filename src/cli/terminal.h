/* SPDX-License-Identifier: Apache-2.0 */
/* What standard output and standard error are: a terminal or not, its width, colour. */
#ifndef POSTERN_CLI_TERMINAL_H
#define POSTERN_CLI_TERMINAL_H

#include "report/report.h"

enum color { COLOR_AUTO = 0, COLOR_ALWAYS, COLOR_NEVER };

#define COLOR_WORDS "auto|always|never"

/* The style for standard output. COLOR_AUTO: colour on a terminal that can, unless NO_COLOR is set
 * and not empty (no-color.org). Width: the terminal's, else COLUMNS, else 100; what is no
 * terminal gets every path uncut. ASCII: where the locale (LC_ALL, LC_CTYPE, LANG) is none of
 * UTF-8. */
struct report_style terminal_style(enum color color);

/* Columns of standard error when it is a terminal that redraws lines; else 0. */
unsigned terminal_error_width(void);

/* Writes the buffer to standard output. Errors: ERR_IO (told to standard error; a reader that went
 * away is no error), ERR_MEMORY. */
NODISCARD enum err terminal_print(const struct buf *out);

#endif
