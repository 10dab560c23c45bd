/* SPDX-License-Identifier: Apache-2.0 */
/* WWW-Authenticate: where one challenge ends and the next begins. */
#include "text/field.h"

static bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The length of the longest start of s that is made of letters, digits and these others. */
static size_t run_of(struct span s, const char *others) {
    size_t len = 0;
    while (len < s.len && (is_alnum(s.ptr[len]) || (s.ptr[len] && strchr(others, s.ptr[len])))) {
        len++;
    }
    return len;
}

static size_t token_len(struct span s) {
    return run_of(s, "!#$%&'*+-.^_`|~"); /* RFC 9110 §5.6.2 */
}

static struct span skip(struct span s, const char *bytes) {
    size_t len = 0;
    while (len < s.len && s.ptr[len] && strchr(bytes, s.ptr[len])) {
        len++;
    }
    return span_from_index(s, len);
}

/* "name=", "name =": a parameter and no new scheme. */
static bool is_param(struct span part) {
    struct span after = skip(span_from_index(part, token_len(part)), " \t");
    return token_len(part) > 0 && after.len && after.ptr[0] == '=';
}

/* token68 (RFC 9110 §11.2) that fills its part of the list; 0: it is none. */
static size_t token68_len(struct span part) {
    size_t len = run_of(part, "-._~+/");
    while (len && len < part.len && part.ptr[len] == '=') {
        len++;
    }
    return len && skip(span_from_index(part, len), " \t").len == 0 ? len : 0;
}

/* Takes the parameters, up to the part that opens the next challenge. */
static struct span take_params(struct span *rest) {
    struct span all = *rest;
    size_t taken = 0, end = 0;
    while (taken < all.len) {
        struct span left = span_from_index(all, taken);
        struct span part = skip(span_slice(left, 0, field_until(left, ',')), " \t");
        if (taken && part.len && !is_param(part)) {
            break;
        }
        end = taken + field_until(left, ',');
        taken = end < all.len ? end + 1 : end;
    }
    *rest = span_from_index(all, taken);
    return span_trim(span_slice(all, 0, end));
}

bool field_challenge_next(struct span *rest, struct field_challenge *out) {
    *out = (struct field_challenge){0};
    struct span s = skip(*rest, " \t,");
    size_t len = token_len(s);
    *rest = span_from_index(s, len);
    if (len == 0 || (rest->len && !strchr(" \t,", rest->ptr[0])) || (rest->len && !rest->ptr[0])) {
        *rest = (struct span){NULL, 0};
        return false;
    }
    out->scheme = span_slice(s, 0, len);
    struct span after = skip(*rest, " \t");
    struct span part = span_slice(after, 0, field_until(after, ','));
    size_t blob = token68_len(part);
    if (blob) {
        out->token68 = span_slice(part, 0, blob);
        *rest = span_from_index(after, part.len);
    } else if (part.len && !is_param(part)) {
        *rest = span_from_index(after, part.len); /* neither: passed over */
    } else if (is_param(skip(after, " \t,"))) {
        *rest = after;
        out->params = take_params(rest);
    }
    return true;
}

bool field_challenge_next_param(struct span *rest, struct field_param *out) {
    struct span part;
    while (field_next_item(rest, &part)) {
        if (field_param_read(part, out)) {
            return true;
        }
    }
    return false;
}

struct span field_challenge_get(const struct field_challenge *challenge, struct span name) {
    struct span rest = challenge->params;
    struct field_param param;
    while (field_challenge_next_param(&rest, &param)) {
        if (span_equal_nocase(param.name, name)) {
            return param.value;
        }
    }
    return (struct span){NULL, 0};
}

bool field_challenge_has(struct span www_authenticate, struct span scheme) {
    struct field_challenge challenge;
    while (field_challenge_next(&www_authenticate, &challenge)) {
        if (span_equal_nocase(challenge.scheme, scheme)) {
            return true;
        }
    }
    return false;
}
