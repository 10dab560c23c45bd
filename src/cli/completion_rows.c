/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a verb as a shell wants them, from the table that reads them. */
#include "cli/options.h"
#include "cli/terminal.h"

void options_row(struct buf *out, const char *word, const char *value, const char *about) {
    buf_printf(out, "%s\t%s\t%s\n", word, value ? value : "-", about);
}

enum err options_complete(const struct grammar *grammar) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < grammar->options_n; i++) {
        const struct option *option = &grammar->options[i];
        char letter[] = {'-', option->letter, '\0'};
        if (!option->name) {
            continue;
        }
        if (option->letter) {
            options_row(&out, letter, option->value, option->help);
        }
        buf_text(&out, "--");
        options_row(&out, option->name, option->value, option->help);
    }
    options_row(&out, "--help", NULL, "what it does, with examples");
    return terminal_print(&out);
}
