/* SPDX-License-Identifier: Apache-2.0 */
/* From an answer to a sample. */
#include "scan/sample.h"

#include "base/mutant.h"
#include "http/backoff.h"
#include "scan/error_words.h"
#include "scan/leaves.h"
#include "scan/refusal.h"
#include "text/json.h"
#include "text/uri.h"

#include <stdlib.h>

static int by_path(const void *left, const void *right) {
    const struct leaf *a = left, *b = right;
    if (a->path != b->path) {
        return a->path < b->path ? -1 : 1;
    }
    return (a->value > b->value) - (a->value < b->value);
}

static struct span essence(const struct response *response) {
    struct span type = fields_get(&response->fields, SPAN("Content-Type"));
    return span_trim(span_slice(type, 0, span_find_byte(type, ';')));
}

static bool says_json(struct span type, struct span body) {
    if (span_find_nocase(type, SPAN("json")) != SIZE_MAX) {
        return true;
    }
    struct span start = span_trim(span_slice(body, 0, 64));
    return start.len && (start.ptr[0] == '{' || start.ptr[0] == '[') &&
           (type.len == 0 || span_starts_nocase(type, SPAN("text/plain")));
}

static bool says_html(struct span type, struct span body) {
    struct span start = span_trim(span_slice(body, 0, 256));
    return span_find_nocase(type, SPAN("html")) != SIZE_MAX ||
           span_starts_nocase(start, SPAN("<!doctype html")) ||
           span_starts_nocase(start, SPAN("<html"));
}

/* Without scheme, host, query and fragment. */
static struct span location_path(struct span location) {
    return MUTANT(query_of_location) ? location : uri_path(location);
}

static enum err take_json(struct arena *arena, const struct response *response, struct leaves *flat,
                          struct sample *out, bool *taken) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = LEAVES_DEPTH};
    enum err parsed = json_parse(arena, response->body, &options, &root, NULL);
    if (parsed == ERR_MEMORY) {
        return ERR_MEMORY;
    }
    *taken = parsed == OK;
    if (*taken) {
        const struct node *code = refusal_code(root);
        out->kind = SAMPLE_JSON;
        out->refusal = refusal_in_form(root);
        out->fails = refusal_fails(root);
        out->code = code ? leaves_hash_node(code) : 0;
        leaves_of_tree(flat, root);
    }
    return OK;
}

static enum err take_body(struct arena *arena, const struct response *response, struct span path,
                          struct echo *echo, struct sample *out) {
    enum { LONG_ENOUGH = 4096 };
    struct span type = essence(response), body = response->body;
    struct leaf leaves[SAMPLE_LEAVES]; /* most answers have a few; those are kept */
    struct leaves flat = {leaves, 0, path, echo, out->status / 100 >= 4};
    bool taken = false;
    if (says_json(type, body)) {
        TRY(take_json(arena, response, &flat, out, &taken));
    }
    if (!taken) {
        out->kind = says_html(type, body) ? SAMPLE_HTML : SAMPLE_TEXT;
        out->password_form = out->kind == SAMPLE_HTML && refusal_asks_password(body);
        struct span start = span_slice(body, 0, LONG_ENOUGH);
        out->blames = refusal_blames_credential(start);
        out->refusal = out->blames || refusal_denies(start);
        out->telling = error_words_tell(start);
        struct span own = echo ? echo_mask(echo, body) : body;
        leaves_of_text(&flat, own.ptr ? own : body);
    }
    qsort(flat.at, flat.n, sizeof(*flat.at), by_path);
    out->leaves = arena_array(arena, struct leaf, flat.n);
    TRY_PTR(out->leaves);
    memcpy(out->leaves, flat.at, flat.n * sizeof(*flat.at));
    out->leaf_n = flat.n;
    return OK;
}

/* A refusal repeats what it likes: only of a success does it matter what is data. */
static enum err take_own(struct arena *arena, const struct exchange *exchange, struct span path,
                         struct sample *out) {
    struct echo echo;
    enum err err = OK;
    if (!sample_served(out)) {
        return take_body(arena, &exchange->response, path, NULL, out);
    }
    err = echo_begin(&echo, &exchange->request, exchange->response.body);
    if (err == OK) {
        out->echoes = echo.any;
        err = take_body(arena, &exchange->response, path, echo.any ? &echo : NULL, out);
    }
    echo_end(&echo);
    return err;
}

/* The same body under the same type, taken before: everything that was read from it holds again. */
static bool recall(const struct sample_memory *memory, struct sample *out) {
    for (size_t i = 0; memory && i < memory->n; i++) {
        const struct sample *known = &memory->at[i];
        if (known->hash == out->hash && known->size == out->size &&
            (known->type == out->type || MUTANT(type_forgotten)) && known->asked == out->asked &&
            (known->status / 100 >= 4) == (out->status / 100 >= 4) && !known->echoes) {
            out->kind = known->kind;
            out->refusal = known->refusal;
            out->fails = known->fails;
            out->blames = known->blames;
            out->telling = known->telling;
            out->code = known->code;
            out->password_form = known->password_form;
            out->leaves = known->leaves;
            out->leaf_n = known->leaf_n;
            return true;
        }
    }
    return false;
}

bool sample_asks_patience(const struct response *response) {
    struct span retry_after = fields_get(&response->fields, SPAN("Retry-After"));
    struct span remaining = fields_get(&response->fields, SPAN("X-RateLimit-Remaining"));
    return backoff_asked(response->status, retry_after, remaining) &&
           (response->status != 503 || retry_after.ptr || MUTANT(busy_is_throttled));
}

enum err sample_take(struct arena *arena, const struct exchange *exchange,
                     struct sample_memory *memory, struct sample *out) {
    const struct response *response = &exchange->response;
    struct span path = uri_path(exchange->request.url);
    bool head = span_equal(exchange->request.method, SPAN("HEAD"));
    *out = (struct sample){.wire = response->wire, .status = response->status};
    const struct fields *fields = &response->fields;
    out->challenge = fields_get(fields, SPAN("WWW-Authenticate")).ptr != NULL;
    out->throttled = sample_asks_patience(response);
    if (response->wire != WIRE_OK) {
        return OK; /* of an answer that was cut off its head counts, and nothing else */
    }
    struct span location = fields_get(fields, SPAN("Location"));
    out->location = location.ptr ? location_path(location) : location;
    out->hash = leaves_hash(0, response->body);
    out->type = leaves_hash(1, fields_get(fields, SPAN("Content-Type")));
    out->size = response->body.len;
    out->asked = leaves_repeat(response->body, path) ? leaves_hash(2, path) : 0;
    out->kind = SAMPLE_EMPTY;
    if (head || span_trim(response->body).len == 0 || recall(memory, out)) {
        return OK;
    }
    TRY(take_own(arena, exchange, path, out));
    if (memory && memory->n < SAMPLE_MEMORY) {
        memory->at[memory->n++] = *out;
    }
    return OK;
}

bool sample_refused(const struct sample *sample) {
    return sample->wire == WIRE_CERTIFICATE || sample->rebuff ||
           ((sample->wire == WIRE_OK ||
             (sample->wire == WIRE_CUT && !MUTANT(cut_refuses_nobody))) &&
            (sample->status == 401 || (sample->status == 403 && !MUTANT(forbidden_is_past)) ||
             sample->status == 407));
}

bool sample_served(const struct sample *sample) {
    return sample->wire == WIRE_OK && sample->status / 100 == 2;
}

bool sample_fails(const struct sample *sample) {
    return sample_served(sample) && sample->fails;
}

bool sample_past(const struct sample *sample) {
    return sample->wire == WIRE_OK && !sample_refused(sample) &&
           (sample->status / 100 != 5 || MUTANT(crash_is_past)) && !sample->throttled;
}
