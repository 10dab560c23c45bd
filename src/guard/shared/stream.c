/* SPDX-License-Identifier: Apache-2.0 */
/* XREAD and XINFO, and the shape of their answers. */
#include "guard/shared/stream.h"

#include <inttypes.h>

bool stream_id_read(struct span text, struct stream_id *out) {
    struct span rest = text, ms = span_cut(&rest, '-');
    *out = (struct stream_id){0};
    return rest.ptr && span_to_u64(ms, &out->ms) && span_to_u64(rest, &out->seq);
}

struct span stream_id_write(struct arena *arena, struct stream_id id) {
    return arena_printf(arena, "%" PRIu64 "-%" PRIu64, id.ms, id.seq);
}

bool stream_id_before(struct stream_id a, struct stream_id b) {
    return a.ms != b.ms ? a.ms < b.ms : a.seq < b.seq;
}

static bool is_list(const struct redis_value *value, size_t n) {
    return value->kind == REDIS_LIST && value->n == n;
}

/* [id, [field, value, ...]]. */
static enum err take_entry(const struct redis_value *entry, struct stream *stream, size_t number,
                           stream_take take, void *user) {
    struct stream_id id;
    if (!is_list(entry, 2) || entry->items[0]->kind != REDIS_TEXT ||
        !stream_id_read(entry->items[0]->text, &id) || !stream_id_before(stream->at, id)) {
        return ERR_SYNTAX;
    }
    const struct redis_value *fields = entry->items[1];
    if (fields->kind != REDIS_LIST || fields->n % 2) {
        return ERR_SYNTAX;
    }
    for (size_t i = 1; i < fields->n; i += 2) {
        if (fields->items[i]->kind != REDIS_TEXT) {
            return ERR_SYNTAX;
        }
        TRY(take(user, number, id, fields->items[i]->text));
    }
    stream->at = id;
    return OK;
}

/* [name, [entry, ...]]. */
static enum err take_stream(const struct redis_value *value, struct stream streams[2],
                            stream_take take, void *user, bool full[2]) {
    if (!is_list(value, 2) || value->items[0]->kind != REDIS_TEXT ||
        value->items[1]->kind != REDIS_LIST) {
        return ERR_SYNTAX;
    }
    for (size_t i = 0; i < 2; i++) {
        if (span_equal(value->items[0]->text, streams[i].name)) {
            const struct redis_value *entries = value->items[1];
            for (size_t k = 0; k < entries->n; k++) {
                TRY(take_entry(entries->items[k], &streams[i], i, take, user));
            }
            full[i] = entries->n > 0;
            return OK;
        }
    }
    return ERR_SYNTAX;
}

enum err stream_read(struct redis *redis, struct arena *arena, struct stream streams[2],
                     uint64_t deadline_ns, stream_take take, void *user, bool full[2]) {
    const struct redis_value *answer = NULL;
    struct span ids[] = {stream_id_write(arena, streams[0].at),
                         stream_id_write(arena, streams[1].at)};
    struct span count = arena_printf(arena, "%d", STREAM_ENTRIES);
    TRY_PTR(ids[0].ptr);
    TRY_PTR(ids[1].ptr);
    TRY_PTR(count.ptr);
    struct span words[] = {SPAN("XREAD"),   SPAN("COUNT"),   count,  SPAN("STREAMS"),
                           streams[0].name, streams[1].name, ids[0], ids[1]};
    full[0] = full[1] = false;
    TRY(redis_ask(redis, arena, words, 8, deadline_ns, &answer));
    if (answer->kind == REDIS_NIL) {
        return OK;
    }
    if (answer->kind != REDIS_LIST || answer->n > 2) {
        return ERR_SYNTAX;
    }
    for (size_t i = 0; i < answer->n; i++) {
        TRY(take_stream(answer->items[i], streams, take, user, full));
    }
    return OK;
}

enum err stream_last(struct redis *redis, struct arena *arena, struct span name,
                     uint64_t deadline_ns, struct stream_id *out) {
    const struct redis_value *answer = NULL;
    struct span words[] = {SPAN("XINFO"), SPAN("STREAM"), name};
    *out = (struct stream_id){0};
    TRY(redis_ask(redis, arena, words, 3, deadline_ns, &answer));
    if (answer->kind == REDIS_ERROR && span_find(answer->text, SPAN("no such key")) != SIZE_MAX) {
        return OK;
    }
    for (size_t i = 0; answer->kind == REDIS_LIST && i + 1 < answer->n; i += 2) {
        const struct redis_value *field = answer->items[i], *value = answer->items[i + 1];
        if (field->kind == REDIS_TEXT && span_equal(field->text, SPAN("last-generated-id"))) {
            return value->kind == REDIS_TEXT && stream_id_read(value->text, out) ? OK : ERR_SYNTAX;
        }
    }
    return ERR_SYNTAX;
}
