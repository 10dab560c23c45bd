/* SPDX-License-Identifier: Apache-2.0 */
/* Quoting for a shell that is to expand the names of secrets and nothing else. */
#include "scan/curl_line.h"

#include "scan/credential/secret.h"

struct names {
    struct arena *arena;
    VEC(struct span) prefixes; /* "$ALICE_", and "$HEADER_" for what -H adds */
};

static enum err collect(struct names *names, const struct identities *identities) {
    VEC_EACH(const struct identity, identity, &identities->all) {
        struct span prefix = secret_name(names->arena, identity->name, SPAN(""));
        if (!prefix.ptr || !vec_push(names->arena, &names->prefixes, prefix)) {
            return ERR_MEMORY;
        }
    }
    bool kept = vec_push(names->arena, &names->prefixes, SPAN("$HEADER_")) &&
                vec_push(names->arena, &names->prefixes, SPAN(CURL_LINE_FORGED));
    return kept ? OK : ERR_MEMORY;
}

static bool is_name(const struct names *names, struct span text) {
    VEC_EACH(const struct span, prefix, &names->prefixes) {
        if (span_starts(text, *prefix)) {
            return true;
        }
    }
    return false;
}

static bool holds_name(const struct names *names, struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '$' && is_name(names, span_from_index(text, i))) {
            return true;
        }
    }
    return false;
}

static void quote_literally(struct buf *out, struct span text) {
    buf_byte(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') {
            buf_text(out, "'\\''");
        } else {
            buf_byte(out, text.ptr[i]);
        }
    }
    buf_byte(out, '\'');
}

/* Within double quotes an interactive shell would still see "!", even after a backslash. */
static void quote(struct buf *out, const struct names *names, struct span text) {
    if (!holds_name(names, text)) {
        quote_literally(out, text);
        return;
    }
    buf_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool literal = c == '$' && !is_name(names, span_from_index(text, i));
        if (c == '!') {
            buf_text(out, "\"'!'\"");
            continue;
        }
        if (literal || c == '"' || c == '\\' || c == '`') {
            buf_byte(out, '\\');
        }
        buf_byte(out, c);
    }
    buf_byte(out, '"');
}

static void add_method(struct buf *out, const struct request *request) {
    if (span_equal(request->method, SPAN("HEAD"))) {
        buf_text(out, " --head");
    } else if (!span_equal(request->method, SPAN("GET")) || request->body.len) {
        buf_text(out, " -X ");
        quote_literally(out, request->method);
    }
}

static void add_field(struct buf *out, const struct names *names, const struct field *field) {
    BUF_SCOPE header = {0};
    buf_add(&header, field->name);
    buf_text(&header, field->value.len ? ": " : ";"); /* "Name;" sends an empty value */
    buf_add(&header, field->value);
    buf_text(out, " -H ");
    quote(out, names, buf_span(&header));
}

enum err curl_line(struct buf *out, const struct identities *identities,
                   const struct request *request) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct names names = {.arena = &arena};
    TRY(collect(&names, identities));
    buf_text(out, "curl -i --path-as-is");
    add_method(out, request);
    for (size_t i = 0; i < request->fields.n; i++) {
        add_field(out, &names, &request->fields.at[i]);
    }
    if (request->from) {
        buf_text(out, " --interface ");
        buf_text(out, request->from);
    }
    bool made = request_holds_pem(request);
    if (made) {
        buf_text(out, " --cert any-self-signed.pem");
    } else if (request->certificate.len) {
        buf_text(out, " --cert ");
        quote_literally(out, request->certificate);
    }
    if (request->key.len && !made) {
        buf_text(out, " --key ");
        quote_literally(out, request->key);
    }
    if (request->body.len) {
        /* "@file" would be read: --data-raw sends it as it is, and as a form when nothing says
         * what it is. */
        buf_text(out, " --data-raw ");
        quote(out, &names, request->body);
    }
    bool ranges = span_find_byte(request->url, '[') != SIZE_MAX ||
                  span_find_byte(request->url, '{') != SIZE_MAX;
    buf_text(out, ranges ? " -g " : " "); /* to curl, "[1-9]" means nine URLs */
    quote(out, &names, request->url);
    return buf_status(out);
}
