/* SPDX-License-Identifier: Apache-2.0 */
/* Checking the arguments of "postern scan" before anything is sent. */
#include "cli/scan_arguments.h"

#include "base/mutant.h"
#include "cli/output.h"
#include "cli/project_arguments.h"
#include "cli/rule_names.h"
#include "cli/scan_grammar.h"
#include "text/field.h"
#include "text/uri.h"

enum { CONCURRENCY_MOST = 1024 };

static enum err check_url(struct scan_arguments *arguments) {
    struct uri uri;
    struct span url = arguments->url;
    if (!url.len) {
        return options_complain(&scan_grammar, "--url is needed: where does the API run?");
    }
    if (uri_split(url, &uri) != OK || !uri.host.len ||
        !(span_equal_nocase(uri.scheme, SPAN("http")) ||
          span_equal_nocase(uri.scheme, SPAN("https")))) {
        return options_complain(&scan_grammar, "--url: '%.*s' is no http or https URL",
                                SPAN_ARG(url));
    }
    if (uri.has_userinfo && !MUTANT(url_secret)) {
        return options_complain(&scan_grammar, "--url: credentials belong into the identities");
    }
    if (uri.has_query || uri.has_fragment) {
        return options_complain(&scan_grammar, "--url: a base URL has neither query nor fragment");
    }
    arguments->url = uri_without_slash(url);
    return OK;
}

static bool is_url(struct span text) {
    return span_starts_nocase(text, SPAN("http://")) || span_starts_nocase(text, SPAN("https://"));
}

/* A second word is most often the API's URL without its option, and so is a first one without
 * --url. */
static enum err check_words(const struct texts *words, const struct scan_arguments *arguments) {
    struct span last = words->n ? words->at[words->n - 1] : SPAN("");
    if (is_url(last) && !arguments->url.len) {
        return options_complain(&scan_grammar, "is '%.*s' where the API runs? Then say --url %.*s",
                                SPAN_ARG(last), SPAN_ARG(last));
    }
    if (words->n > 1) {
        return options_complain(
            &scan_grammar, "unexpected argument '%.*s'; one contract can be scanned at a time%s",
            SPAN_ARG(words->at[1]), is_url(words->at[1]) ? ", at one --url" : "");
    }
    return OK;
}

/* The contract's name stands in every report. */
static enum err check_contract(const struct scan_arguments *arguments) {
    struct uri uri;
    bool url = span_find(arguments->contract, SPAN("://")) != SIZE_MAX;
    if (url && uri_split(arguments->contract, &uri) == OK && uri.has_userinfo) {
        return options_complain(&scan_grammar,
                                "a contract's URL must not hold credentials: reports show it");
    }
    return OK;
}

static enum err read_headers(struct scan_arguments *arguments, struct arena *arena) {
    for (size_t i = 0; i < arguments->headers.n; i++) {
        struct span value = arguments->headers.at[i], whole = value;
        struct span name = span_cut(&value, ':');
        bool breaks =
            span_find_byte(whole, '\n') != SIZE_MAX || span_find_byte(whole, '\r') != SIZE_MAX;
        if (!field_is_token(name) || !value.ptr || (breaks && !MUTANT(header_breaks))) {
            return options_complain(&scan_grammar, "-H: a header is 'Name: value'");
        }
        if (!fields_add(arena, &arguments->fields, name, span_trim(value))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err check_parameters(const struct scan_arguments *arguments) {
    for (size_t i = 0; i < arguments->parameters.n; i++) {
        size_t at = span_find_byte(arguments->parameters.at[i], '=');
        if (at == 0 || at == SIZE_MAX) {
            return options_complain(&scan_grammar, "--param: '%.*s' is not NAME=VALUE",
                                    SPAN_ARG(arguments->parameters.at[i]));
        }
    }
    return OK;
}

static enum err check_effort(const struct scan_arguments *arguments) {
    return arguments->quick && arguments->thorough
               ? options_complain(&scan_grammar, "--quick and --thorough exclude each other")
               : OK;
}

/* "2/5": the second of five. */
static enum err read_shard(struct scan_arguments *arguments) {
    enum { SHARDS_MOST = 1000 };
    uint64_t index = 0, of = 0;
    struct span rest = arguments->shard_text;
    struct span first = span_cut(&rest, '/');
    if (!arguments->shard_text.len) {
        return OK;
    }
    if (!span_to_u64(first, &index) || !rest.ptr || !span_to_u64(rest, &of) || index < 1 ||
        index > of || of > SHARDS_MOST) {
        return options_complain(&scan_grammar,
                                "--shard: '%.*s' is not I/N, the I-th of N shares, from 1/N to "
                                "N/N, N at most %d",
                                SPAN_ARG(arguments->shard_text), SHARDS_MOST);
    }
    arguments->shard = (struct share){(unsigned)index, (unsigned)of};
    return OK;
}

static enum err check_numbers(const struct scan_arguments *arguments) {
    if (arguments->concurrency < 1 || arguments->concurrency > CONCURRENCY_MOST) {
        return options_complain(&scan_grammar, "--concurrency: from 1 to %d", CONCURRENCY_MOST);
    }
    if (!(arguments->timeout > 0)) {
        return options_complain(&scan_grammar, "--timeout: more than 0 seconds");
    }
    if (arguments->guesses > 10000) {
        return options_complain(&scan_grammar, "--guesses: from 0 to 10000");
    }
    if (arguments->min_judged > 100) {
        return options_complain(&scan_grammar, "--min-judged: from 0 to 100 percent");
    }
    return OK;
}

static const struct scan_arguments DEFAULTS = {
    .fail_on = SEVERITY_LOW,
    .rate = 100,
    .timeout = 30,
    .concurrency = 16,
    .patience = 120,
    .guesses = 20,
    .min_judged = 95,
};

static enum err check(struct arena *arena, const struct texts *words, struct scan_arguments *out) {
    TRY(check_words(words, out));
    TRY(check_url(out));
    TRY(check_contract(out));
    TRY(output_check_endings(&scan_grammar, &out->outputs));
    TRY(read_headers(out, arena));
    TRY(check_parameters(out));
    TRY(rule_names_check(arena, &scan_grammar, KIND_SCAN, "only", &out->only));
    TRY(rule_names_check(arena, &scan_grammar, KIND_SCAN, "skip", &out->skip));
    TRY(check_effort(out));
    TRY(read_shard(out));
    return check_numbers(out);
}

enum err scan_arguments_read(int argc, char **argv, struct arena *arena, struct diag *diag,
                             struct scan_arguments *out) {
    struct texts words = {0};
    struct project_arguments how = {&scan_grammar, arena, diag, out, sizeof(*out), &out->contract};
    bool helped = false;
    *out = DEFAULTS;
    TRY(project_arguments_read(&how, argc, argv, &words, &out->project, &helped));
    out->helped = helped;
    out->contract = words.n ? words.at[0] : out->contract;
    return helped ? OK : check(arena, &words, out);
}

struct client_options scan_arguments_client(const struct scan_arguments *arguments,
                                            const volatile sig_atomic_t *stop) {
    return (struct client_options){
        .concurrency = (unsigned)arguments->concurrency,
        .rate = arguments->rate,
        .timeout = arguments->timeout,
        .max_requests = arguments->max_requests,
        .proxy = arguments->proxy.len ? arguments->proxy.ptr : NULL,
        .ca_file = arguments->ca_file.len ? arguments->ca_file.ptr : NULL,
        .insecure = arguments->insecure,
        .fields = arguments->fields,
        .stop = stop,
    };
}

enum err scan_arguments_known(const struct scan_arguments *arguments, struct arena *arena,
                              struct known_values *out) {
    out->arena = arena;
    for (size_t i = 0; i < arguments->parameters.n; i++) {
        struct span value = arguments->parameters.at[i];
        struct span name = span_cut(&value, '=');
        struct known_value known = {.name = name, .value = value};
        if (!vec_push(arena, &out->values, known)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
