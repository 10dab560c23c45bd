/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token": a table of verbs of its own. */
#include "cli/cmd_token.h"

#include "base/io.h"
#include "base/limits.h"
#include "cli/token_paste.h"
#include "text/suggest.h"
#include "token/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct token_verb {
    const char *name;
    verb_run *run;
    const char *about;
};

#define TOKEN_VERB_ROW(name, function, about) {name, function, about},
static const struct token_verb verbs[] = {TOKEN_VERB_LIST(TOKEN_VERB_ROW)};
#undef TOKEN_VERB_ROW

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]), USAGE = 2 };

/* Room for what is copied along with a token. */
#define PASTED_BYTES (4 * LIMIT_TOKEN_BYTES)

static void overview(FILE *out) {
    (void)fputs("Usage: postern token VERB [TOKEN|-] [options]\n\n", out);
    for (size_t i = 0; i < VERBS; i++) {
        (void)fprintf(out, "  %-10s%s\n", verbs[i].name, verbs[i].about);
    }
    (void)fputs("\nTokens are read from the argument or from standard input.\n"
                "'postern token VERB --help' teaches a verb.\n",
                out);
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
    if (call->argc == 0) {
        overview(stderr);
        return USAGE;
    }
    return unknown(call->argv[0]);
}

/* What echo and editors put behind a text. */
static struct span without_line_end(struct span text) {
    text.len -= span_ends(text, SPAN("\n"));
    text.len -= span_ends(text, SPAN("\r"));
    return text;
}

/* The text that is to hold a token, and no more than a line end taken off. */
static enum err read_text(const struct grammar *grammar, struct arena *arena,
                          const struct texts *words, struct span *out) {
    bool from_input = words->n == 0 || span_equal(words->at[0], SPAN("-"));
    if (!from_input) {
        *out = words->at[0];
        return OK;
    }
    if (words->n == 0 && isatty(STDIN_FILENO)) {
        return options_complain(grammar, "which token?");
    }
    enum err err = io_read(arena, "-", PASTED_BYTES, out);
    if (err == ERR_LIMIT) {
        return options_complain(grammar, "the token is too long: at most %zu KiB are read",
                                LIMIT_TOKEN_BYTES >> 10);
    }
    if (err != OK) {
        (void)options_complain(grammar, "cannot read the token: %s", err_words(err));
        return err;
    }
    *out = without_line_end(*out);
    return OK;
}

enum err cmd_token_read(const struct grammar *grammar, struct arena *arena,
                        const struct texts *words, bool strict, struct span *out) {
    struct span text = {NULL, 0};
    BUF_SCOPE told = {0};
    TRY(read_text(grammar, arena, words, &text));
    TRY(token_paste(arena, text, strict, out, &told));
    if (told.len) {
        (void)fprintf(stderr, "postern %s: taken off the token: %.*s\n", grammar->verb,
                      SPAN_ARG(buf_span(&told)));
    }
    return OK;
}

enum err cmd_token_key_file(const struct grammar *grammar, struct arena *arena, struct span path,
                            struct span *out) {
    enum err err = io_read(arena, path.ptr, KEYS_BYTES, out);
    if (err != OK) {
        (void)options_complain(grammar, "%.*s: %s", SPAN_ARG(path), err_words(err));
    }
    return err;
}

enum err cmd_token_secret(const struct grammar *grammar, struct arena *arena, struct span where,
                          const char *option, struct span *out) {
    struct span env = SPAN("env:"), file = SPAN("file:");
    if (span_starts(where, file)) {
        return cmd_token_key_file(grammar, arena, span_from_index(where, file.len), out);
    }
    if (!span_starts(where, env)) {
        return options_complain(
            grammar, "--%s takes env:NAME or file:PATH, so that no secret stands on a command line",
            option);
    }
    const char *value = getenv(where.ptr + env.len);
    if (!value) {
        (void)options_complain(grammar, "the environment has no %s", where.ptr + env.len);
        return ERR_MISSING;
    }
    *out = span_from(value);
    return OK;
}

enum err cmd_token_passphrase(const struct grammar *grammar, struct arena *arena, struct span where,
                              struct span *out) {
    *out = (struct span){NULL, 0};
    if (!where.ptr) {
        return OK;
    }
    TRY(cmd_token_secret(grammar, arena, where, "passphrase", out));
    *out = span_starts(where, SPAN("file:")) ? without_line_end(*out) : *out;
    return OK;
}
