/* SPDX-License-Identifier: Apache-2.0 */
/* What the program and "postern token" say of their verbs. */
#include "cli/verb_table.h"

#include "cli/options.h"
#include "cli/terminal.h"
#include "text/suggest.h"

const struct verb *verb_table_find(const struct verb_table *table, struct span name) {
    for (size_t i = 0; i < table->n; i++) {
        if (span_equal(name, span_from(table->verbs[i].name))) {
            return &table->verbs[i];
        }
    }
    return NULL;
}

void verb_table_list(const struct verb_table *table, int width, FILE *out) {
    for (size_t i = 0; i < table->n; i++) {
        (void)fprintf(out, "  %-*s%s\n", width, table->verbs[i].name, table->verbs[i].about);
    }
}

int verb_table_complete(const struct verb_table *table) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < table->n; i++) {
        options_row(&out, table->verbs[i].name, NULL, table->verbs[i].about);
    }
    return err_exit_status(terminal_print(&out));
}

int verb_table_unknown(const struct verb_table *table, const char *word) {
    struct suggest suggest = {.word = span_from(word)};
    for (size_t i = 0; i < table->n; i++) {
        suggest_offer(&suggest, table->verbs[i].name);
    }
    (void)fprintf(stderr, "%s: unknown %s '%s'", table->program, word[0] == '-' ? "option" : "verb",
                  word);
    if (suggest.best) {
        (void)fprintf(stderr, "; did you mean '%s'?", suggest.best);
    }
    (void)fprintf(stderr, "\nTry '%s --help'.\n", table->program);
    return err_exit_status(ERR_USAGE);
}
