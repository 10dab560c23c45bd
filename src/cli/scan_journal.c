/* SPDX-License-Identifier: Apache-2.0 */
/* What a scan is told by, as texts that are the same for the same scan. */
#include "cli/scan_journal.h"

#include "base/mutant.h"
#include "cli/scan_grammar.h"
#include "text/json.h"
#include "text/words.h"

/* Options that change neither what is asked nor what is made of the answers. All others, those of
 * tomorrow too, are part of what a scan is. */
static const struct span FREE =
    SPAN_INIT(" url identities concurrency rate timeout patience max-requests proxy ca-file "
              "insecure output format fail-on min-judged incomplete-ok baseline verbose quiet "
              "no-progress color config no-config resume source settings traffic ");

static void write_option(struct buf *out, const struct option *option, const void *field) {
    buf_printf(out, "%s=", option->name);
    switch (option->kind) {
    case OPTION_FLAG:
        buf_text(out, *(const bool *)field ? "true" : "false");
        break;
    case OPTION_TEXT:
        json_quote(out, *(const struct span *)field);
        break;
    case OPTION_LIST:
        VEC_EACH(const struct span, text, (const struct texts *)field) {
            json_quote(out, *text);
        }
        break;
    case OPTION_NUMBER:
        buf_printf(out, "%llu", (unsigned long long)*(const uint64_t *)field);
        break;
    case OPTION_REAL:
        buf_printf(out, "%g", *(const double *)field);
        break;
    case OPTION_CHOICE:
        buf_printf(out, "%u", *(const unsigned *)field);
        break;
    }
    buf_byte(out, '\n');
}

/* Options and overrides; accepted findings are judged anew each time. */
static void write_options(struct buf *out, const struct scan_arguments *arguments) {
    for (size_t i = 0; i < scan_grammar.options_n; i++) {
        const struct option *option = &scan_grammar.options[i];
        if (option->name && !words_listed(span_from(option->name), FREE)) {
            write_option(out, option, (const char *)arguments + option->offset);
        }
    }
    const struct node *operations = node_get(arguments->project.root, SPAN("operations"));
    struct json_writer writer = {.out = out};
    if (operations) {
        json_node(&writer, operations);
    }
}

/* What traffic says, whatever its file is called. */
static void write_recorded(struct buf *out, const struct known_values *known) {
    struct json_writer writer = {.out = out};
    json_begin_array(&writer);
    VEC_EACH(const struct known_value, value, &known->values) {
        if (value->recorded) {
            json_string(&writer, value->template.len ? value->template : value->path);
            json_string(&writer, value->name);
            json_string(&writer, value->value);
        }
    }
    VEC_EACH(const struct known_body, body, &known->bodies) {
        if (body->recorded) {
            json_string(&writer, body->template);
            json_node(&writer, body->value);
        }
    }
    json_end_array(&writer);
}

/* All of the contract's own document, and operations that stand in others. */
static void write_contract(struct buf *out, const struct contract *contract) {
    struct json_writer writer = {.out = out};
    json_begin_array(&writer);
    json_node(&writer, contract->root);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        json_string(&writer, operation->method);
        json_string(&writer, operation->base);
        json_string(&writer, operation->path);
        if (operation->written) {
            json_node(&writer, operation->written);
        }
    }
    json_end_array(&writer);
}

/* Who asks, and all that they hold, from wherever the file takes it. */
static void write_secret(struct buf *out, const struct identities *identities, struct span text) {
    buf_add(out, text);
    VEC_EACH(const struct secret, secret, &identities->secrets) {
        buf_byte(out, '\0');
        buf_add(out, secret->value);
    }
}

enum err scan_journal(struct arena *arena, const struct scan_arguments *arguments,
                      const struct contract *contract, const struct known_values *known,
                      const struct identities *identities, struct span identities_text,
                      struct diag *diag, struct journal **out) {
    BUF_SCOPE options = {0}, text = {0}, secret = {0};
    *out = NULL;
    if (!arguments->resume.len) {
        return OK;
    }
    write_options(&options, arguments);
    write_recorded(&options, known);
    write_contract(&text, contract);
    write_secret(&secret, identities, identities_text);
    TRY(buf_status(&options));
    TRY(buf_status(&text));
    TRY(buf_status(&secret));
    struct journal_terms terms = {
        .target = arguments->url,
        .contract = MUTANT(journal_any_contract) ? SPAN("") : buf_span(&text),
        .options = buf_span(&options),
        .secret = buf_span(&secret),
    };
    struct span path = arena_dup(arena, arguments->resume);
    TRY_PTR(path.ptr);
    return journal_open(path, &terms, diag, out);
}
