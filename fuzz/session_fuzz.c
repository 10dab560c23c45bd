/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions as a database gives them, signed or not, and files of API keys: nothing is sound that
 * nobody signed, and what is compressed stays within its bound. */
#include "policy/api_keys.h"
#include "token/django_signing.h"
#include "token/inflate.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct span secrets[] = {SPAN_INIT("made-up key of an application")};
    const struct django_secrets all = {secrets, 1};
    struct span text = {(const char *)data, size}, payload = SPAN("");
    bool sound;
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    enum err err = django_signing_read(&arena, text, SPAN("made.up.Salt"), &all, &payload, &sound);
    check(err == OK && payload.len <= DJANGO_SIGNING_BYTES);
    check(!sound || span_find_byte(text, ':') != SIZE_MAX);
    err = inflate_read(&arena, text, 4096, &payload);
    check(err != OK || payload.len <= 4096);
    struct span rest = text, first = span_cut(&rest, '\n');
    check(!django_csrf_same(first, rest) || first.len == 32 || first.len == 64);
    struct api_keys keys;
    struct diag diag;
    diag_init(&diag, &arena);
    if (api_keys_read(&arena, SPAN("keys"), text, SPAN("scope"), &keys, &diag) == OK) {
        check(diag.errors == 0);
    }
    return 0;
}
