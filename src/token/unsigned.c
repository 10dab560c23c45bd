/* SPDX-License-Identifier: Apache-2.0 */
/* JSON (RFC 7515, section 7.2), cty (4.1.10), b64 (RFC 7797), zip (RFC 7516, section 4.1.3). */
#include "token/unsigned.h"

#include "base/buf.h"

#include <string.h>

struct making {
    struct arena *arena;
    const struct jws *genuine;
    struct span alg, claims, claims64;
};

static const struct {
    const char *label, *message;
} TEXTS[UNSIGNED_FORMS] = {
#define UNSIGNED_TEXT(name, label, message) [name] = {label, message},
    UNSIGNED_LIST(UNSIGNED_TEXT)
#undef UNSIGNED_TEXT
};

const char *unsigned_label(enum unsigned_form form) {
    return TEXTS[form].label;
}

const char *unsigned_message(enum unsigned_form form) {
    return TEXTS[form].message;
}

static struct span encoded(const struct making *making, struct span text) {
    return text.ptr ? base64_encode(making->arena, making->genuine->form, text) : text;
}

static const struct span NONE = SPAN_INIT("{\"alg\":\"none\"}");

/* Three segments; {NULL, 0} when one of them is. */
static struct span compact(const struct making *making, struct span header, struct span payload,
                           struct span signature64) {
    struct span header64 = encoded(making, header);
    bool whole = header64.ptr && payload.ptr;
    return whole ? arena_printf(making->arena, "%.*s.%.*s.%.*s", SPAN_ARG(header64),
                                SPAN_ARG(payload), SPAN_ARG(signature64))
                 : (struct span){NULL, 0};
}

/* The genuine algorithm, members more, and the genuine signature, which is of something else. */
static struct span said(const struct making *making, const char *members, struct span payload) {
    struct span header = arena_printf(making->arena, "{\"alg\":%.*s,\"typ\":\"JWT\",%s}",
                                      SPAN_ARG(making->alg), members);
    return compact(making, header, payload, making->genuine->signature64);
}

static struct span twice(const struct making *making, bool none_first) {
    static const struct span none = SPAN_INIT("\"none\"");
    struct span header = arena_printf(making->arena, "{\"alg\":%.*s,\"typ\":\"JWT\",\"alg\":%.*s}",
                                      SPAN_ARG(none_first ? none : making->alg),
                                      SPAN_ARG(none_first ? making->alg : none));
    return compact(making, header, making->claims64, SPAN(""));
}

/* Within the compact form no dot may stand; in texts it can be written otherwise. What is no
 * visible ASCII does not come through a header. */
static struct span without_dots(struct arena *arena, struct span claims) {
    BUF_SCOPE out = {0};
    bool text = false;
    for (size_t i = 0; i < claims.len; i++) {
        char c = claims.ptr[i];
        bool escaped = text && c == '\\' && i + 1 < claims.len;
        if (c < ' ' || c > '~' || (c == '.' && !text)) {
            return (struct span){NULL, 0};
        }
        text ^= c == '"';
        buf_add(&out, c == '.' ? SPAN("\\u002e") : span_slice(claims, i, escaped ? 2 : 1));
        i += escaped;
    }
    return buf_status(&out) == OK ? arena_dup(arena, buf_span(&out)) : (struct span){NULL, 0};
}

/* One stored block (RFC 1951, section 3.2.4): what inflates reads it, and nothing need deflate. */
static struct span deflated(struct arena *arena, struct span text) {
    enum { HEAD = 5, MOST = 0xffff };
    unsigned char *out =
        text.len <= MOST ? arena_array(arena, unsigned char, HEAD + text.len) : NULL;
    if (!out) {
        return (struct span){NULL, 0};
    }
    out[0] = 1; /* the last block */
    out[1] = (unsigned char)text.len;
    out[2] = (unsigned char)(text.len >> 8);
    out[3] = (unsigned char)~out[1];
    out[4] = (unsigned char)~out[2];
    memcpy(out + HEAD, text.ptr, text.len);
    return (struct span){(const char *)out, HEAD + text.len};
}

static struct span as_json(const struct making *making, const char *signatures) {
    return arena_printf(making->arena, "{\"payload\":\"%.*s\",%s}", SPAN_ARG(making->claims64),
                        signatures);
}

static struct span of_none(const struct making *making) {
    struct span header64 = encoded(making, NONE);
    return arena_printf(making->arena,
                        "{\"payload\":\"%.*s\",\"signatures\":[{\"protected\":\"%.*s\","
                        "\"signature\":\"\"}]}",
                        SPAN_ARG(making->claims64), SPAN_ARG(header64));
}

static struct span outvoted(const struct making *making) {
    return arena_printf(making->arena,
                        "{\"payload\":\"%.*s\",\"protected\":\"%.*s\",\"header\":%.*s,"
                        "\"signature\":\"\"}",
                        SPAN_ARG(making->claims64), SPAN_ARG(making->genuine->header64),
                        SPAN_ARG(NONE));
}

static struct span make(const struct making *making, enum unsigned_form form) {
    struct arena *arena = making->arena;
    switch (form) {
    case UNSIGNED_NO_SIGNATURES:
        return as_json(making, "\"signatures\":[]");
    case UNSIGNED_OF_NONE:
        return of_none(making);
    case UNSIGNED_OUTVOTED:
        return outvoted(making);
    case UNSIGNED_NONE_FIRST:
        return twice(making, true);
    case UNSIGNED_NONE_LAST:
        return twice(making, false);
    case UNSIGNED_NESTED:
        return said(making, "\"cty\":\"JWT\"",
                    encoded(making, compact(making, NONE, making->claims64, SPAN(""))));
    case UNSIGNED_UNENCODED:
        return said(making, "\"b64\":false,\"crit\":[\"b64\"]",
                    without_dots(arena, making->claims));
    case UNSIGNED_SAID_UNENCODED:
        return said(making, "\"b64\":false", making->claims64);
    case UNSIGNED_COMPRESSED:
        return said(making, "\"zip\":\"DEF\"", encoded(making, deflated(arena, making->claims)));
    case UNSIGNED_FORMS:
        break;
    }
    return (struct span){NULL, 0};
}

enum err unsigned_make(struct arena *arena, enum unsigned_form form, const struct jws *genuine,
                       struct span alg, struct span claims, struct span *out) {
    struct making making = {arena, genuine, alg, claims,
                            base64_encode(arena, genuine->form, claims)};
    TRY_PTR(making.claims64.ptr);
    *out = make(&making, form);
    return OK;
}
