/* SPDX-License-Identifier: Apache-2.0 */
/* What changed, for machines. */
#include "base/clock.h"
#include "report/difference_report.h"
#include "report/json_parts.h"

static void side(struct json_writer *w, const char *key, struct span name,
                 const struct result *result) {
    char text[CLOCK_ISO_SIZE];
    json_key(w, key);
    json_begin_object(w);
    json_member(w, "file", name);
    json_key(w, "started");
    json_text(w, clock_iso(result->started, text));
    json_key(w, "complete");
    json_bool(w, result->complete);
    json_end_object(w);
}

static void finding(struct json_writer *w, enum kind kind, const struct finding_change *change) {
    json_begin_object(w);
    json_key(w, "change");
    json_text(w, change_word(change->change));
    json_member(w, "why", change->why);
    json_texts(w, "more", &change->more);
    json_texts(w, "fewer", &change->fewer);
    json_key(w, "finding");
    json_finding(w, kind, change->after ? change->after : change->before);
    json_end_object(w);
}

static void verdict(struct json_writer *w, const char *key, const char *word) {
    json_key(w, key);
    if (word) {
        json_text(w, word);
    } else {
        json_null(w);
    }
}

static void rows(struct json_writer *w, const struct difference *difference) {
    json_key(w, "rows");
    json_begin_array(w);
    VEC_EACH(const struct row_change, row, &difference->rows) {
        struct span path = row->name;
        json_begin_object(w);
        json_member(w, "method", span_cut(&path, ' '));
        json_member(w, "path", path);
        verdict(w, "before", row->before);
        verdict(w, "after", row->after);
        json_end_object(w);
    }
    json_end_array(w);
}

enum err difference_json(const struct compared *compared, struct buf *out) {
    struct json_writer w = {.out = out, .indent = 1};
    json_begin_object(&w);
    json_key(&w, "postern");
    json_text(&w, POSTERN_VERSION);
    json_key(&w, "kind");
    json_text(&w, "diff");
    side(&w, "before", compared->before_name, compared->before);
    side(&w, "after", compared->after_name, compared->after);
    json_key(&w, "summary");
    json_begin_object(&w);
    for (unsigned i = 0; i < CHANGES; i++) {
        json_key(&w, change_word((enum change)i));
        json_i64(&w, (int64_t)compared->difference->n[i]);
    }
    json_end_object(&w);
    json_key(&w, "changes");
    json_begin_array(&w);
    VEC_EACH(const struct finding_change, change, &compared->difference->findings) {
        finding(&w, compared->after->kind, change);
    }
    json_end_array(&w);
    rows(&w, compared->difference);
    json_end_object(&w);
    buf_byte(out, '\n');
    return buf_status(out);
}
