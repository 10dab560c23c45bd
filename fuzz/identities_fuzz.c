/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an identities file: refused with a reason, or read; and then no secret survives
 * redaction. Also as a login page. */
#include "scan/credential/identity.h"
#include "scan/login/login_page.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A bearer token made of bytes that stand in no name and no other secret. */
static void check_redaction(const struct identities *identities, struct arena *arena,
                            struct span text) {
    struct span redacted = identities_redact(identities, arena, text);
    if (!redacted.ptr) {
        abort();
    }
    for (size_t i = 0; i < identities->all.n; i++) {
        struct span secret = identities->all.at[i].bearer.value;
        if (secret.len >= 8 && span_find_byte(secret, '~') == 0 &&
            span_find(redacted, secret) != SIZE_MAX) {
            abort();
        }
    }
}

/* The same in hexadecimal, standing alone. */
static void check_hex(const struct identities *identities, struct arena *arena) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < identities->all.n; i++) {
        struct span secret = identities->all.at[i].bearer.value;
        char *text = arena_array(arena, char, secret.len * 2 + 1);
        if (secret.len < 8 || !text) {
            continue;
        }
        for (size_t k = 0; k < secret.len; k++) {
            text[2 * k] = digits[(unsigned char)secret.ptr[k] >> 4];
            text[2 * k + 1] = digits[(unsigned char)secret.ptr[k] & 15];
        }
        struct span shown =
            identities_redact(identities, arena, (struct span){text, secret.len * 2});
        if (!shown.ptr || span_find(shown, (struct span){text, secret.len * 2}) != SIZE_MAX) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct span text = {(const char *)data, size};
    struct identities identities;
    struct page_form form;
    struct diag diag;
    diag_init(&diag, &arena);
    (void)page_read(&arena, text, &form);
    if (size > 16384 || span_find(text, SPAN("file:")) != SIZE_MAX) {
        return 0; /* no files of the machine are read */
    }
    enum err err = identities_load(&arena, text, SPAN("ids.yaml"), &identities, &diag);
    if (err == OK) {
        check_redaction(&identities, &arena, text);
        check_hex(&identities, &arena);
    } else if (diag.errors == 0) {
        abort(); /* every refusal is told */
    }
    return 0;
}
