/* SPDX-License-Identifier: Apache-2.0 */
/* Code Quality: the list of findings that GitLab shows beside the lines of a merge request (a part
 * of Code Climate's format). What the baseline has is left out, since the list knows no such mark.
 */
#include "base/mutant.h"
#include "report/formats.h"
#include "text/json.h"

static const char *severity_of(enum severity severity) {
    switch (severity) {
    case SEVERITY_INFO:
        return "info";
    case SEVERITY_LOW:
        return "minor";
    case SEVERITY_MEDIUM:
        return "major";
    case SEVERITY_HIGH:
        return "critical";
    case SEVERITY_CRITICAL:
        return "blocker";
    }
    return "info";
}

static void member(struct json_writer *w, const char *key, struct span value) {
    json_key(w, key);
    json_string(w, value);
}

/* "Anyone is served (GET /a and 3 more)". */
static void description(struct json_writer *w, const struct finding *finding) {
    BUF_SCOPE text = {0};
    buf_add(&text, finding->title.len ? finding->title : span_from(finding->rule->title));
    if (finding->operations.n) {
        buf_text(&text, " (");
        buf_add(&text, finding->operations.at[0].method);
        buf_byte(&text, ' ');
        buf_add(&text, finding->operations.at[0].path);
        if (finding->operations.n > 1) {
            buf_printf(&text, " and %zu more", finding->operations.n - 1);
        }
        buf_byte(&text, ')');
    }
    member(w, "description", buf_span(&text));
}

/* A place is asked for always: what has none of its own stands at the top of the contract. */
static void location(struct json_writer *w, const struct result *result,
                     const struct place *place) {
    struct span file = place->file.len ? place->file : result->contract;
    while (span_starts(file, SPAN("./"))) {
        file = span_from_index(file, 2);
    }
    json_key(w, "location");
    json_begin_object(w);
    member(w, "path", file.len ? file : result->target);
    json_key(w, "lines");
    json_begin_object(w);
    json_key(w, "begin");
    json_i64(w, place->file.len && place->line ? place->line : 1);
    json_end_object(w);
    json_end_object(w);
}

enum err report_code_quality(const struct result *result, struct buf *out) {
    struct json_writer w = {.out = out, .indent = 1};
    json_begin_array(&w);
    VEC_EACH(const struct finding, finding, &result->findings) {
        if (finding->known && !MUTANT(quality_known)) {
            continue;
        }
        json_begin_object(&w);
        description(&w, finding);
        member(&w, "check_name", span_from(finding->rule->id));
        member(&w, "fingerprint", finding->fingerprint);
        json_key(&w, "severity");
        json_text(&w, severity_of(finding->severity));
        location(&w, result, &finding->place);
        json_end_object(&w);
    }
    json_end_array(&w);
    buf_byte(out, '\n');
    return buf_status(out);
}
