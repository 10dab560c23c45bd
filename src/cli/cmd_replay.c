/* SPDX-License-Identifier: Apache-2.0 */
/* "postern replay": do the findings of a report still hold? Their rules are checked once more on
 * their operations, with fresh controls, fresh credentials and tokens made anew. */
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/cmd_scan.h"
#include "cli/complain.h"
#include "cli/options.h"
#include "cli/report_file.h"
#include "cli/terminal.h"
#include "report/difference_report.h"

enum { FINDINGS_MOST = 1000 };
enum { STATUS_MENDED = 0, STATUS_HOLDS = 1, STATUS_UNUSABLE = 2, STATUS_UNJUDGED = 3 };
enum { FORMAT_TEXT = 0, FORMAT_JSON, FORMAT_MARKDOWN };

struct replay_arguments {
    struct span contract, url, identities, listen, rate, patience, timeout, proxy, ca_file;
    struct texts headers, parameters, wordlists, public_keys;
    bool allow_writes, insecure, quiet, no_progress;
    unsigned format, color;
};

#define AT(field) offsetof(struct replay_arguments, field)

static const struct option options[] = {
    OPTION_HEADING("Target"),
    {"contract", 0, OPTION_TEXT, AT(contract), "FILE", "the contract (the report's)"},
    {"url", 0, OPTION_TEXT, AT(url), "URL", "where the API runs (the report's)"},
    {"identities", 'i', OPTION_TEXT, AT(identities), "FILE",
     "users of the target and their credentials (YAML or JSON)"},
    {"header", 'H', OPTION_LIST, AT(headers), "'NAME: VALUE'", "add a header to every request"},
    {"param", 0, OPTION_LIST, AT(parameters), "NAME=VALUE",
     "use this value for parameters of that name; may be repeated"},
    {"allow-writes", 0, OPTION_FLAG, AT(allow_writes), NULL,
     "send requests that may change the target's data where nothing else can tell"},
    OPTION_HEADING("Tokens"),
    {"wordlist", 0, OPTION_LIST, AT(wordlists), "FILE",
     "guess the secrets of tokens from these words, too; may be repeated"},
    {"public-key", 0, OPTION_LIST, AT(public_keys), "FILE",
     "a key that the target verifies tokens with (JWK, JWKS, PEM or DER); may be repeated"},
    {"listen", 0, OPTION_TEXT, AT(listen), "ADDRESS[:PORT]",
     "where the target can fetch keys of ours (127.0.0.1)"},
    OPTION_HEADING("How it is sent"),
    {"rate", 0, OPTION_TEXT, AT(rate), "N", "requests a second at the most; 0: no limit (100)"},
    {"timeout", 0, OPTION_TEXT, AT(timeout), "SECONDS", "for one request (30)"},
    {"patience", 0, OPTION_TEXT, AT(patience), "SECONDS",
     "wait that long, all in all, for throttling to pass and for tokens to expire (120)"},
    {"proxy", 0, OPTION_TEXT, AT(proxy), "URL", "send everything through this proxy"},
    {"ca-file", 0, OPTION_TEXT, AT(ca_file), "FILE", "trust the certificates in it (PEM)"},
    {"insecure", 0, OPTION_FLAG, AT(insecure), NULL, "accept any certificate"},
    OPTION_HEADING("Report"),
    {"format", 0, OPTION_CHOICE, AT(format), "text|json|markdown",
     "what goes to standard output (text)"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no progress, no notes, no warnings"},
    {"no-progress", 0, OPTION_FLAG, AT(no_progress), NULL, "no progress"},
    {"color", 0, OPTION_CHOICE, AT(color), COLOR_WORDS,
     "colour on standard output (auto: on a terminal, unless NO_COLOR is set)"},
};

static const struct grammar grammar = {
    .verb = "replay",
    .usage = "REPORT.json [FINGERPRINT]... [-i FILE] [options]",
    .summary = "do the findings of a report still hold?",
    .examples = "# after the mend: does it still hold?\n"
                "postern replay report.json e15adb1c07b4732d -i identities.yaml\n"
                "# all of them, against another host\n"
                "postern replay report.json --url http://127.0.0.1:8000 -i identities.yaml",
    .notes =
        "The rules of the findings are checked again on their operations, with fresh controls, "
        "fresh credentials and tokens made anew; the start of a fingerprint will do. A finding "
        "is \"fixed\" only when its operations were judged.\n"
        "\n"
        "Exit status: 0 all are fixed; 1 some still hold; 2 unusable arguments or report; 3 "
        "some could not be judged. 3 comes before 1.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1 + FINDINGS_MOST,
};

struct replay {
    struct arena *arena;
    struct replay_arguments arguments;
    struct span name;
    struct result report; /* of its findings only those that are replayed */
    VEC(char *) line;     /* of the scan */
};

static bool is_asked(const struct texts *words, const struct finding *finding, bool *met) {
    bool asked = words->n == 1;
    for (size_t i = 1; i < words->n; i++) {
        if (words->at[i].len && span_starts(finding->fingerprint, words->at[i])) {
            met[i] = asked = true;
        }
    }
    return asked;
}

static enum err choose(struct replay *replay, const struct texts *words) {
    struct result *report = &replay->report;
    bool *met = arena_array(replay->arena, bool, words->n);
    size_t kept = 0;
    TRY_PTR(met);
    memset(met, 0, words->n);
    for (size_t i = 0; i < report->findings.n; i++) {
        if (is_asked(words, &report->findings.at[i], met)) {
            report->findings.at[kept++] = report->findings.at[i];
        }
    }
    report->findings.n = kept;
    for (size_t i = 1; i < words->n; i++) {
        if (!met[i]) {
            complain("%.*s: it has no finding %.*s", SPAN_ARG(replay->name),
                     SPAN_ARG(words->at[i]));
            return ERR_USAGE;
        }
    }
    return OK;
}

static enum err add(struct replay *replay, struct span word) {
    struct span kept = arena_dup(replay->arena, word);
    TRY_PTR(kept.ptr);
    return vec_push(replay->arena, &replay->line, (char *)(uintptr_t)kept.ptr) ? OK : ERR_MEMORY;
}

static enum err add_option(struct replay *replay, const char *option, struct span value) {
    if (!value.len) {
        return OK;
    }
    TRY(add(replay, span_from(option)));
    return add(replay, value);
}

static enum err add_options(struct replay *replay, const char *option, const struct texts *values) {
    VEC_EACH(const struct span, value, values) {
        TRY(add_option(replay, option, *value));
    }
    return OK;
}

/* Which operations are asked: those of the findings, or all where one shows at none. */
static enum err add_selection(struct replay *replay) {
    const struct result *report = &replay->report;
    bool anywhere = false;
    VEC_EACH(const struct finding, finding, &report->findings) {
        TRY(add_option(replay, "--only", span_from(finding->rule->id)));
        anywhere |= !finding->operations.n;
    }
    VEC_EACH(const struct finding, finding, &report->findings) {
        for (size_t i = 0; i < finding->operations.n && !anywhere; i++) {
            struct span name =
                arena_printf(replay->arena, "%.*s %.*s", SPAN_ARG(finding->operations.at[i].method),
                             SPAN_ARG(finding->operations.at[i].path));
            TRY_PTR(name.ptr);
            TRY(add_option(replay, "--include", name));
        }
    }
    return OK;
}

static enum err write_line(struct replay *replay) {
    const struct replay_arguments *from = &replay->arguments;
    struct span contract = from->contract.len ? from->contract : replay->report.contract;
    TRY(add(replay, contract));
    TRY(add_option(replay, "--url", from->url.len ? from->url : replay->report.target));
    TRY(add_option(replay, "--identities", from->identities));
    TRY(add_option(replay, "--listen", from->listen));
    TRY(add_option(replay, "--rate", from->rate));
    TRY(add_option(replay, "--timeout", from->timeout));
    TRY(add_option(replay, "--patience", from->patience));
    TRY(add_option(replay, "--proxy", from->proxy));
    TRY(add_option(replay, "--ca-file", from->ca_file));
    TRY(add_options(replay, "--header", &from->headers));
    TRY(add_options(replay, "--param", &from->parameters));
    TRY(add_options(replay, "--wordlist", &from->wordlists));
    TRY(add_options(replay, "--public-key", &from->public_keys));
    TRY(add(replay, SPAN("--thorough")));
    TRY(from->allow_writes ? add(replay, SPAN("--allow-writes")) : OK);
    TRY(from->insecure ? add(replay, SPAN("--insecure")) : OK);
    TRY(from->quiet ? add(replay, SPAN("--quiet")) : OK);
    TRY(from->no_progress ? add(replay, SPAN("--no-progress")) : OK);
    return add_selection(replay);
}

/* What else those rules find there is no part of the question. */
static enum err keep_asked(struct arena *arena, const struct result *earlier,
                           const struct result *found, struct result *out) {
    *out = *found;
    out->findings.at = NULL;
    out->findings.n = out->findings.room = 0;
    VEC_EACH(const struct finding, finding, &found->findings) {
        if (finding_in(earlier, finding) && !vec_push(arena, &out->findings, *finding)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err print(const struct replay *replay, const struct compared *compared) {
    BUF_SCOPE out = {0};
    struct report_style style = terminal_style((enum color)replay->arguments.color);
    if (replay->arguments.format == FORMAT_JSON) {
        TRY(difference_json(compared, &out));
    } else if (replay->arguments.format == FORMAT_MARKDOWN) {
        TRY(difference_markdown(compared, &out));
    } else {
        TRY(difference_text(compared, &style, &out));
    }
    return terminal_print(&out);
}

static int compare(void *user, const struct result *found) {
    struct replay *replay = user;
    struct result now, earlier = replay->report;
    struct difference difference;
    earlier.operations.n = 0; /* rows are no part of the question */
    enum err err = keep_asked(replay->arena, &earlier, found, &now);
    err = err == OK ? difference_of(replay->arena, &earlier, &now, &difference) : err;
    difference.rows.n = 0;
    struct compared compared = {.before_name = replay->name,
                                .after_name = SPAN("now"),
                                .before = &earlier,
                                .after = &now,
                                .difference = &difference,
                                .replayed = true};
    err = err == OK ? print(replay, &compared) : err;
    if (err != OK) {
        return err_exit_status(err);
    }
    if (difference.n[CHANGE_UNJUDGED] && !MUTANT(unjudged_is_mended)) {
        return STATUS_UNJUDGED;
    }
    return difference.n[CHANGE_FIXED] < replay->report.findings.n && !MUTANT(unjudged_is_mended)
               ? STATUS_HOLDS
               : STATUS_MENDED;
}

static enum err prepare(struct replay *replay, const struct texts *words) {
    struct diag diag;
    diag_init(&diag, replay->arena);
    if (!words->n) {
        return options_complain(&grammar, "which report?");
    }
    replay->name = words->at[0];
    enum err err = report_file_read(replay->arena, replay->name, &replay->report, &diag);
    complain_diag(&(struct complain_diag){.diag = &diag});
    TRY(err);
    if (replay->report.kind != KIND_SCAN) {
        complain("%.*s: a report of postern %s; only a scan's can be replayed",
                 SPAN_ARG(replay->name), kind_word(replay->report.kind));
        return ERR_USAGE;
    }
    TRY(choose(replay, words));
    return write_line(replay);
}

int cmd_replay(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct replay replay = {.arena = &arena};
    struct texts words = {0};
    bool helped;
    enum err err =
        options_parse(&grammar, call->argc, call->argv, &arena, &replay.arguments, &words, &helped);
    if (err == OK && !helped) {
        err = prepare(&replay, &words);
    }
    if (err != OK || helped) {
        return err_exit_status(err);
    }
    if (!replay.report.findings.n) {
        complain("%.*s: it has no findings", SPAN_ARG(replay.name));
        return STATUS_MENDED;
    }
    struct verb_call scan = {(int)replay.line.n, replay.line.at, call->stop};
    return scan_for(&scan, compare, &replay);
}
