/* SPDX-License-Identifier: Apache-2.0 */
/* Lines are kept as they come and become fields once, when the answer is whole. */
#include "http/collect.h"

#include "base/limits.h"

enum { KEPT_ROOM = 64 << 10 }; /* a larger buffer is not kept for the next answer */

static void clear_or_free(struct buf *buf) {
    if (buf->room > KEPT_ROOM) {
        buf_free(buf);
    }
    buf_clear(buf);
}

void collect_start(struct collect *collect, size_t body_limit, bool head_only) {
    struct buf head = collect->head, body = collect->body;
    clear_or_free(&head);
    clear_or_free(&body);
    *collect = (struct collect){
        .head = head, .body = body, .body_limit = body_limit, .head_only = head_only};
}

void collect_free(struct collect *collect) {
    buf_free(&collect->head);
    buf_free(&collect->body);
}

/* "HTTP/1.1 200 OK" opens a new header block: an interim answer (1xx) may stand before it. */
static void start_block(struct collect *collect, struct span line) {
    buf_clear(&collect->head);
    collect->lines = 0;
    collect->status = 0;
    struct span rest = line;
    (void)span_cut(&rest, ' ');
    uint64_t status = 0;
    if (rest.len >= 3 && span_to_u64(span_slice(rest, 0, 3), &status)) {
        collect->status = (int)status;
    }
}

static bool is_interim(int status) {
    return status >= 100 && status < 200 && status != 101;
}

static void keep_line(struct collect *collect, struct span line) {
    bool folded = line.ptr[0] == ' ' || line.ptr[0] == '\t'; /* RFC 9112 §5.2 */
    if (folded && collect->lines) {
        collect->head.len--; /* the line end before it */
    } else {
        collect->lines++;
    }
    buf_add(&collect->head, line);
    buf_byte(&collect->head, '\n');
}

bool collect_line(struct collect *collect, struct span line) {
    collect->head_bytes += line.len;
    collect->overflow = collect->head_bytes > LIMIT_RESPONSE_HEADER_BYTES;
    if (collect->overflow) {
        return false;
    }
    if (collect->whole_head) {
        return true; /* a trailer */
    }
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r')) {
        line.len--;
    }
    if (span_starts(line, SPAN("HTTP/"))) {
        start_block(collect, line);
    } else if (line.len) {
        keep_line(collect, line);
    } else {
        collect->whole_head = !is_interim(collect->status);
        return !(collect->whole_head && collect->head_only);
    }
    return !collect->head.failed;
}

bool collect_body(struct collect *collect, struct span bytes) {
    size_t room = collect->body_limit - collect->body.len;
    collect->cut = bytes.len > room;
    buf_add(&collect->body, span_slice(bytes, 0, room));
    return !collect->cut && !collect->body.failed;
}

/* The next "name: value" of the lines; false at the end. */
static bool next_field(struct span *lines, struct field *out) {
    while (lines->len) {
        struct span line = span_cut(lines, '\n');
        size_t colon = span_find_byte(line, ':');
        if (colon != SIZE_MAX) {
            out->name = span_trim(span_slice(line, 0, colon));
            out->value = span_trim(span_from_index(line, colon + 1));
            return true;
        }
    }
    return false;
}

struct span collect_field(const struct collect *collect, struct span name) {
    struct span lines = buf_span(&collect->head);
    while (lines.len) {
        struct span line = span_cut(&lines, '\n');
        struct field field;
        if (span_starts_nocase(span_trim(line), name) && next_field(&line, &field) &&
            span_equal_nocase(field.name, name)) {
            return field.value;
        }
    }
    return (struct span){NULL, 0};
}

enum err collect_finish(const struct collect *collect, struct arena *arena,
                        struct response *response) {
    TRY(buf_status(&collect->head));
    TRY(buf_status(&collect->body));
    struct span lines = arena_dup(arena, buf_span(&collect->head));
    TRY_PTR(lines.ptr);
    struct fields *fields = &response->fields;
    *fields = (struct fields){.at = arena_array(arena, struct field, collect->lines),
                              .room = collect->lines};
    TRY_PTR(fields->at);
    while (fields->n < fields->room && next_field(&lines, &fields->at[fields->n])) {
        fields->n++;
    }
    response->body = arena_dup(arena, buf_span(&collect->body));
    TRY_PTR(response->body.ptr);
    response->status = collect->status;
    response->cut = collect->cut;
    return OK;
}
