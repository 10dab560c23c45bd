/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token": a table of verbs of its own. */
#include "cli/cmd_token.h"

#include "cli/verb_table.h"

#define TOKEN_VERB_ROW(name, function, about) {name, function, VERB_PLAIN, about},
static const struct verb verbs[] = {TOKEN_VERB_LIST(TOKEN_VERB_ROW)};
#undef TOKEN_VERB_ROW

static const struct verb_table table = {"postern token", verbs, sizeof(verbs) / sizeof(verbs[0])};

enum { USAGE = 2 };

static void overview(FILE *out) {
    (void)fputs("Usage: postern token VERB [TOKEN|-] [options]\n\n", out);
    verb_table_list(&table, 10, out);
    (void)fputs("\nTokens are read from the argument or from standard input.\n"
                "'postern token VERB --help' teaches a verb.\n",
                out);
}

int cmd_token(const struct verb_call *call) {
    struct span word = call->argc > 0 ? span_from(call->argv[0]) : SPAN("");
    if (span_equal(word, SPAN("decode"))) { /* what others call it */
        word = SPAN("inspect");
    }
    const struct verb *verb = verb_table_find(&table, word);
    if (verb) {
        return verb->run(&(struct verb_call){call->argc - 1, call->argv + 1, call->stop});
    }
    if (span_equal(word, SPAN("--help")) || span_equal(word, SPAN("-h"))) {
        overview(stdout);
        return 0;
    }
    if (span_equal(word, SPAN("--complete"))) {
        return verb_table_complete(&table);
    }
    if (call->argc == 0) {
        overview(stderr);
        return USAGE;
    }
    return verb_table_unknown(&table, call->argc, call->argv);
}
