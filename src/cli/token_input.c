/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens from arguments and pipes, secrets from the environment and from files. */
#include "cli/token_input.h"

#include "base/io.h"
#include "base/limits.h"
#include "cli/token_paste.h"
#include "token/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Room for what is copied along with a token. */
#define PASTED_BYTES (4 * LIMIT_TOKEN_BYTES)

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

enum err token_input_read(const struct grammar *grammar, struct arena *arena,
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

enum err token_input_key_file(const struct grammar *grammar, struct arena *arena, struct span path,
                              struct span *out) {
    enum err err = io_read(arena, path.ptr, KEYS_BYTES, out);
    if (err != OK) {
        (void)options_complain(grammar, "%.*s: %s", SPAN_ARG(path), err_words(err));
    }
    return err;
}

enum err token_input_secret(const struct grammar *grammar, struct arena *arena, struct span where,
                            const char *option, struct span *out) {
    struct span env = SPAN("env:"), file = SPAN("file:");
    if (span_starts(where, file)) {
        return token_input_key_file(grammar, arena, span_from_index(where, file.len), out);
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

enum err token_input_passphrase(const struct grammar *grammar, struct arena *arena,
                                struct span where, struct span *out) {
    *out = (struct span){NULL, 0};
    if (!where.ptr) {
        return OK;
    }
    TRY(token_input_secret(grammar, arena, where, "passphrase", out));
    *out = span_starts(where, SPAN("file:")) ? without_line_end(*out) : *out;
    return OK;
}
