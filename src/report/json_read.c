/* SPDX-License-Identifier: Apache-2.0 */
/* From the document to the result. */
#include "report/json_read.h"

#include "base/clock.h"
#include "base/diag_level.h"
#include "base/mutant.h"
#include "report/json_read_finding.h"
#include "report/json_read_parts.h"
#include "report/json_read_row.h"

#include <stdio.h>
#include <stdlib.h>

/* "1.10.2" comes after "1.9". */
static bool is_newer(struct span version, struct span than) {
    while (version.ptr || than.ptr) {
        uint64_t a = 0, b = 0;
        (void)span_to_u64(span_cut(&version, '.'), &a);
        (void)span_to_u64(span_cut(&than, '.'), &b);
        if (a != b) {
            return a > b;
        }
    }
    return false;
}

static enum err check_report(const struct json_read *read, const struct node *root) {
    const struct node *version = node_get(root, SPAN("postern"));
    if (!node_is(version, NODE_STRING) || !node_is(node_get(root, SPAN("findings")), NODE_ARRAY)) {
        return json_read_fails(read, NULL, "this is no JSON report of postern");
    }
    if (is_newer(node_text(version), SPAN(POSTERN_VERSION)) && !MUTANT(newer_unsaid)) {
        diag_add(read->diag, DIAG_WARNING, (struct place){.file = read->file},
                 "postern %.*s wrote it: what is newer than " POSTERN_VERSION " is not understood",
                 SPAN_ARG(node_text(version)));
    }
    return OK;
}

static enum err read_share(const struct json_read *read, const struct node *root,
                           struct result *out) {
    const struct node *shard = node_get(root, SPAN("shard"));
    out->shard = (unsigned)json_read_number(root, SPAN("shard"));
    out->shards = (unsigned)json_read_number(root, SPAN("shards"));
    bool none = !shard && !out->shards;
    return none || (out->shard >= 1 && out->shard <= out->shards)
               ? OK
               : json_read_fails(read, shard ? shard : root, "there is no such share");
}

static enum err read_kind(const struct json_read *read, const struct node *root, enum kind *out) {
    const struct node *kind = node_get(root, SPAN("kind"));
    bool audit = span_equal(node_text(kind), span_from(kind_word(KIND_AUDIT)));
    *out = audit ? KIND_AUDIT : KIND_SCAN;
    return audit || span_equal(node_text(kind), span_from(kind_word(KIND_SCAN)))
               ? OK
               : json_read_fails(read, kind ? kind : root,
                                 "its kind is neither \"scan\" nor \"audit\"");
}

static enum err read_credentials(const struct json_read *read, const struct node *list,
                                 struct result *out) {
    NODE_EACH(from, list) {
        struct credential_result *credential = vec_add(read->arena, &out->credentials);
        TRY_PTR(credential);
        *credential = (struct credential_result){
            .identity = node_text(node_get(from, SPAN("identity"))),
            .scheme = node_text(node_get(from, SPAN("scheme"))),
            .origin = node_text(node_get(from, SPAN("origin"))),
            .proven_at = node_text(node_get(from, SPAN("proven_at"))),
        };
        const struct node *standing = node_get(from, SPAN("standing"));
        if (!standing_from(node_text(standing), &credential->standing)) {
            return json_read_fails(read, standing ? standing : from, "no such standing");
        }
    }
    return OK;
}

static enum err read_requests_by(const struct json_read *read, const struct node *by,
                                 struct result *out) {
    NODE_EACH(count, by) {
        int64_t n = 0;
        struct request_count one = {.by = node_key(count)};
        if (!node_i64(count, &n) || n < 0) {
            return json_read_fails(read, count, "this is no number of requests");
        }
        one.n = (uint64_t)n;
        if (!vec_push(read->arena, &out->requests_by, one)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* What the run had to tell. */
static enum err read_diagnostics(const struct json_read *read, const struct node *list,
                                 struct result *out) {
    struct diag *told = arena_new(read->arena, struct diag);
    TRY_PTR(told);
    diag_init(told, read->arena);
    NODE_EACH(from, list) {
        struct place place = json_read_place(from);
        enum diag_level level;
        place.pointer = node_text(node_get(from, SPAN("pointer")));
        if (diag_level_from(node_text(node_get(from, SPAN("level"))), &level)) {
            diag_add(told, level, place, "%.*s",
                     SPAN_ARG(node_text(node_get(from, SPAN("message")))));
        }
    }
    out->diag = told;
    return OK;
}

static enum err read_rows(const struct json_read *read, const struct node *root,
                          struct result *out) {
    NODE_EACH(from, node_get(root, SPAN("operations"))) {
        struct operation_result *row = vec_add(read->arena, &out->operations);
        TRY_PTR(row);
        TRY(json_read_operation(read, from, row));
    }
    NODE_EACH(from, node_get(root, SPAN("endpoints"))) {
        struct endpoint_result *row = vec_add(read->arena, &out->endpoints);
        TRY_PTR(row);
        TRY(json_read_endpoint(read, from, row));
    }
    return OK;
}

static enum err read_findings(const struct json_read *read, const struct node *root, bool whole,
                              struct result *out) {
    NODE_EACH(from, node_get(root, SPAN("findings"))) {
        struct finding *finding = vec_add(read->arena, &out->findings);
        bool all;
        TRY_PTR(finding);
        TRY(json_read_finding(read, from, out->kind, finding, &all));
        if (whole && !all) {
            return json_read_fails(
                read, from, "a finding without its rule, severity, confidence or fingerprint");
        }
    }
    return OK;
}

/* A report without its "complete" was never written by us to its end. */
static enum err read_end(const struct json_read *read, const struct node *root,
                         struct result *out) {
    const struct node *complete = node_get(root, SPAN("complete"));
    if (!node_is(complete, NODE_TRUE) && !node_is(complete, NODE_FALSE)) {
        return json_read_fails(read, complete ? complete : root, "\"complete\" is missing");
    }
    out->complete = node_true(complete) || MUTANT(read_as_complete);
    out->incomplete_why = node_text(node_get(root, SPAN("incomplete_why")));
    if (!clock_from_iso(node_text(node_get(root, SPAN("started"))), &out->started) ||
        !clock_from_iso(node_text(node_get(root, SPAN("finished"))), &out->finished)) {
        return json_read_fails(read, root, "it does not say when it started and finished");
    }
    return OK;
}

/* A share of 100; what is none asks for all of it. */
static double percent_of(const struct node *number) {
    char text[32];
    struct span spelling = node_number(number);
    (void)snprintf(text, sizeof(text), "%.*s", SPAN_ARG(spelling));
    double percent = spelling.len && spelling.len < sizeof(text) ? strtod(text, NULL) : 100;
    return percent >= 0 && percent <= 100 ? percent : 100;
}

enum err json_read_result(const struct json_read *read, const struct node *root,
                          struct result *out) {
    *out = (struct result){.arena = read->arena};
    TRY(check_report(read, root));
    TRY(read_kind(read, root, &out->kind));
    TRY(read_end(read, root, out));
    out->contract = node_text(node_get(root, SPAN("contract")));
    out->target = node_text(node_get(root, SPAN("target")));
    out->requests = (uint64_t)json_read_number(root, SPAN("requests"));
    TRY(read_requests_by(read, node_get(root, SPAN("requests_by")), out));
    TRY(read_credentials(read, node_get(root, SPAN("credentials")), out));
    TRY(read_rows(read, root, out));
    out->ended = node_true(node_get(root, SPAN("ended")));
    out->unsteady = (size_t)json_read_number(root, SPAN("unsteady"));
    out->min_judged = percent_of(node_get(root, SPAN("min_judged")));
    TRY(read_share(read, root, out));
    TRY(json_read_texts(read, node_get(root, SPAN("left_out")), &out->left_out));
    TRY(read_diagnostics(read, node_get(root, SPAN("diagnostics")), out));
    return read_findings(read, root, true, out);
}

enum err json_read_baseline(const struct json_read *read, const struct node *root,
                            struct result *out) {
    *out = (struct result){.arena = read->arena};
    TRY(check_report(read, root));
    if (node_get(root, SPAN("kind"))) {
        TRY(read_kind(read, root, &out->kind));
    }
    out->target = node_text(node_get(root, SPAN("target")));
    TRY(read_credentials(read, node_get(root, SPAN("credentials")), out));
    TRY(read_rows(read, root, out));
    return read_findings(read, root, false, out);
}
