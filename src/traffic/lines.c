/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of an access log as requests. */
#include "traffic/lines.h"

#include "traffic/recorded.h"
#include "traffic/userinfo.h"

enum err lines_are_json(struct arena *arena, struct span text, bool *out) {
    struct recorded line;
    struct span rest = span_trim(text);
    struct span first = span_cut(&rest, '\n');
    bool har = span_find(span_slice(first, 0, 4096), SPAN("\"log\"")) != SIZE_MAX;
    *out = false;
    if (har || !span_ends(span_trim(first), SPAN("}"))) {
        return OK;
    }
    TRY(recorded_read(arena, first, &line));
    *out = line.read || line.event;
    return OK;
}

static enum err take(struct arena *arena, const struct recorded *line, struct place place,
                     struct traffic *out) {
    struct traffic_request request = {
        .place = place, .method = line->method, .url = line->target, .status = line->status};
    if (line->authorization.len &&
        !fields_add(arena, &request.fields, SPAN("Authorization"), line->authorization)) {
        return ERR_MEMORY;
    }
    TRY(userinfo_move(arena, &request));
    return vec_push(arena, &out->requests, request) ? OK : ERR_MEMORY;
}

enum err lines_read(struct arena *arena, struct span text, struct traffic *out, struct diag *diag) {
    struct place place = {.file = out->file, .line = 1, .column = 1};
    for (struct span rest = text; rest.ptr && rest.len; place.line++) {
        struct span line = span_cut(&rest, '\n');
        struct recorded read = {.event = true};
        if (span_trim(line).len) {
            TRY(recorded_read(arena, line, &read));
        }
        if (out->requests.n >= TRAFFIC_REQUESTS) {
            diag_add(diag, DIAG_WARNING, place, "more than %d requests: the rest is left out",
                     TRAFFIC_REQUESTS);
            return OK;
        }
        if (read.read) {
            TRY(take(arena, &read, place, out));
        } else if (!read.event && out->unread++ < TRAFFIC_TOLD) {
            diag_add(diag, DIAG_WARNING, place, "is no line of an access log, and left out");
        }
    }
    return OK;
}
