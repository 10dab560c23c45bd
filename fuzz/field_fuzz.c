/* SPDX-License-Identifier: Apache-2.0 */
/* Field values from hostile servers: every reader of text/field.h, until its end. */
#include "text/date.h"
#include "text/field.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A result must lie within the text that it was read from. */
static void check(struct span whole, struct span part) {
    if (part.len && (part.ptr < whole.ptr || part.ptr + part.len > whole.ptr + whole.len)) {
        abort();
    }
}

static void read_lists(struct arena *arena, struct span text) {
    struct field_param param;
    struct span item, rest = text;
    while (field_next_item(&rest, &item)) {
        check(text, item);
    }
    rest = text;
    while (field_next_param(&rest, &param)) {
        check(text, param.name);
        check(text, param.value);
        if (field_unquote(arena, &param).len > param.value.len) {
            abort();
        }
    }
}

static void read_challenges(struct span text) {
    struct field_challenge challenge;
    struct field_param param;
    struct span rest = text;
    size_t before = SIZE_MAX;
    while (field_challenge_next(&rest, &challenge)) {
        if (rest.len >= before || challenge.scheme.len == 0) {
            abort(); /* it would never end */
        }
        before = rest.len;
        check(text, challenge.scheme);
        check(text, challenge.token68);
        check(text, challenge.params);
        struct span params = challenge.params;
        while (field_challenge_next_param(&params, &param)) {
            check(challenge.params, param.value);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct span text = {(const char *)data, size};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    read_lists(&arena, text);
    read_challenges(text);
    struct field_media media;
    if (field_media(text, &media)) {
        check(text, media.essence);
        check(text, media.params);
    }
    struct field_cookie cookie;
    if (field_cookie(text, &cookie)) {
        check(text, cookie.name);
        check(text, cookie.value);
        check(text, cookie.path);
        check(text, cookie.domain);
    }
    uint64_t seconds = 0;
    (void)field_retry_after(text, 1795000000, &seconds);
    (void)field_is_json(text);
    return 0;
}
