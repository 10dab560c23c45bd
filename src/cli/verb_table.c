/* SPDX-License-Identifier: Apache-2.0 */
/* What the program and "postern token" say of their verbs. */
#include "cli/verb_table.h"

#include "base/mutant.h"
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

/* The verb among the words, for who put it behind its options. */
static const struct verb *later_verb(const struct verb_table *table, int argc, char **argv) {
    const struct verb *verb = NULL;
    for (int i = 1; i < argc && !verb; i++) {
        verb = verb_table_find(table, span_from(argv[i]));
    }
    return verb;
}

int verb_table_unknown(const struct verb_table *table, int argc, char **argv) {
    const char *word = argv[0];
    struct suggest suggest = {.word = span_from(word)};
    for (size_t i = 0; i < table->n; i++) {
        suggest_offer(&suggest, table->verbs[i].name);
    }
    (void)fprintf(stderr, "%s: unknown %s '%s'", table->program, word[0] == '-' ? "option" : "verb",
                  word);
    const struct verb *later = later_verb(table, argc, argv);
    if (suggest.best) {
        (void)fprintf(stderr, "; did you mean '%s'?", suggest.best);
    } else if (later && !MUTANT(verb_behind_untold)) {
        (void)fprintf(stderr, "; the verb goes first: '%s %s %s'", table->program, later->name,
                      word);
    }
    (void)fprintf(stderr, "\nTry '%s --help'.\n", table->program);
    return err_exit_status(ERR_USAGE);
}

int verb_table_unexpected(const struct verb_table *table, const char *verb, const char *word) {
    if (MUTANT(word_passed_over)) {
        return 0;
    }
    (void)fprintf(stderr, "%s %s: unexpected argument '%s'\nTry '%s --help'.\n", table->program,
                  verb, word, table->program);
    return err_exit_status(ERR_USAGE);
}
