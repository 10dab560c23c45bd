/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token crack": seeks the secret of a token offline. */
#include "cli/cmd_token.h"
#include "cli/crack_output.h"
#include "cli/terminal.h"
#include "cli/token_input.h"
#include "cli/token_run.h"
#include "token/crack_guess.h"

#include <stddef.h>
#include <stdio.h>

struct crack_fields {
    struct token_fields project;
    struct texts wordlists;
    uint64_t threads;
    unsigned rules, format;
    struct span host, kernel;
    bool no_rules, no_builtin, no_short, quiet, no_progress;
};

static const struct option options[] = {
    {"wordlist", 'w', OPTION_LIST, offsetof(struct crack_fields, wordlists), "FILE",
     "candidates, one a line ('-': standard input); may be repeated"},
    {"host", 0, OPTION_TEXT, offsetof(struct crack_fields, host), "NAME",
     "where the token is used, for guesses from its name"},
    {"rules", 0, OPTION_CHOICE, offsetof(struct crack_fields, rules), "none|some|years|all",
     "what is made of each word of a wordlist (default some)"},
    {"no-rules", 0, OPTION_FLAG, offsetof(struct crack_fields, no_rules), NULL,
     "try every word just as it is, the built-in ones too"},
    {"no-builtin", 0, OPTION_FLAG, offsetof(struct crack_fields, no_builtin), NULL,
     "leave out the list of known secrets, the guesses, and the short ones"},
    {"no-short", 0, OPTION_FLAG, offsetof(struct crack_fields, no_short), NULL,
     "leave out the short ones that are tried last: all digits to 8, all small letters to 6"},
    {"threads", 't', OPTION_NUMBER, offsetof(struct crack_fields, threads), "N",
     "default: one for each processor"},
    {"kernel", 0, OPTION_TEXT, offsetof(struct crack_fields, kernel), "NAME",
     "avx512, shani, avx2 or portable (default: the fastest that runs here)"},
    {"format", 0, OPTION_CHOICE, offsetof(struct crack_fields, format), "text|json",
     "of the result on standard output (default text)"},
    {"quiet", 'q', OPTION_FLAG, offsetof(struct crack_fields, quiet), NULL,
     "the secret alone, or nothing; no progress"},
    {"no-progress", 0, OPTION_FLAG, offsetof(struct crack_fields, no_progress), NULL,
     "no progress on standard error"},
    TOKEN_OPTIONS,
};

static const struct grammar grammar = {
    .verb = "token crack",
    .usage = "[TOKEN|-] [options]",
    .summary = "seeks the secret of an HS256, HS384 or HS512 token, offline",
    .examples = "# Known secrets, and guesses from the token itself\n"
                "postern token crack eyJhbGciOiJIUzI1NiJ9.e30.c2ln\n"
                "# A wordlist too; the token comes from standard input\n"
                "postern token crack - --wordlist words.txt < token.txt\n"
                "# Candidates from another program\n"
                "generate-words | postern token crack TOKEN --wordlist -\n",
    .notes =
        "Exit status: 1 when the secret was found (it is printed, and must be replaced), 0 when "
        "it was not, 2 for unusable arguments, 3 when interrupted.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
};

/* The token; standard input cannot give both it and a wordlist. */
static enum err read_token(struct arena *arena, const struct crack_fields *fields,
                           const struct texts *words, struct span *out) {
    bool from_input = words->n == 0 || span_equal(words->at[0], SPAN("-"));
    for (size_t i = 0; from_input && i < fields->wordlists.n; i++) {
        if (span_equal(fields->wordlists.at[i], SPAN("-"))) {
            return options_complain(&grammar, "token and wordlist cannot both be standard input");
        }
    }
    return token_input_read(&grammar, arena, words, false, out);
}

/* Takes the token apart; says what is wrong with it. */
static enum err aim(struct arena *arena, struct span token, struct jws *jws,
                    struct crack_target *target) {
    enum err err = jws_read(arena, token, jws);
    if (err == ERR_SYNTAX) {
        return options_complain(&grammar, "this is no token that can be read: %s",
                                reason_words(jws->fault));
    }
    TRY(err);
    if (jws_is_detached(jws)) {
        return options_complain(&grammar, "the payload is detached (RFC 7515, appendix F): without "
                                          "it no secret can be held against the signature");
    }
    if (!jws->signature.ptr) {
        return options_complain(&grammar, "the signature is no base64url");
    }
    err = crack_target_of(jws, target);
    if (err == ERR_UNSUPPORTED) {
        return options_complain(&grammar,
                                "the token's algorithm is '%.*s'; only HS256, HS384 and "
                                "HS512 have a secret to find",
                                SPAN_ARG(jws->alg_name));
    }
    if (err == ERR_INVALID) {
        return options_complain(&grammar, "the signature has %zu bytes, not those of %.*s",
                                jws->signature.len, SPAN_ARG(jws->alg_name));
    }
    return err;
}

/* Built-in ones first, then the files in the order given. */
static enum err gather(struct arena *arena, const struct crack_fields *fields,
                       const struct jws *jws, struct crack_options *out) {
    struct crack_source *sources = arena_array(arena, struct crack_source,
                                               CRACK_BUILT_IN + fields->wordlists.n + CRACK_SPACES);
    struct crack_guesses *guesses = arena_new(arena, struct crack_guesses);
    TRY_PTR(sources);
    TRY_PTR(guesses);
    size_t n = 0;
    if (!fields->no_builtin) {
        TRY(crack_guess(arena, jws, fields->host, guesses));
        n = crack_built_in(guesses, !fields->no_rules, sources);
    }
    for (size_t i = 0; i < fields->wordlists.n; i++) {
        const char *path = fields->wordlists.at[i].ptr;
        sources[n++] = (struct crack_source){
            .name = path,
            .path = path,
            .rules = fields->no_rules ? CRACK_RULES_NONE : (enum crack_rules)fields->rules};
    }
    if (!fields->no_builtin && !fields->no_short) {
        n += crack_spaces(CRACK_PATIENT, sources + n);
    }
    out->sources = sources;
    out->n = n;
    return OK;
}

static enum err choose_kernel(const struct crack_fields *fields, enum crack_hash hash,
                              const struct crack_kernel **out) {
    *out = fields->kernel.len ? crack_kernel_named(fields->kernel, hash) : NULL;
    if (fields->kernel.len && !*out) {
        return options_complain(&grammar, "kernel '%.*s' does not run here for %s",
                                SPAN_ARG(fields->kernel), crack_hash_info(hash)->jose);
    }
    return OK;
}

static enum err crack(const struct token_call *call, const void *given, bool *found) {
    const struct crack_fields *fields = given;
    struct arena *arena = call->arena;
    struct span token = {NULL, 0};
    struct jws jws = {0};
    struct crack_target target = {0};
    struct crack_progress_line line = {
        .width = fields->quiet || fields->no_progress ? 0 : terminal_error_width()};
    struct crack_options plan = {.threads = fields->threads < 256 ? (unsigned)fields->threads : 256,
                                 .stop = call->stop,
                                 .progress = crack_output_progress,
                                 .context = &line};
    TRY(read_token(arena, fields, call->words, &token));
    TRY(aim(arena, token, &jws, &target));
    TRY(choose_kernel(fields, target.hash, &plan.kernel));
    TRY(gather(arena, fields, &jws, &plan));
    struct crack_result result;
    struct diag diag;
    diag_init(&diag, arena);
    enum err err = crack_run(arena, &target, &plan, &result, &diag);
    crack_output_progress_end(&line);
    VEC_EACH(struct diag_item, item, &diag.items) {
        struct span text = diag_line(arena, item);
        (void)fprintf(stderr, "postern token crack: %.*s\n", SPAN_ARG(text));
    }
    if (err != OK && err != ERR_STOPPED) {
        return err;
    }
    *found = result.found;
    BUF_SCOPE out = {0};
    crack_output_result(&out, &target, &result, err == ERR_STOPPED,
                        fields->quiet         ? CRACK_OUTPUT_BARE
                        : fields->format == 1 ? CRACK_OUTPUT_JSON
                                              : CRACK_OUTPUT_TEXT);
    TRY(terminal_print(&out));
    return err;
}

int cmd_token_crack(const struct verb_call *call) {
    struct crack_fields fields = {.rules = CRACK_RULES_SOME};
    return token_run(call, &(struct token_verb){&grammar, &fields, sizeof(fields), crack});
}
