/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a value into a header, a cookie or the query. */
#include "scan/credential/credential_place.h"

#include "base/mutant.h"
#include "text/base64.h"
#include "text/uri.h"

enum err credential_field(struct arena *arena, struct request *request, struct span name,
                          struct span value) {
    struct fields copy = {0};
    for (size_t i = 0; i < request->fields.n; i++) {
        if (!span_equal_nocase(request->fields.at[i].name, name) &&
            !vec_push(arena, &copy, request->fields.at[i])) {
            return ERR_MEMORY;
        }
    }
    if (!fields_add(arena, &copy, name, value)) {
        return ERR_MEMORY;
    }
    request->fields = copy;
    return OK;
}

struct span credential_prefix(const struct scheme *scheme) {
    if (scheme->prefix.len) {
        return scheme->prefix;
    }
    switch (scheme->kind) {
    case SCHEME_BEARER:
        return SPAN("Bearer");
    case SCHEME_BASIC:
        return SPAN("Basic");
    case SCHEME_DIGEST:
        return SPAN("Digest");
    case SCHEME_AUTHORIZATION:
    case SCHEME_HEADER:
    case SCHEME_QUERY:
    case SCHEME_COOKIE:
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return (struct span){"", 0};
}

bool credential_takes_word(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION ||
           scheme->kind == SCHEME_HEADER;
}

bool credential_split(struct span whole, struct span *prefix, struct span *value) {
    enum { LONGEST_WORD = 24 };
    size_t space = span_find_byte(whole, ' ');
    if (space == SIZE_MAX || space == 0 || space > LONGEST_WORD) {
        return false;
    }
    for (size_t i = 0; i < space; i++) {
        char c = whole.ptr[i];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_' || c == ':';
        if (!word) {
            return false;
        }
    }
    *prefix = span_slice(whole, 0, space);
    *value = span_trim(span_from_index(whole, space));
    return value->len && span_find_byte(*value, ' ') == SIZE_MAX;
}

struct span credential_basic(struct arena *arena, struct span user, struct span password) {
    struct span pair = arena_printf(arena, "%.*s:%.*s", SPAN_ARG(user), SPAN_ARG(password));
    return pair.ptr && !MUTANT(basic_in_clear) ? base64_encode(arena, BASE64_PADDED, pair) : pair;
}

struct span credential_worthless(struct arena *arena, const struct scheme *scheme) {
    if (scheme->kind == SCHEME_BASIC) {
        return credential_basic(arena, SPAN("postern-nobody"), SPAN("postern-nothing"));
    }
    return SPAN("postern0worthless0credential0e3b0c44298fc1c14");
}

static enum err put_field(struct arena *arena, struct span name, struct span prefix,
                          struct span value, struct request *request) {
    struct span whole = value;
    if (prefix.len) {
        whole = arena_join(arena, prefix, SPAN(" "));
        whole = whole.ptr ? arena_join(arena, whole, value) : whole;
    }
    TRY_PTR(whole.ptr);
    return credential_field(arena, request, name, whole);
}

enum err credential_put(struct arena *arena, const struct scheme *scheme, struct span prefix,
                        struct span value, struct request *request) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_BASIC:
    case SCHEME_DIGEST:
        return put_field(arena, SPAN("Authorization"), prefix, value, request);
    case SCHEME_HEADER:
        return put_field(arena, scheme->parameter, prefix, value, request);
    case SCHEME_QUERY:
        return credential_query(arena, request, scheme->parameter, value);
    case SCHEME_COOKIE:
        return credential_cookie(arena, request, scheme->parameter, value);
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return OK; /* travels where a request cannot carry it */
}

/* The request's cookies but the one of that name, each but the first behind a semicolon. */
static void other_cookies(const struct request *request, struct span name, struct buf *out) {
    struct span rest = fields_get(&request->fields, SPAN("Cookie"));
    while (rest.ptr) {
        struct span pair = span_trim(span_cut(&rest, ';'));
        struct span value_of_pair = pair;
        struct span name_of_pair = span_cut(&value_of_pair, '=');
        if (pair.len && !span_equal(name_of_pair, name) && !MUTANT(cookies_replaced)) {
            buf_text(out, out->len ? "; " : "");
            buf_add(out, pair);
        }
    }
}

enum err credential_cookie(struct arena *arena, struct request *request, struct span name,
                           struct span value) {
    BUF_SCOPE cookies = {0};
    other_cookies(request, name, &cookies);
    buf_text(&cookies, cookies.len ? "; " : "");
    buf_add(&cookies, name);
    buf_byte(&cookies, '=');
    buf_add(&cookies, value);
    TRY(buf_status(&cookies));
    struct span field = arena_dup(arena, buf_span(&cookies));
    TRY_PTR(field.ptr);
    return credential_field(arena, request, SPAN("Cookie"), field);
}

/* The URL without the parameters of that name. */
static struct span without_parameter(struct arena *arena, struct span url, struct span name) {
    BUF_SCOPE out = {0};
    size_t mark = span_find_byte(url, '?');
    struct span rest = span_from_index(url, mark == SIZE_MAX ? url.len : mark + 1);
    const char *before = "?";
    if (mark == SIZE_MAX) {
        return url;
    }
    buf_add(&out, span_slice(url, 0, mark));
    while (rest.ptr) {
        struct span pair = span_cut(&rest, '&'), value = pair;
        struct span decoded = uri_decode(arena, span_cut(&value, '='));
        if (pair.len && !span_equal(decoded, name)) {
            buf_text(&out, before);
            buf_add(&out, pair);
            before = "&";
        }
    }
    return buf_status(&out) == OK ? arena_dup(arena, buf_span(&out)) : (struct span){NULL, 0};
}

static enum err remove_field(struct arena *arena, struct request *request, struct span name) {
    struct fields copy = {0};
    if (!fields_keep(arena, &request->fields, &copy)) {
        return ERR_MEMORY;
    }
    fields_remove(&copy, name);
    request->fields = copy;
    return OK;
}

static enum err remove_cookie(struct arena *arena, struct request *request, struct span name) {
    BUF_SCOPE cookies = {0};
    other_cookies(request, name, &cookies);
    TRY(buf_status(&cookies));
    if (!cookies.len) {
        return remove_field(arena, request, SPAN("Cookie"));
    }
    struct span field = arena_dup(arena, buf_span(&cookies));
    TRY_PTR(field.ptr);
    return credential_field(arena, request, SPAN("Cookie"), field);
}

enum err credential_remove(struct arena *arena, const struct scheme *scheme,
                           struct request *request) {
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_BASIC:
    case SCHEME_DIGEST:
        return remove_field(arena, request, SPAN("Authorization"));
    case SCHEME_HEADER:
        return remove_field(arena, request, scheme->parameter);
    case SCHEME_COOKIE:
        return remove_cookie(arena, request, scheme->parameter);
    case SCHEME_QUERY:
        request->url = without_parameter(arena, request->url, scheme->parameter);
        return request->url.ptr ? OK : ERR_MEMORY;
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return OK;
}

enum err credential_query(struct arena *arena, struct request *request, struct span name,
                          struct span value) {
    struct span url = without_parameter(arena, request->url, name);
    TRY_PTR(url.ptr);
    url = uri_query_add(arena, url, name, value);
    TRY_PTR(url.ptr);
    request->url = url;
    return OK;
}
