/* SPDX-License-Identifier: Apache-2.0 */
/* Counting credentials by the names of what carries them. */
#include "guard/carrier.h"

#include "base/mutant.h"
#include "guard/forged.h"
#include "text/uri.h"

/* Whether a name of the query is this one once it is decoded. */
static bool decodes_to(struct span raw, struct span name) {
    size_t at = 0;
    for (size_t i = 0; i < raw.len; i++, at++) {
        char c = raw.ptr[i] == '+' ? ' ' : raw.ptr[i];
        int high = c == '%' && raw.len - i > 2 ? uri_hex(raw.ptr[i + 1]) : -1;
        int low = c == '%' && raw.len - i > 2 ? uri_hex(raw.ptr[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (at >= name.len || c != name.ptr[at]) {
            return false;
        }
    }
    return at == name.len;
}

static size_t count_in_query(struct span query, struct span name) {
    size_t n = 0;
    while (query.ptr) {
        struct span pair = span_cut(&query, '&'), value = pair;
        n += decodes_to(span_cut(&value, '='), name);
    }
    return n;
}

static size_t count_in_cookies(const struct fields *fields, struct span name) {
    size_t n = 0;
    VEC_EACH(const struct field, field, fields) {
        if (!span_equal_nocase(field->name, SPAN("Cookie"))) {
            continue;
        }
        struct span rest = field->value;
        while (rest.ptr) {
            struct span pair = span_cut(&rest, ';'), value = pair;
            n += span_equal(span_trim(span_cut(&value, '=')), name);
        }
    }
    return n;
}

static size_t count_in_headers(const struct fields *fields, struct span name) {
    size_t n = 0;
    VEC_EACH(const struct field, field, fields) {
        n += forged_same(field->name, name);
    }
    return n;
}

static size_t count_one(const struct policy_carrier *carrier, struct span query,
                        const struct fields *fields) {
    switch (carrier->kind) {
    case SCHEME_QUERY:
        return MUTANT(query_uncounted) ? 0 : count_in_query(query, carrier->name);
    case SCHEME_COOKIE:
        return count_in_cookies(fields, carrier->name);
    case SCHEME_HEADER:
        return count_in_headers(fields, carrier->name);
    case SCHEME_UNKNOWN:
    case SCHEME_BEARER:
    case SCHEME_BASIC:
    case SCHEME_AUTHORIZATION:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return 0;
}

size_t carrier_count(const struct policy *policy, struct span query, const struct fields *fields) {
    size_t n = 0;
    VEC_EACH(const struct policy_carrier, carrier, &policy->carriers) {
        n += count_one(carrier, query, fields);
    }
    return n;
}

bool carrier_cookie(const struct fields *fields, struct span name, struct span *value) {
    VEC_EACH(const struct field, field, fields) {
        struct span rest = field->value;
        while (span_equal_nocase(field->name, SPAN("Cookie")) && rest.ptr) {
            *value = span_cut(&rest, ';');
            if (span_equal(span_trim(span_cut(value, '=')), name)) {
                *value = value->ptr ? span_trim(*value) : SPAN("");
                return true;
            }
        }
    }
    return false;
}

/* A value of the query, as a form has it: "+" is a space. */
static enum err query_value(struct arena *arena, struct span query, struct span name,
                            struct span *out) {
    struct span value = SPAN("");
    while (query.ptr) {
        struct span pair = span_cut(&query, '&');
        if (decodes_to(span_cut(&pair, '='), name)) {
            value = pair.ptr ? pair : SPAN("");
        }
    }
    struct span spaced = arena_dup(arena, value);
    TRY_PTR(spaced.ptr);
    char *bytes = (char *)(uintptr_t)spaced.ptr;
    for (size_t i = 0; i < spaced.len; i++) {
        bytes[i] = bytes[i] == '+' ? ' ' : bytes[i];
    }
    *out = uri_decode(arena, spaced);
    TRY_PTR(out->ptr);
    return OK;
}

static struct span header_value(const struct fields *fields, struct span name) {
    VEC_EACH(const struct field, field, fields) {
        if (forged_same(field->name, name)) {
            return field->value;
        }
    }
    return SPAN("");
}

enum err carrier_read(struct arena *arena, const struct policy *policy, struct span query,
                      const struct fields *fields, const struct policy_carrier **carrier,
                      struct span *secret) {
    *secret = SPAN("");
    *carrier = NULL;
    VEC_EACH(const struct policy_carrier, one, &policy->carriers) {
        if (!*carrier && count_one(one, query, fields)) {
            *carrier = one;
        }
    }
    if (!*carrier) {
        return OK;
    }
    if ((*carrier)->kind == SCHEME_QUERY) {
        return query_value(arena, query, (*carrier)->name, secret);
    }
    if ((*carrier)->kind == SCHEME_COOKIE) {
        (void)carrier_cookie(fields, (*carrier)->name, secret);
    } else {
        *secret = header_value(fields, (*carrier)->name);
    }
    return OK;
}
