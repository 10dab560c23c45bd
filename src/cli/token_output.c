/* SPDX-License-Identifier: Apache-2.0 */
/* Showing tokens to people and to programs. */
#include "cli/token_output.h"

#include "base/clock.h"
#include "report/pen.h"
#include "text/json.h"
#include "token/claims.h"

static const struct span time_claims[] = {SPAN_INIT("iat"), SPAN_INIT("nbf"), SPAN_INIT("exp"),
                                          SPAN_INIT("auth_time"), SPAN_INIT("updated_at")};

enum { TIME_CLAIMS = sizeof(time_claims) / sizeof(time_claims[0]) };

/* "in 5 minutes", "2 days ago", "now". */
static struct span distance(struct arena *arena, int64_t at, int64_t now) {
    if (at == now) {
        return SPAN("now");
    }
    struct span length = inspect_duration(arena, at > now ? at - now : now - at);
    return at > now ? arena_join(arena, SPAN("in "), length)
                    : arena_join(arena, length, SPAN(" ago"));
}

static bool read_time(const struct inspect *inspect, size_t i, int64_t *out) {
    const struct node *node = node_get(inspect->jws.payload_node, time_claims[i]);
    return node && claims_seconds(node, false, out);
}

static void part_text(struct pen *pen, const char *name, const struct node *node,
                      struct span bytes) {
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text, .indent = 2};
    pen_text(pen, TONE_BOLD, name);
    buf_byte(pen->out, '\n');
    if (node) {
        json_node(&w, node);
    } else if (bytes.ptr) {
        buf_add(&text, bytes);
    } else {
        buf_text(&text, "(not readable)");
    }
    struct span rest = buf_span(&text);
    while (rest.ptr) {
        buf_text(pen->out, "  ");
        pen_put(pen, TONE_PLAIN, pen_clean(pen, span_cut(&rest, '\n')));
        buf_byte(pen->out, '\n');
    }
    buf_byte(pen->out, '\n');
}

static void times_text(struct pen *pen, const struct inspect *inspect, int64_t now) {
    bool any = false;
    for (size_t i = 0; i < TIME_CLAIMS; i++) {
        int64_t at;
        char iso[CLOCK_ISO_SIZE];
        if (read_time(inspect, i, &at)) {
            if (!any) {
                pen_text(pen, TONE_BOLD, "Times\n");
            }
            any = true;
            struct span words = distance(pen->arena, at, now);
            buf_printf(pen->out, "  %-11.*s%s  %.*s\n", SPAN_ARG(time_claims[i]),
                       clock_iso(at, iso), SPAN_ARG(words));
        }
    }
    buf_text(pen->out, any ? "\n" : "");
}

static void items_text(struct pen *pen, const struct inspect *inspect, bool weak,
                       const char *title) {
    bool any = false;
    VEC_EACH(const struct inspect_item, item, &inspect->items) {
        if (inspect_is_weak(item->code) != weak) {
            continue;
        }
        if (!any) {
            pen_text(pen, weak ? TONE_BAD : TONE_BOLD, title);
        }
        any = true;
        struct span text = span_from(inspect_words(item->code));
        if (item->detail.len) {
            text = arena_printf(pen->arena, "%s (%.*s)", inspect_words(item->code),
                                SPAN_ARG(item->detail));
        }
        buf_printf(pen->out, "  %-18s", inspect_name(item->code));
        pen_wrap(pen, TONE_PLAIN, text, 20);
    }
    buf_text(pen->out, any ? "\n" : "");
}

void token_output_inspect_text(struct buf *out, const struct inspect *inspect, int64_t now,
                               struct report_style style) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)16 << 20);
    struct pen pen = {out, style, &arena};
    const struct jws *jws = &inspect->jws;
    part_text(&pen, "Header", jws->header_node, jws->header);
    part_text(&pen, "Payload", jws->payload_node, jws->payload);
    times_text(&pen, inspect, now);
    pen_text(&pen, TONE_BOLD, "Signature");
    buf_printf(out, "\n  %zu bytes, not verified\n\n", jws->signature.len);
    items_text(&pen, inspect, true, "Weak\n");
    items_text(&pen, inspect, false, "Remarks\n");
    if (!inspect->weak) {
        pen_text(&pen, TONE_GOOD, "Nothing weak is to be seen from outside.\n");
    }
}

void token_output_parts(struct json_writer *w, const struct jws *jws) {
    json_key(w, "header");
    json_node(w, jws->header_node);
    json_key(w, "payload");
    json_node(w, jws->payload_node);
    if (!jws->payload_node && jws->payload.ptr) {
        json_key(w, "payload_text");
        json_string(w, jws->payload);
    }
}

static void times_json(struct json_writer *w, const struct inspect *inspect, int64_t now) {
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    json_key(w, "times");
    json_begin_object(w);
    for (size_t i = 0; i < TIME_CLAIMS; i++) {
        int64_t at;
        char iso[CLOCK_ISO_SIZE];
        if (read_time(inspect, i, &at)) {
            json_key_span(w, time_claims[i]);
            json_begin_object(w);
            json_key(w, "seconds");
            json_i64(w, at);
            json_key(w, "time");
            json_text(w, clock_iso(at, iso));
            json_key(w, "words");
            json_string(w, distance(&arena, at, now));
            json_end_object(w);
        }
    }
    json_end_object(w);
}

static void items_json(struct json_writer *w, const struct inspect *inspect, bool weak,
                       const char *key) {
    json_key(w, key);
    json_begin_array(w);
    VEC_EACH(const struct inspect_item, item, &inspect->items) {
        if (inspect_is_weak(item->code) == weak) {
            json_begin_object(w);
            json_key(w, "id");
            json_text(w, inspect_name(item->code));
            json_key(w, "message");
            json_text(w, inspect_words(item->code));
            if (item->detail.len) {
                json_key(w, "detail");
                json_string(w, item->detail);
            }
            json_end_object(w);
        }
    }
    json_end_array(w);
}

void token_output_inspect_json(struct buf *out, const struct inspect *inspect, int64_t now) {
    struct json_writer w = {.out = out, .indent = 2};
    json_begin_object(&w);
    token_output_parts(&w, &inspect->jws);
    json_key(&w, "signature_bytes");
    json_i64(&w, (int64_t)inspect->jws.signature.len);
    times_json(&w, inspect, now);
    items_json(&w, inspect, true, "weak");
    items_json(&w, inspect, false, "remarks");
    json_end_object(&w);
    buf_byte(out, '\n');
}
