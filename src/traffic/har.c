/* SPDX-License-Identifier: Apache-2.0 */
/* Entries of a HAR file, each a request and its answer. */
#include "traffic/har.h"

#include "base/mutant.h"
#include "text/base64.h"
#include "text/json.h"
#include "traffic/userinfo.h"

static enum err read_pairs(struct arena *arena, const struct node *list, struct fields *out) {
    NODE_EACH(item, list) {
        struct span name = node_text(node_get(item, SPAN("name")));
        struct span value = node_text(node_get(item, SPAN("value")));
        bool file = node_get(item, SPAN("fileName")) != NULL;
        if (name.len && value.ptr && !file && !fields_add(arena, out, name, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static bool is_text(struct span type) {
    static const struct span parts[] = {SPAN_INIT("json"), SPAN_INIT("text"), SPAN_INIT("xml"),
                                        SPAN_INIT("urlencoded")};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (span_find_nocase(type, parts[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* The text of postData or content; some write any body in base64, and say so. */
static enum err read_body(struct arena *arena, const struct node *holder, struct span *out) {
    struct span text = node_text(node_get(holder, SPAN("text")));
    struct span type = node_text(node_get(holder, SPAN("mimeType")));
    const struct node *encoding = node_get(holder, SPAN("encoding"));
    enum base64_form form;
    *out = text;
    if (!node_text(encoding).len || MUTANT(base64_as_it_is)) {
        return OK;
    }
    bool known = span_equal_nocase(node_text(encoding), SPAN("base64")) && is_text(type);
    enum err err = known ? base64_decode_loose(arena, text, out, &form) : ERR_SYNTAX;
    *out = err == OK ? *out : SPAN("");
    return err == ERR_MEMORY ? err : OK;
}

/* Members as the format has them; what is missing or of another type reads as empty. */
static enum err read_entry(struct arena *arena, const struct node *entry,
                           struct traffic_request *out) {
    const struct node *request = node_get(entry, SPAN("request"));
    const struct node *answer = node_get(entry, SPAN("response"));
    const struct node *posted = node_get(request, SPAN("postData"));
    const struct node *content = node_get(answer, SPAN("content"));
    out->method = node_text(node_get(request, SPAN("method")));
    out->url = node_text(node_get(request, SPAN("url")));
    out->type = node_text(node_get(posted, SPAN("mimeType")));
    TRY(read_body(arena, posted, &out->body));
    TRY(read_pairs(arena, node_get(request, SPAN("headers")), &out->fields));
    if (span_starts_nocase(out->type, SPAN("multipart/"))) {
        out->body = (struct span){NULL, 0}; /* its parts stand in params, where there are any */
    }
    if (!out->body.len) {
        TRY(read_pairs(arena, node_get(posted, SPAN("params")), &out->form));
    }
    if (!node_i64(node_get(answer, SPAN("status")), &out->status)) {
        out->status = 0;
    }
    out->answer_type = node_text(node_get(content, SPAN("mimeType")));
    return read_body(arena, content, &out->answer);
}

static bool is_request(const struct traffic_request *request) {
    bool named = request->method.len > 0;
    for (size_t i = 0; i < request->method.len; i++) {
        char c = (char)(request->method.ptr[i] & ~0x20);
        named = named && c >= 'A' && c <= 'Z';
    }
    return named && (span_starts_nocase(request->url, SPAN("http://")) ||
                     span_starts_nocase(request->url, SPAN("https://")));
}

/* Browsers record sockets, data and extensions as well: these are no fault. */
static bool is_other(const struct traffic_request *request) {
    return request->method.len && span_find_byte(request->url, ':') < 20 && request->url.len;
}

static void tell(struct traffic *traffic, struct place place, struct diag *diag) {
    if (traffic->unread++ < TRAFFIC_TOLD) {
        diag_add(diag, DIAG_WARNING, place,
                 "an entry without the method and the URL of a request is left out");
    }
}

static struct place place_of(const struct traffic *traffic, const struct node *node) {
    return (struct place){.file = traffic->file, .line = node->line, .column = node->column};
}

enum err har_read(struct arena *arena, struct span text, struct traffic *out, struct diag *diag) {
    const struct node *root;
    struct json_options options = {.file = out->file};
    TRY(json_parse(arena, text, &options, &root, diag));
    const struct node *entries = node_get(node_get(root, SPAN("log")), SPAN("entries"));
    if (!node_is(entries, NODE_ARRAY) && node_get(root, SPAN("item"))) {
        diag_add(
            diag, DIAG_ERROR, place_of(out, root),
            "is a Postman collection, which holds no answers: record its requests as HAR, by a "
            "proxy or a browser");
        return ERR_INVALID;
    }
    if (!node_is(entries, NODE_ARRAY)) {
        diag_add(diag, DIAG_ERROR, place_of(out, entries ? entries : root),
                 "is no HAR file: log.entries is no list");
        return ERR_INVALID;
    }
    NODE_EACH(entry, entries) {
        struct traffic_request request = {.place = place_of(out, entry)};
        TRY(read_entry(arena, entry, &request));
        if (out->requests.n >= TRAFFIC_REQUESTS) {
            diag_add(diag, DIAG_ERROR, request.place, "more than %d requests", TRAFFIC_REQUESTS);
            return ERR_LIMIT;
        }
        if (is_request(&request)) {
            TRY(userinfo_move(arena, &request));
            TRY_PTR(vec_push(arena, &out->requests, request) ? out : NULL);
        } else if (!is_other(&request)) {
            tell(out, request.place, diag);
        }
    }
    return OK;
}
