/* SPDX-License-Identifier: Apache-2.0 */
/* Lists, parameters, media types, and Retry-After. */
#include "text/field.h"

#include "text/date.h"

bool field_is_token(struct span text) {
    static const char marks[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain && !memchr(marks, c, sizeof(marks) - 1)) {
            return false;
        }
    }
    return text.len > 0;
}

size_t field_until(struct span s, char separator) {
    bool quoted = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"') {
            quoted = !quoted;
        } else if (quoted && s.ptr[i] == '\\') {
            i++;
        } else if (!quoted && s.ptr[i] == separator) {
            return i;
        }
    }
    return s.len;
}

static bool next_part(struct span *rest, char separator, struct span *out) {
    while (rest->len) {
        size_t len = field_until(*rest, separator);
        *out = span_trim(span_slice(*rest, 0, len));
        *rest = span_from_index(*rest, len + 1);
        if (out->len) {
            return true;
        }
    }
    return false;
}

bool field_next_item(struct span *rest, struct span *out) {
    return next_part(rest, ',', out);
}

bool field_list_has(struct span list, struct span item) {
    struct span member;
    while (field_next_item(&list, &member)) {
        if (span_equal(member, item)) {
            return true;
        }
    }
    return false;
}

bool field_list_has_nocase(struct span list, struct span item) {
    struct span member;
    while (field_next_item(&list, &member)) {
        if (span_equal_nocase(member, item)) {
            return true;
        }
    }
    return false;
}

bool field_param_read(struct span part, struct field_param *out) {
    size_t equals = span_find_byte(part, '=');
    if (equals == SIZE_MAX || equals == 0) {
        return false;
    }
    out->name = span_trim(span_slice(part, 0, equals));
    out->value = span_trim(span_from_index(part, equals + 1));
    out->quoted = out->value.len && out->value.ptr[0] == '"';
    if (out->quoted) {
        bool closed = out->value.len > 1 && out->value.ptr[out->value.len - 1] == '"';
        out->value = span_slice(out->value, 1, out->value.len - (closed ? 2 : 1));
    }
    return out->name.len > 0;
}

bool field_next_param(struct span *rest, struct field_param *out) {
    struct span part;
    while (next_part(rest, ';', &part)) {
        if (field_param_read(part, out)) {
            return true;
        }
    }
    return false;
}

struct span field_unquote(struct arena *arena, const struct field_param *param) {
    if (!param->quoted || span_find_byte(param->value, '\\') == SIZE_MAX) {
        return param->value;
    }
    char *text = arena_take(arena, param->value.len + 1, 1);
    if (!text) {
        return (struct span){NULL, 0};
    }
    size_t len = 0;
    for (size_t i = 0; i < param->value.len; i++) {
        if (param->value.ptr[i] == '\\' && i + 1 < param->value.len) {
            i++;
        }
        text[len++] = param->value.ptr[i];
    }
    return (struct span){text, len};
}

bool field_media(struct span value, struct field_media *out) {
    size_t end = field_until(value, ';');
    struct span essence = span_trim(span_slice(value, 0, end));
    size_t slash = span_find_byte(essence, '/');
    if (slash == SIZE_MAX || slash == 0 || slash + 1 == essence.len) {
        return false;
    }
    out->essence = essence;
    out->type = span_slice(essence, 0, slash);
    out->subtype = span_from_index(essence, slash + 1);
    out->params = span_from_index(value, end);
    return true;
}

struct span field_essence(struct span content_type) {
    struct field_media media;
    return field_media(content_type, &media) ? media.essence : (struct span){NULL, 0};
}

bool field_essence_is(struct span content_type, struct span essence) {
    return span_equal_nocase(field_essence(content_type), essence);
}

bool field_is_json(struct span content_type) {
    struct field_media media;
    if (!field_media(content_type, &media)) {
        return false;
    }
    struct span tail =
        span_from_index(media.subtype, media.subtype.len < 5 ? SIZE_MAX : media.subtype.len - 5);
    return span_equal_nocase(tail, SPAN("+json")) ||
           span_equal_nocase(media.essence, SPAN("application/json")) ||
           span_equal_nocase(media.essence, SPAN("text/json"));
}

bool field_retry_after(struct span value, int64_t now_unix, uint64_t *out_seconds) {
    value = span_trim(value);
    if (span_to_u64(value, out_seconds)) {
        return true;
    }
    int64_t when = 0;
    if (!date_parse(value, now_unix, &when)) {
        return false;
    }
    *out_seconds = when > now_unix ? (uint64_t)(when - now_unix) : 0;
    return true;
}
