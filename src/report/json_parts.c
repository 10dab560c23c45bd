/* SPDX-License-Identifier: Apache-2.0 */
/* Members that many objects of the JSON document have. */
#include "report/json_parts.h"

#include "base/clock.h"

void json_member(struct json_writer *w, const char *key, struct span value) {
    json_key(w, key);
    json_string(w, value);
}

void json_weaknesses(struct json_writer *w, const struct rule *rule) {
    json_key(w, "cwe");
    json_begin_array(w);
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        json_text(w, rule->cwe[i]);
    }
    json_end_array(w);
    json_key(w, "owasp");
    json_begin_array(w);
    if (rule->owasp) {
        json_text(w, rule->owasp);
    }
    json_end_array(w);
}

void json_time(struct json_writer *w, const char *key, int64_t seconds) {
    char text[CLOCK_ISO_SIZE];
    json_key(w, key);
    json_text(w, clock_iso(seconds, text));
}

void json_location(struct json_writer *w, const struct place *place) {
    json_key(w, "location");
    if (!place->file.len) {
        json_null(w);
        return;
    }
    json_begin_object(w);
    json_member(w, "file", place->file);
    if (place->line) {
        json_key(w, "line");
        json_i64(w, place->line);
    }
    if (place->line && place->column) {
        json_key(w, "column");
        json_i64(w, place->column);
    }
    json_end_object(w);
}
