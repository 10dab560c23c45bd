/* SPDX-License-Identifier: Apache-2.0 */
/* Records: numbers of four bytes, the least first; texts with their lengths before them. */
#include "scan/journal/journal_record.h"

enum { SAME_BODY_MOST = 64, NUMBER = 4 };

static const uint32_t OWN_BODY = UINT32_MAX;

static void put(struct buf *out, uint64_t number) {
    for (unsigned i = 0; i < NUMBER; i++) {
        buf_byte(out, (char)(number >> (8 * i) & 255));
    }
}

static void put_text(struct buf *out, struct span text) {
    put(out, text.len);
    buf_add(out, text);
}

/* Which of the latest answers had the same body; OWN_BODY: none. */
static uint32_t same_body(const struct record *record, size_t at) {
    size_t from = at > SAME_BODY_MOST ? at - SAME_BODY_MOST : 0;
    for (size_t i = at; i-- > from;) {
        if (span_equal(record->all.at[i].response.body, record->all.at[at].response.body)) {
            return (uint32_t)i;
        }
    }
    return OWN_BODY;
}

static void put_response(struct buf *out, const struct record *record, size_t at) {
    const struct response *response = &record->all.at[at].response;
    put(out, response->wire);
    put(out, (uint64_t)response->status);
    put(out, response->cut);
    put(out, response->elapsed_ns & UINT32_MAX);
    put(out, response->elapsed_ns >> 32);
    put(out, response->fields.n);
    VEC_EACH(const struct field, field, &response->fields) {
        put_text(out, field->name);
        put_text(out, field->value);
    }
    uint32_t same = same_body(record, at);
    put(out, same);
    if (same == OWN_BODY) {
        put_text(out, response->body);
    }
}

void journal_record_write(const struct record *record, struct buf *out) {
    put_text(out, record->operation);
    put(out, record->round);
    put(out, record->sent);
    put(out, record->all.n);
    for (size_t i = 0; i < record->all.n; i++) {
        const struct recorded *one = &record->all.at[i];
        put_text(out, one->by);
        put_text(out, one->identity);
        put_text(out, one->method);
        put_text(out, one->path);
        put_response(out, record, i);
    }
}

/* Bytes under way; broken: they ended too early, or say what cannot be. */
struct reader {
    struct arena *arena;
    struct span rest;
    bool broken;
};

static uint32_t get(struct reader *r) {
    uint32_t number = 0;
    if (r->rest.len < NUMBER) {
        r->broken = true;
        return 0;
    }
    for (unsigned i = 0; i < NUMBER; i++) {
        number |= (uint32_t)(unsigned char)r->rest.ptr[i] << (8 * i);
    }
    r->rest = span_from_index(r->rest, NUMBER);
    return number;
}

static struct span get_text(struct reader *r) {
    size_t len = get(r);
    if (len > r->rest.len) {
        r->broken = true;
        return (struct span){NULL, 0};
    }
    struct span text = span_slice(r->rest, 0, len);
    r->rest = span_from_index(r->rest, len);
    return text;
}

static enum err get_fields(struct reader *r, struct fields *out) {
    size_t n = get(r);
    for (size_t i = 0; i < n && !r->broken; i++) {
        struct span name = get_text(r), value = get_text(r);
        if (!fields_add(r->arena, out, name, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static void get_body(struct reader *r, const struct record *record, struct response *out) {
    uint32_t same = get(r);
    if (same == OWN_BODY) {
        out->body = get_text(r);
    } else if (same + 1 < record->all.n) {
        out->body = record->all.at[same].response.body;
    } else {
        r->broken = true;
    }
}

static enum err get_response(struct reader *r, struct record *record, struct response *out) {
    uint32_t wire = get(r), status = get(r);
    r->broken |= wire > WIRE_FAILED || status > 999;
    out->wire = (enum wire)wire;
    out->status = (int)status;
    out->cut = get(r) != 0;
    out->elapsed_ns = get(r);
    out->elapsed_ns |= (uint64_t)get(r) << 32;
    TRY(get_fields(r, &out->fields));
    get_body(r, record, out);
    return OK;
}

enum err journal_record_read(struct arena *arena, struct span bytes, struct record *out) {
    struct reader r = {arena, bytes, false};
    *out = (struct record){.operation = get_text(&r)};
    out->round = get(&r);
    out->sent = get(&r);
    size_t n = get(&r);
    for (size_t i = 0; i < n && !r.broken; i++) {
        struct recorded *one = vec_add(arena, &out->all);
        TRY_PTR(one);
        one->by = get_text(&r);
        one->identity = get_text(&r);
        one->method = get_text(&r);
        one->path = get_text(&r);
        struct response response = {0};
        TRY(get_response(&r, out, &response));
        out->all.at[i].response = response;
    }
    return r.broken || r.rest.len ? ERR_SYNTAX : OK;
}
