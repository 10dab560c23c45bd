/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token inspect": a token under the glass. */
#include "base/clock.h"
#include "cli/cmd_token.h"
#include "cli/terminal.h"
#include "cli/token_input.h"
#include "cli/token_output.h"

#include <stddef.h>
#include <stdio.h>

struct inspect_fields {
    unsigned format, color;
};

static const struct option options[] = {
    {"format", 0, OPTION_CHOICE, offsetof(struct inspect_fields, format), "text|json",
     "default text"},
    {"color", 0, OPTION_CHOICE, offsetof(struct inspect_fields, color), COLOR_WORDS,
     "default auto"},
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
};

static enum err inspect(struct arena *arena, const struct inspect_fields *fields,
                        const struct texts *words, bool *weak) {
    struct span token;
    struct inspect found;
    int64_t now = clock_unix();
    TRY(token_input_read(&grammar, arena, words, false, &token));
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
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct inspect_fields fields = {0};
    struct texts words = {0};
    bool weak = false;
    int status;
    if (!options_begin(&grammar, call, &arena, &fields, &words, &status)) {
        return status;
    }
    enum err err = inspect(&arena, &fields, &words, &weak);
    return err != OK ? err_exit_status(err) : weak ? 1 : 0;
}
