/* SPDX-License-Identifier: Apache-2.0 */
/* Set-Cookie, by the algorithm of RFC 6265 §5.2. */
#include "text/field.h"

#include "text/date.h"

/* "-5", "3600"; more than fits counts as for ever. */
static bool read_max_age(struct span text, int64_t *out) {
    bool negative = text.len && text.ptr[0] == '-';
    struct span digits = negative ? span_from_index(text, 1) : text;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') {
            return false;
        }
    }
    uint64_t value = 0;
    if (digits.len == 0) {
        return false;
    }
    if (!span_to_u64(digits, &value) || value > INT64_MAX) {
        value = INT64_MAX;
    }
    *out = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

static enum field_same_site read_same_site(struct span text) {
    if (span_equal_nocase(text, SPAN("Strict"))) {
        return SAME_SITE_STRICT;
    }
    if (span_equal_nocase(text, SPAN("Lax"))) {
        return SAME_SITE_LAX;
    }
    return span_equal_nocase(text, SPAN("None")) ? SAME_SITE_NONE : SAME_SITE_UNSET;
}

static void read_attribute(struct span name, struct span value, struct field_cookie *out) {
    if (span_equal_nocase(name, SPAN("Secure"))) {
        out->secure = true;
    } else if (span_equal_nocase(name, SPAN("HttpOnly"))) {
        out->http_only = true;
    } else if (span_equal_nocase(name, SPAN("SameSite"))) {
        out->same_site = read_same_site(value);
    } else if (span_equal_nocase(name, SPAN("Path"))) {
        out->path = value.len && value.ptr[0] == '/' ? value : (struct span){NULL, 0};
    } else if (span_equal_nocase(name, SPAN("Domain")) && value.len) {
        out->domain = span_from_index(value, value.ptr[0] == '.' ? 1 : 0);
    } else if (span_equal_nocase(name, SPAN("Max-Age"))) {
        int64_t seconds = 0;
        if (read_max_age(value, &seconds)) {
            out->max_age = seconds;
            out->has_max_age = true;
        }
    } else if (span_equal_nocase(name, SPAN("Expires"))) {
        int64_t when = 0;
        if (date_parse(value, 0, &when)) { /* a two-digit year: 1970 to 2020 */
            out->expires = when;
            out->has_expires = true;
        }
    }
}

bool field_cookie(struct span set_cookie, struct field_cookie *out) {
    *out = (struct field_cookie){0};
    struct span rest = set_cookie;
    struct span pair = span_cut(&rest, ';');
    size_t equals = span_find_byte(pair, '=');
    if (equals == SIZE_MAX) {
        return false;
    }
    out->name = span_trim(span_slice(pair, 0, equals));
    out->value = span_trim(span_from_index(pair, equals + 1));
    while (rest.ptr) {
        struct span value = span_cut(&rest, ';');
        struct span name = value;
        if (span_find_byte(value, '=') == SIZE_MAX) {
            value = (struct span){NULL, 0};
        } else {
            name = span_cut(&value, '=');
        }
        read_attribute(span_trim(name), span_trim(value), out);
    }
    return out->name.len > 0;
}

bool field_next_cookie(const struct fields *fields, size_t most, size_t *n,
                       struct field_cookie *out) {
    while (*n < most) {
        struct span field = fields_get_nth(fields, SPAN("Set-Cookie"), *n);
        if (!field.ptr) {
            return false;
        }
        (*n)++;
        if (field_cookie(field, out)) {
            return true;
        }
    }
    return false;
}
