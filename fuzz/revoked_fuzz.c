/* SPDX-License-Identifier: Apache-2.0 */
/* A list of what is revoked, from anywhere: what it takes in revokes what it names, and nothing
 * that it does not name. */
#include "guard/revoked.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    struct diag diag;
    struct revoked revoked = {0};
    arena_init(&arena, (size_t)64 << 20);
    diag_init(&diag, &arena);
    enum err err =
        revoked_read(&revoked, SPAN("list"), (struct span){(const char *)data, size}, &diag);
    check((err == OK) == (diag.errors == 0));
    struct revoked_asked asked = {.subject = SPAN("never in a corpus, 1f3870be274f6c49"),
                                  .is_token = revoked.all_before == 0};
    check(revoked_by(&revoked, &asked) == NULL);
    for (size_t i = 0; i < revoked.entries.room; i++) {
        struct span key = revoked.entries.slots[i].key;
        asked.subject = span_from_index(key, 1);
        if (revoked.entries.slots[i].value && key.ptr[0] == 's') {
            asked.is_token = true;
            check(revoked_by(&revoked, &asked) != NULL);
        }
    }
    revoked_free(&revoked);
    return 0;
}
