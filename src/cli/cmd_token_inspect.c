/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token inspect": a token under the glass. */
#include "base/clock.h"
#include "cli/cmd_token.h"
#include "cli/terminal.h"
#include "cli/token_input.h"
#include "cli/token_output.h"
#include "cli/token_run.h"

#include <stddef.h>
#include <stdio.h>

struct inspect_fields {
    struct token_fields project;
    unsigned format, color;
};

static const struct option options[] = {
    {"format", 0, OPTION_CHOICE, offsetof(struct inspect_fields, format), "text|json",
     "default text"},
    {"color", 0, OPTION_CHOICE, offsetof(struct inspect_fields, color), COLOR_WORDS,
     "default auto"},
    TOKEN_OPTIONS,
};

static const struct grammar grammar = {
    .verb = "token inspect",
    .usage = "[TOKEN|-] [options]",
    .summary = "shows header, claims and times of a token, and what is weak about it",
    .examples = "# From the argument\n"
                "postern token inspect eyJhbGciOiJub25lIn0.e30.\n"
                "# From standard input, for a program\n"
                "postern token inspect --format json < token.txt\n",
    .notes = "No key is asked for, so nothing is said about the signature's truth: that is what "
             "'postern token verify' is for.\n"
             "Exit status: 0 when nothing weak is to be seen, 1 when something is, 2 when this is "
             "no token or the arguments cannot be used.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
};

static enum err inspect(const struct token_call *call, const void *given, bool *weak) {
    const struct inspect_fields *fields = given;
    struct arena *arena = call->arena;
    struct span token;
    struct inspect found;
    int64_t now = clock_unix();
    TRY(token_input_read(&grammar, arena, call->words, false, &token));
    enum err err = inspect_token(arena, token, now, &found);
    if (err == ERR_SYNTAX) {
        return options_complain(&grammar, "this is no token that can be read: %s",
                                reason_words(found.jws.fault));
    }
    TRY(err);
    BUF_SCOPE out = {0};
    if (fields->format == 1) {
        token_output_inspect_json(&out, &found, now);
    } else {
        token_output_inspect_text(&out, &found, now, terminal_style((enum color)fields->color));
    }
    *weak = found.weak;
    return terminal_print(&out);
}

int cmd_token_inspect(const struct verb_call *call) {
    struct inspect_fields fields = {0};
    return token_run(call, &(struct token_verb){&grammar, &fields, sizeof(fields), inspect});
}
