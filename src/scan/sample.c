/* SPDX-License-Identifier: Apache-2.0 */
/* From an answer to a sample: JSON flattened to hashed leaves, texts cut into hashed words. */
#include "scan/sample.h"

#include "base/map.h"
#include "base/mutant.h"
#include "http/backoff.h"
#include "scan/echo.h"
#include "scan/error_words.h"
#include "scan/refusal.h"
#include "scan/unique.h"
#include "text/json.h"
#include "text/uri.h"

#include <stdlib.h>

enum { SAMPLE_DEPTH = 64, NO_PATH = 0 };

static uint64_t hash_more(uint64_t start, struct span text) {
    const uint64_t key[2] = {start, 0x706f737465726e};
    return map_hash(key, text);
}

struct flattening {
    struct leaf *leaves;
    size_t n;
    struct span path;  /* that was asked for */
    struct echo *echo; /* NULL: nothing that the request carried is repeated */
    bool error;        /* whose times and numbers are of that answer alone */
};

/* Where the text repeats the path that was asked for; its length is in *len. Routers leave the
 * slash at its start out, too; a short word without it may stand anywhere. */
static size_t find_echo(struct span text, struct span path, size_t *len) {
    enum { LONG_ENOUGH = 6 };
    *len = path.len;
    size_t at = path.len > 1 ? span_find(text, path) : SIZE_MAX;
    if (at != SIZE_MAX || path.len <= LONG_ENOUGH) {
        return MUTANT(path_counts) ? SIZE_MAX : at;
    }
    *len = path.len - 1;
    return span_find(text, span_from_index(path, 1));
}

/* Whether the path may stand in what is read from the body. */
static bool repeats(struct span body, struct span path) {
    size_t len;
    bool escapes = span_find_byte(body, '\\') != SIZE_MAX && !MUTANT(escapes_unread);
    return escapes || find_echo(body, path, &len) != SIZE_MAX;
}

static uint64_t hash_text(uint64_t start, struct span text, struct span path) {
    size_t len, at = find_echo(text, path, &len);
    if (at == SIZE_MAX) {
        return hash_more(start, text);
    }
    uint64_t before = hash_more(start, span_slice(text, 0, at));
    return hash_more(hash_more(before, SPAN("\x01path")), span_from_index(text, at + len));
}

static struct span node_value(const struct node *node) {
    switch ((enum node_kind)node->kind) {
    case NODE_NULL:
        return SPAN("null");
    case NODE_FALSE:
        return SPAN("false");
    case NODE_TRUE:
        return SPAN("true");
    case NODE_NUMBER:
        return node_number(node);
    case NODE_STRING:
        return node_text(node);
    case NODE_ARRAY:
        return SPAN("[");
    case NODE_OBJECT:
        return SPAN("{");
    }
    return SPAN("");
}

static bool node_blank(const struct node *node) {
    switch ((enum node_kind)node->kind) {
    case NODE_NULL:
        return true;
    case NODE_STRING:
        return refusal_names_nobody(node_text(node));
    case NODE_ARRAY:
    case NODE_OBJECT:
        return node->len == 0;
    case NODE_FALSE:
    case NODE_TRUE:
    case NODE_NUMBER:
        break;
    }
    return false;
}

/* Of "Nothing is there. (Request 17)" the words that hold no digit. */
static uint64_t hash_words(struct span text) {
    uint64_t hash = 0;
    for (struct span word; (text = span_trim(text)).len;) {
        bool digit = false;
        size_t end = 0;
        while (end < text.len && (unsigned char)text.ptr[end] > ' ') {
            char c = text.ptr[end++];
            digit |= c >= '0' && c <= '9';
        }
        word = span_slice(text, 0, end);
        text = span_from_index(text, end);
        hash = digit || unique_text(word) ? hash : hash_more(hash, word);
    }
    return hash;
}

/* What a text says of how it went; nobody needs a thousand words for that. */
static void read_words(struct leaf *leaf, struct span text, struct span path, bool error) {
    enum { LONG_ENOUGH = 1000 };
    text = span_slice(text, 0, LONG_ENOUGH);
    leaf->words = error ? hash_words(text) : 0;
    leaf->blames = refusal_blames_credential(text);
    leaf->denial = leaf->blames || refusal_denies(text);
    leaf->telling = !span_equal(text, path) && error_words_tell(text);
}

/* What a text says of its own; the request's words in it are not the answer's. */
static void read_text(struct flattening *out, struct leaf *leaf, const struct node *node) {
    struct span text = node_text(node), own = out->echo ? echo_mask(out->echo, text) : text;
    leaf->echo = out->echo && own.ptr && !span_equal(own, text);
    if (leaf->echo) {
        leaf->value = hash_text((uint64_t)node->kind, own, out->path);
    }
    read_words(leaf, leaf->echo ? own : text, out->path, out->error);
}

/* What an error has to itself says no more than that it is there. */
static bool is_own(const struct flattening *out, const struct node *node) {
    bool number = node_is(node, NODE_NUMBER);
    return out->error && (number || node_is(node, NODE_STRING)) &&
           unique_member(node_key(node), node_value(node), number) && !MUTANT(unique_counts);
}

static void flatten(struct flattening *out, const struct node *node, uint64_t path, uint64_t parent,
                    unsigned depth) {
    if (out->n == SAMPLE_LEAVES || depth == SAMPLE_DEPTH) {
        return;
    }
    bool array = node_is(node, NODE_ARRAY), own = is_own(out, node);
    out->leaves[out->n] = (struct leaf){
        .path = path,
        .parent = parent,
        .value = own ? hash_more((uint64_t)node->kind, SPAN("\x01own"))
                     : hash_text((uint64_t)node->kind, node_value(node), out->path),
        .blank = node_blank(node),
        .array = array,
        .holds = (array || node_is(node, NODE_OBJECT)) && node->len,
    };
    if (node_is(node, NODE_STRING) && !own) {
        read_text(out, &out->leaves[out->n], node);
    }
    out->n++;
    NODE_EACH(child, node) {
        uint64_t below = array ? hash_more(path, SPAN("\x01[]")) : hash_more(path, node_key(child));
        flatten(out, child, below, path, depth + 1);
    }
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Words as leaves without a place: texts are compared as bags of words. */
static void cut_words(struct flattening *out, struct span text) {
    size_t at = 0;
    while (at < text.len && out->n < SAMPLE_LEAVES) {
        while (at < text.len && !is_word(text.ptr[at])) {
            at++;
        }
        size_t start = at;
        while (at < text.len && is_word(text.ptr[at])) {
            at++;
        }
        if (at > start) {
            struct span word = span_slice(text, start, at - start);
            word = out->error && unique_text(word) ? SPAN("\x01own") : word;
            out->leaves[out->n++] = (struct leaf){.path = NO_PATH, .value = hash_more(0, word)};
        }
    }
}

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

static enum err take_json(struct arena *arena, const struct response *response,
                          struct flattening *flat, struct sample *out, bool *taken) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = SAMPLE_DEPTH};
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
        out->code = code ? hash_more((uint64_t)code->kind, node_value(code)) : 0;
        flatten(flat, root, 1, 0, 0);
    }
    return OK;
}

/* A text's words, without the path that was asked for. */
static void cut_text(struct flattening *flat, struct span text) {
    size_t len, at = find_echo(text, flat->path, &len);
    cut_words(flat, span_slice(text, 0, at));
    if (at != SIZE_MAX) {
        cut_words(flat, span_from_index(text, at + len));
    }
}

static enum err take_body(struct arena *arena, const struct response *response, struct span path,
                          struct echo *echo, struct sample *out) {
    enum { LONG_ENOUGH = 4096 };
    struct span type = essence(response), body = response->body;
    struct leaf leaves[SAMPLE_LEAVES]; /* most answers have a few; those are kept */
    struct flattening flat = {leaves, 0, path, echo, out->status / 100 >= 4};
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
        cut_text(&flat, own.ptr ? own : body);
    }
    qsort(flat.leaves, flat.n, sizeof(*flat.leaves), by_path);
    out->leaves = arena_array(arena, struct leaf, flat.n);
    TRY_PTR(out->leaves);
    memcpy(out->leaves, flat.leaves, flat.n * sizeof(*flat.leaves));
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
    out->hash = hash_more(0, response->body);
    out->type = hash_more(1, fields_get(fields, SPAN("Content-Type")));
    out->size = response->body.len;
    out->asked = repeats(response->body, path) ? hash_more(2, path) : 0;
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
