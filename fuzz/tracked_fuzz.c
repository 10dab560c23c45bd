/* SPDX-License-Identifier: Apache-2.0 */
/* git's index: whatever it holds, it is read to its end or refused. */
#include "source/tracked.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    struct tracked tracked = {0};
    /* An entry has 64 bytes at least and a path of at most 4096: twice, for the two kinds of hash.
     */
    arena_init(&arena, ((size_t)1 << 20) + 256 * size);
    enum err err = tracked_parse(&arena, (struct span){(const char *)data, size}, &tracked);
    if (err == ERR_MEMORY) {
        abort();
    }
    struct span last = {0};
    VEC_EACH(const struct span, path, &tracked.paths) {
        if (err == OK && (!memchr(path->ptr, '\0', path->len + 1) ||
                          span_compare(last, *path) > 0 || !tracked_has(&tracked, *path, false))) {
            abort();
        }
        last = *path;
    }
    return 0;
}
