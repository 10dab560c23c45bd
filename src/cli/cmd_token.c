/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token": a table of verbs of its own. */
#include "cli/cmd_token.h"

#include "cli/options.h"
#include "cli/terminal.h"
#include "text/suggest.h"

#include <stdio.h>

struct token_verb {
    const char *name;
    verb_run *run;
    const char *about;
};

#define TOKEN_VERB_ROW(name, function, about) {name, function, about},
static const struct token_verb verbs[] = {TOKEN_VERB_LIST(TOKEN_VERB_ROW)};
#undef TOKEN_VERB_ROW

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]), USAGE = 2 };

static void overview(FILE *out) {
    (void)fputs("Usage: postern token VERB [TOKEN|-] [options]\n\n", out);
    for (size_t i = 0; i < VERBS; i++) {
        (void)fprintf(out, "  %-10s%s\n", verbs[i].name, verbs[i].about);
    }
    (void)fputs("\nTokens are read from the argument or from standard input.\n"
                "'postern token VERB --help' teaches a verb.\n",
                out);
}

/* For the shell: see cmd_completion.c. */
static int complete(void) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < VERBS; i++) {
        options_row(&out, verbs[i].name, NULL, verbs[i].about);
    }
    return err_exit_status(terminal_print(&out));
}

static int unknown(const char *word) {
    struct suggest suggest = {.word = span_from(word)};
    for (size_t i = 0; i < VERBS; i++) {
        suggest_offer(&suggest, verbs[i].name);
    }
    (void)fprintf(stderr, "postern token: unknown verb '%s'", word);
    if (suggest.best) {
        (void)fprintf(stderr, "; did you mean '%s'?", suggest.best);
    }
    (void)fputs("\nTry 'postern token --help'.\n", stderr);
    return USAGE;
}

int cmd_token(const struct verb_call *call) {
    struct span word = call->argc > 0 ? span_from(call->argv[0]) : SPAN("");
    if (span_equal(word, SPAN("decode"))) { /* what others call it */
        word = SPAN("inspect");
    }
    for (size_t i = 0; i < VERBS; i++) {
        if (span_equal(word, span_from(verbs[i].name))) {
            return verbs[i].run(&(struct verb_call){call->argc - 1, call->argv + 1, call->stop});
        }
    }
    if (span_equal(word, SPAN("--help")) || span_equal(word, SPAN("-h"))) {
        overview(stdout);
        return 0;
    }
    if (span_equal(word, SPAN("--complete"))) {
        return complete();
    }
    if (call->argc == 0) {
        overview(stderr);
        return USAGE;
    }
    return unknown(call->argv[0]);
}
