/* SPDX-License-Identifier: Apache-2.0 */
/* Taking secrets out of what is shown, and cutting it to a length. */
#include "scan/evidence.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "scan/curl_line.h"

enum { EXCERPT_BYTES = 600, CLEANED_BYTES = 64 << 10 };
#define HIDDEN "(hidden)"

static struct span redact(struct arena *arena, const struct identities *identities, bool answer,
                          struct span text) {
    return answer ? identities_redact(identities, arena, text)
                  : identities_redact_request(identities, arena, text);
}

/* Every place of a secret of the identities, then of the attack's own token. */
static struct span clean_any(struct arena *arena, const struct hidden *hidden, bool answer,
                             struct span text) {
    struct span cleaned = redact(arena, hidden->identities, answer, text);
    if (!hidden->token.len || !cleaned.ptr) {
        return cleaned;
    }
    struct identities forged = {.arena = arena};
    struct secret token = {hidden->token, SPAN(CURL_LINE_FORGED)};
    return vec_push(arena, &forged.secrets, token) ? redact(arena, &forged, answer, cleaned)
                                                   : (struct span){NULL, 0};
}

static struct span clean(struct arena *arena, const struct hidden *hidden, struct span text) {
    return clean_any(arena, hidden, false, text);
}

static bool in_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static size_t end_of_part(struct span text, size_t at) {
    while (at < text.len && in_token(text.ptr[at])) {
        at++;
    }
    return at;
}

/* Where the signature of a JWT that starts here starts and ends; false: none starts here. */
static bool signature_at(struct span text, size_t at, size_t *from, size_t *to) {
    if (!span_starts(span_from_index(text, at), SPAN("eyJ"))) {
        return false;
    }
    size_t header = end_of_part(text, at);
    size_t payload =
        header < text.len && text.ptr[header] == '.' ? end_of_part(text, header + 1) : text.len;
    *from = payload + 1;
    *to = payload < text.len && text.ptr[payload] == '.' ? end_of_part(text, *from) : 0;
    return *to > *from;
}

/* Tokens that the target gives out in an answer work as well as those that were given to it. */
static struct span clean_answer(struct arena *arena, const struct hidden *hidden,
                                struct span text) {
    struct span cleaned = clean_any(arena, hidden, true, text);
    BUF_SCOPE out = {0};
    for (size_t at = 0, from, to; at < cleaned.len;) {
        if (signature_at(cleaned, at, &from, &to)) {
            buf_add(&out, span_slice(cleaned, at, from - at));
            buf_text(&out, HIDDEN);
            at = to;
        } else {
            buf_byte(&out, cleaned.ptr[at++]);
        }
    }
    return buf_status(&out) == OK && cleaned.ptr ? arena_dup(arena, buf_span(&out))
                                                 : (struct span){NULL, 0};
}

/* "sessionid=abc; Path=/": the value is a credential of whoever asked. */
static struct span clean_cookie(struct arena *arena, const struct hidden *hidden,
                                struct span field) {
    struct span rest = clean_any(arena, hidden, true, field), pair = span_cut(&rest, ';');
    struct span value = pair, name = span_cut(&value, '=');
    bool shown = value.len == 0 || value.ptr[0] == '$';
    return arena_printf(arena, "%.*s%s%.*s%s%.*s", SPAN_ARG(name), value.ptr ? "=" : "",
                        SPAN_ARG(shown ? value : SPAN(HIDDEN)), rest.ptr ? ";" : "",
                        SPAN_ARG(rest));
}

static enum err clean_fields(struct arena *arena, const struct hidden *hidden, bool answer,
                             const struct fields *from, struct fields *to) {
    for (size_t i = 0; i < from->n; i++) {
        struct span name = arena_dup(arena, from->at[i].name), value = from->at[i].value;
        bool cookie = answer && span_equal_nocase(name, SPAN("Set-Cookie"));
        value = cookie   ? clean_cookie(arena, hidden, value)
                : answer ? clean_answer(arena, hidden, value)
                         : clean(arena, hidden, value);
        if (!name.ptr || !value.ptr || !fields_add(arena, to, name, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* What was sent, with what the client adds where a request does not have it. */
static enum err sent_fields(struct arena *arena, const struct hidden *hidden,
                            const struct fields *own, struct fields *out) {
    for (size_t i = 0; i < own->n; i++) {
        if (!fields_add(arena, out, own->at[i].name, own->at[i].value)) {
            return ERR_MEMORY;
        }
    }
    for (size_t i = 0; hidden->everywhere && i < hidden->everywhere->n; i++) {
        const struct field *field = &hidden->everywhere->at[i];
        if (!fields_get(own, field->name).ptr && !MUTANT(fields_of_all_unshown) &&
            !fields_add(arena, out, field->name, field->value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* Cut after cleaning: half a secret would not be known as one. */
static struct span excerpt(struct arena *arena, const struct hidden *hidden, struct span body) {
    struct span cleaned = clean_answer(arena, hidden, span_slice(body, 0, CLEANED_BYTES));
    return span_slice(cleaned, 0, EXCERPT_BYTES);
}

enum err evidence_make(struct arena *arena, const struct hidden *hidden,
                       const struct exchange *exchange, struct span what, struct span label,
                       struct evidence *out) {
    const struct request *request = &exchange->request;
    const struct response *response = &exchange->response;
    *out = (struct evidence){.what = what, .label = arena_dup(arena, label)};
    struct request *shown = &out->exchange.request;
    shown->method = arena_dup(arena, request->method);
    shown->certificate = request->certificate;
    shown->key = request->key;
    shown->from = request->from;
    shown->url = MUTANT(addresses_shown) ? arena_dup(arena, request->url)
                                         : clean(arena, hidden, request->url);
    shown->body = clean(arena, hidden, request->body);
    TRY_PTR(shown->url.ptr);
    TRY_PTR(shown->body.ptr);
    struct fields sent = {0};
    TRY(sent_fields(arena, hidden, &request->fields, &sent));
    TRY(clean_fields(arena, hidden, false, &sent, &shown->fields));
    out->exchange.response = (struct response){
        .wire = response->wire,
        .status = response->status,
        .cut = response->cut || response->body.len > EXCERPT_BYTES,
        .elapsed_ns = response->elapsed_ns,
        .body = excerpt(arena, hidden, response->body),
    };
    TRY(clean_fields(arena, hidden, true, &response->fields, &out->exchange.response.fields));
    BUF_SCOPE line = {0};
    TRY(curl_line(&line, hidden->identities, shown));
    out->curl = arena_dup(arena, buf_span(&line));
    return out->curl.ptr ? OK : ERR_MEMORY;
}
