/* SPDX-License-Identifier: Apache-2.0 */
/* The report in SARIF 2.1.0 (OASIS), as code hosts and editors read it. */
#include "base/mutant.h"
#include "report/formats.h"
#include "report/json_parts.h"
#include "report/sarif_parts.h"

static void begin(struct json_writer *w, const char *key) {
    json_key(w, key);
    json_begin_object(w);
}

static void driver(struct json_writer *w, const struct sarif_rules *rules) {
    begin(w, "tool");
    begin(w, "driver");
    json_key(w, "name");
    json_text(w, "postern");
    json_key(w, "version");
    json_text(w, POSTERN_VERSION);
    json_key(w, "rules");
    json_begin_array(w);
    for (size_t i = 0; i < rules->all.n; i++) {
        sarif_rule(w, rules->all.at[i]);
    }
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
}

static void invocation(struct json_writer *w, const struct result *result) {
    json_key(w, "invocations");
    json_begin_array(w);
    json_begin_object(w);
    json_key(w, "executionSuccessful");
    json_bool(w, result->complete || MUTANT(sarif_success));
    json_time(w, "startTimeUtc", result->started);
    json_time(w, "endTimeUtc", result->finished);
    if (!result->complete && !MUTANT(sarif_mute)) {
        json_key(w, "toolExecutionNotifications");
        json_begin_array(w);
        json_begin_object(w);
        json_key(w, "level");
        json_text(w, "error");
        begin(w, "message");
        json_key(w, "text");
        json_string(w, result->incomplete_why);
        json_end_object(w);
        json_end_object(w);
        json_end_array(w);
    }
    json_end_object(w);
    json_end_array(w);
}

/* Every rule of the findings, once. */
static enum err collect(const struct result *result, struct arena *arena,
                        struct sarif_rules *rules) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct rule *rule = result->findings.at[i].rule;
        if ((sarif_rule_index(rules, rule) == rules->all.n || MUTANT(sarif_rules_twice)) &&
            !vec_push(arena, &rules->all, rule)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum err report_sarif(const struct result *result, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, 64 << 20);
    struct sarif_rules rules = {0};
    TRY(collect(result, &arena, &rules));
    struct json_writer w = {.out = out, .indent = 1};
    json_begin_object(&w);
    json_key(&w, "$schema");
    json_text(&w, "https://json.schemastore.org/sarif-2.1.0.json");
    json_key(&w, "version");
    json_text(&w, "2.1.0");
    json_key(&w, "runs");
    json_begin_array(&w);
    json_begin_object(&w);
    driver(&w, &rules);
    invocation(&w, result);
    json_key(&w, "results");
    json_begin_array(&w);
    for (size_t i = 0; i < result->findings.n; i++) {
        sarif_result(&w, &rules, &result->findings.at[i]);
    }
    json_end_array(&w);
    json_end_object(&w);
    json_end_array(&w);
    json_end_object(&w);
    buf_byte(out, '\n');
    return buf_status(out);
}
