/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence: an exchange fit for a report, without secrets, with a curl line to repeat it. */
#include "base/buf.h"
#include "scan/engine_private.h"

enum { EXCERPT_BYTES = 600, EVIDENCE_MEMORY = 1 << 20 };

/* Quoted for a POSIX shell. Text with the name of a secret ($ALICE_TOKEN) goes into double quotes,
 * so that the shell puts the secret in; everything else is literal. */
static void quote(struct buf *out, struct span text) {
    bool expands = span_find_byte(text, '$') != SIZE_MAX;
    buf_byte(out, expands ? '"' : '\'');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (expands && (c == '"' || c == '\\' || c == '`')) {
            buf_byte(out, '\\');
            buf_byte(out, c);
        } else if (!expands && c == '\'') {
            buf_text(out, "'\\''");
        } else {
            buf_byte(out, c);
        }
    }
    buf_byte(out, expands ? '"' : '\'');
}

static void curl_method(struct buf *out, const struct request *request) {
    if (span_equal(request->method, SPAN("HEAD"))) {
        buf_text(out, " --head");
    } else if (!span_equal(request->method, SPAN("GET")) || request->body.len) {
        buf_text(out, " -X ");
        quote(out, request->method);
    }
}

static void curl_line(struct buf *out, const struct request *request) {
    buf_text(out, "curl -i --path-as-is");
    curl_method(out, request);
    for (size_t i = 0; i < request->fields.n; i++) {
        const struct field *field = &request->fields.at[i];
        BUF_SCOPE header = {0};
        buf_add(&header, field->name);
        buf_text(&header, field->value.len ? ": " : ";"); /* "Name;" sends an empty value */
        buf_add(&header, field->value);
        buf_text(out, " -H ");
        quote(out, buf_span(&header));
    }
    if (request->body.len) {
        buf_text(out, " --data-binary ");
        quote(out, request->body);
    }
    buf_byte(out, ' ');
    quote(out, request->url);
}

static struct span clean(struct arena *arena, const struct hidden *hidden, struct span text) {
    struct span token = hidden->token;
    size_t at = token.len ? span_find(text, token) : SIZE_MAX;
    if (at != SIZE_MAX) {
        text = arena_printf(arena, "%.*s$FORGED_TOKEN%.*s", SPAN_ARG(span_slice(text, 0, at)),
                            SPAN_ARG(span_from_index(text, at + token.len)));
    }
    return identities_redact(hidden->identities, arena, text);
}

static enum err clean_fields(struct arena *arena, const struct hidden *hidden,
                             const struct fields *from, struct fields *to) {
    for (size_t i = 0; i < from->n; i++) {
        struct span name = arena_dup(arena, from->at[i].name);
        struct span value = clean(arena, hidden, from->at[i].value);
        if (!name.ptr || !value.ptr || !fields_add(arena, to, name, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum err evidence_make(struct arena *arena, const struct hidden *hidden,
                       const struct exchange *exchange, struct span what, struct span label,
                       struct evidence *out) {
    const struct request *request = &exchange->request;
    const struct response *response = &exchange->response;
    *out = (struct evidence){.what = what, .label = arena_dup(arena, label)};
    struct request *shown = &out->exchange.request;
    shown->method = arena_dup(arena, request->method);
    shown->url = clean(arena, hidden, request->url);
    shown->body = clean(arena, hidden, request->body);
    TRY(clean_fields(arena, hidden, &request->fields, &shown->fields));
    out->exchange.response = (struct response){
        .wire = response->wire,
        .status = response->status,
        .cut = response->cut || response->body.len > EXCERPT_BYTES,
        .elapsed_ns = response->elapsed_ns,
        .body = clean(arena, hidden, span_slice(response->body, 0, EXCERPT_BYTES)),
    };
    TRY(clean_fields(arena, hidden, &response->fields, &out->exchange.response.fields));
    BUF_SCOPE line = {0};
    curl_line(&line, shown);
    TRY(buf_status(&line));
    out->curl = arena_dup(arena, buf_span(&line));
    return out->curl.ptr ? OK : ERR_MEMORY;
}
