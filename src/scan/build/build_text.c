/* SPDX-License-Identifier: Apache-2.0 */
/* Strings for schemas: by format, by pattern, by name, by length. */
#include "scan/build/build_pattern.h"
#include "scan/build/build_value.h"

enum { LONGEST_TEXT = 4096 };

struct sample {
    struct span key, text;
};

/* Formats of JSON Schema, OpenAPI's registry and DRF's generators. Addresses and names are those
 * that RFC 2606, RFC 5737 and RFC 3849 keep for examples. */
static const struct sample formats[] = {
    {SPAN_INIT("uuid"), SPAN_INIT("3b9f5a60-52d1-4c0e-9a57-9d1f6e2c7b48")},
    {SPAN_INIT("date"), SPAN_INIT("2026-01-15")},
    {SPAN_INIT("date-time"), SPAN_INIT("2026-01-15T12:00:00Z")},
    {SPAN_INIT("time"), SPAN_INIT("12:00:00")},
    {SPAN_INIT("duration"), SPAN_INIT("P1D")},
    {SPAN_INIT("email"), SPAN_INIT("postern@example.com")},
    {SPAN_INIT("idn-email"), SPAN_INIT("postern@example.com")},
    {SPAN_INIT("hostname"), SPAN_INIT("example.com")},
    {SPAN_INIT("idn-hostname"), SPAN_INIT("example.com")},
    {SPAN_INIT("ipv4"), SPAN_INIT("192.0.2.1")},
    {SPAN_INIT("ip-address"), SPAN_INIT("192.0.2.1")},
    {SPAN_INIT("ip"), SPAN_INIT("192.0.2.1")},
    {SPAN_INIT("ipv6"), SPAN_INIT("2001:db8::1")},
    {SPAN_INIT("uri"), SPAN_INIT("https://example.com/postern")},
    {SPAN_INIT("url"), SPAN_INIT("https://example.com/postern")},
    {SPAN_INIT("iri"), SPAN_INIT("https://example.com/postern")},
    {SPAN_INIT("uri-reference"), SPAN_INIT("/postern")},
    {SPAN_INIT("iri-reference"), SPAN_INIT("/postern")},
    {SPAN_INIT("byte"), SPAN_INIT("cG9zdGVybg==")},
    {SPAN_INIT("binary"), SPAN_INIT("postern")},
    {SPAN_INIT("password"), SPAN_INIT("Postern-1-made-up")},
    {SPAN_INIT("slug"), SPAN_INIT("postern")},
    {SPAN_INIT("decimal"), SPAN_INIT("1.00")},
    {SPAN_INIT("int32"), SPAN_INIT("1")},
    {SPAN_INIT("int64"), SPAN_INIT("1")},
    {SPAN_INIT("double"), SPAN_INIT("1.5")},
    {SPAN_INIT("float"), SPAN_INIT("1.5")},
    {SPAN_INIT("regex"), SPAN_INIT("a")},
    {SPAN_INIT("json-pointer"), SPAN_INIT("/postern")},
    {SPAN_INIT("phone"), SPAN_INIT("+12025550100")},
    {SPAN_INIT("color"), SPAN_INIT("#336699")},
};

/* What the name of a parameter or property gives away when the schema only says "string". */
static const struct sample names[] = {
    {SPAN_INIT("email"), SPAN_INIT("postern@example.com")},
    {SPAN_INIT("uuid"), SPAN_INIT("3b9f5a60-52d1-4c0e-9a57-9d1f6e2c7b48")},
    {SPAN_INIT("url"), SPAN_INIT("https://example.com/postern")},
    {SPAN_INIT("phone"), SPAN_INIT("+12025550100")},
    {SPAN_INIT("password"), SPAN_INIT("Postern-1-made-up")},
};

static struct span by_format(struct span format) {
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (span_equal_nocase(formats[i].key, format)) {
            return formats[i].text;
        }
    }
    return (struct span){NULL, 0};
}

static struct span by_name(struct span hint) {
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (span_find_nocase(hint, names[i].key) != SIZE_MAX) {
            return names[i].text;
        }
    }
    return (struct span){NULL, 0};
}

static size_t length_of(const struct schema_view *view, struct span keyword, size_t otherwise) {
    int64_t value;
    return node_i64(schema_get(view, keyword), &value) && value >= 0 ? (size_t)value : otherwise;
}

/* "postern", another one for each variant, made longer or shorter as asked. */
static struct span plain(struct value_maker *maker, size_t shortest, size_t longest) {
    struct span text =
        maker->variant ? arena_printf(maker->arena, "postern%zu", maker->variant) : SPAN("postern");
    if (!text.ptr || text.len >= shortest) {
        /* the end tells variants apart */
        size_t start = maker->variant && text.len > longest ? text.len - longest : 0;
        return span_slice(text, start, longest);
    }
    char *padded = arena_take(maker->arena, shortest + 1, 1);
    if (!padded) {
        return (struct span){NULL, 0};
    }
    memset(padded, 'x', shortest);
    memcpy(padded, text.ptr, text.len);
    padded[shortest] = '\0';
    return (struct span){padded, shortest};
}

enum err value_text(struct value_maker *maker, const struct schema_view *view, struct span hint,
                    struct span *out) {
    size_t shortest = length_of(view, SPAN("minLength"), 0);
    size_t longest = length_of(view, SPAN("maxLength"), SIZE_MAX);
    struct span pattern = node_text(schema_get(view, SPAN("pattern")));
    struct span format = node_text(schema_get(view, SPAN("format")));
    *out = by_format(format);
    if (!out->ptr && pattern.len) {
        TRY(pattern_example(maker->arena, pattern, shortest, longest, out));
        if (!out->ptr) {
            maker->reason = arena_printf(maker->arena, "no text found for the pattern %.*s",
                                         SPAN_ARG(span_slice(pattern, 0, 80)));
            return maker->reason.ptr ? OK : ERR_MEMORY;
        }
        return OK;
    }
    if (!out->ptr && !format.len) {
        *out = by_name(hint);
    }
    if (out->ptr && out->len >= shortest && out->len <= longest) {
        return OK;
    }
    if (shortest > longest || shortest > LONGEST_TEXT) {
        *out = (struct span){NULL, 0};
        maker->reason = arena_printf(maker->arena, "no text of %zu to %zu characters was made",
                                     shortest, longest);
        return maker->reason.ptr ? OK : ERR_MEMORY;
    }
    *out = plain(maker, shortest, longest);
    return out->ptr ? OK : ERR_MEMORY;
}
