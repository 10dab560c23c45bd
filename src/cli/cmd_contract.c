/* SPDX-License-Identifier: Apache-2.0 */
/* "postern contract": a contract drafted from traffic. */
#include "base/io.h"
#include "base/limits.h"
#include "cli/complain.h"
#include "cli/input.h"
#include "cli/project_arguments.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "text/uri.h"
#include "traffic/contract_draft.h"

struct contract_arguments {
    struct span origin, output;
    struct span config; /* postern.yaml by name */
    bool no_config;
};

#define AT(field) offsetof(struct contract_arguments, field)

static const struct option options[] = {
    {"origin", 0, OPTION_TEXT, AT(origin), "URL",
     "draft from the requests of this origin (the one that looks most like an API)"},
    {"output", 'o', OPTION_TEXT, AT(output), "FILE", "write the contract there (standard output)"},
    PROJECT_OPTIONS(AT(config), AT(no_config)),
};

static const struct grammar grammar = {
    .verb = "contract",
    .usage = "TRAFFIC [-o FILE] [options]",
    .summary = "draft an OpenAPI contract from recorded requests",
    .examples = "postern contract session.har -o openapi.yaml\n"
                "# then scan with both\n"
                "postern scan openapi.yaml --url $URL -i identities.yaml --traffic session.har",
    .notes = "TRAFFIC is a HAR file, as browsers and proxies export it, an access log, or - for "
             "standard input. Browsers leave credentials out of a HAR file unless they are told "
             "to keep them: without any, the draft declares no security.\n"
             "\n"
             "No value of the traffic is copied, credentials least of all. Read the draft before "
             "you rely on it: it holds what was seen, not what is meant.\n"
             "\n"
             "Exit status: 0 drafted; 2 unusable arguments or traffic; 3 it could not be written.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
    .writes = " output ",
};

static void tell(const struct contract_draft_told *told, const struct traffic *traffic) {
    size_t read = traffic->requests.n - told->of_others - told->by_the_way - told->missing;
    complain("%zu operation%s drafted from %zu request%s%s%.*s", told->operations,
             told->operations == 1 ? "" : "s", read, read == 1 ? "" : "s",
             told->origin.len ? " of " : "", SPAN_ARG(told->origin));
    if (told->by_the_way || told->missing) {
        complain("left out: %zu static files, pages and preflights; %zu requests that found "
                 "nothing",
                 told->by_the_way, told->missing);
    }
    if (told->of_others) {
        complain("left out: %zu requests of other origins, such as %.*s (--origin takes one)",
                 told->of_others, SPAN_ARG(told->other));
    }
    if (!told->credentials) {
        complain("no request carries a credential: no security is declared; write down what the "
                 "API asks for before you scan");
    }
}

static enum err draft(struct arena *arena, const struct contract_arguments *arguments,
                      struct span path, struct diag *diag) {
    struct span text;
    struct traffic traffic;
    struct contract_draft_told told;
    BUF_SCOPE out = {0};
    TRY(input_read(arena, path, LIMIT_TRAFFIC_BYTES, &text, diag));
    TRY(traffic_read(arena, text, path, &traffic, diag));
    TRY(contract_draft_write(arena, &traffic, arguments->origin, &out, &told, diag));
    if (arguments->output.len && !span_equal(arguments->output, SPAN("-"))) {
        enum err err = io_write(arguments->output.ptr, buf_span(&out));
        if (err != OK) {
            complain("%.*s: the contract could not be written: %s", SPAN_ARG(arguments->output),
                     io_words(err));
            return err;
        }
    } else {
        TRY(terminal_print(&out));
    }
    tell(&told, &traffic);
    return OK;
}

static enum err check(const struct contract_arguments *arguments, const struct texts *words) {
    if (!words->n) {
        return options_complain(&grammar, "a HAR file or an access log is wanted");
    }
    return arguments->origin.len && !uri_host(arguments->origin).len
               ? options_complain(&grammar, "--origin: '%.*s' is no URL",
                                  SPAN_ARG(arguments->origin))
               : OK;
}

int cmd_contract(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct contract_arguments arguments = {0};
    struct texts words = {0};
    struct diag diag;
    struct project_arguments how = {&grammar, &arena, &diag, &arguments, sizeof(arguments), NULL};
    int status;
    diag_init(&diag, &arena);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    enum err err = check(&arguments, &words);
    if (err == OK) {
        err = draft(&arena, &arguments, words.at[0], &diag);
        complain_diag(&(struct complain_diag){.diag = &diag});
    }
    return err_exit_status(err);
}
