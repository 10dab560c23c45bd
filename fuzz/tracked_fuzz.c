/* SPDX-License-Identifier: Apache-2.0 */
/* git's index: whatever it holds, it is read to its end or refused. */
#include "source/tracked.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    struct tracked tracked = {0};
    arena_init(&arena, (size_t)64 << 20);
    if (tracked_parse(&arena, (struct span){(const char *)data, size}, &tracked) == OK) {
        VEC_EACH(const struct span, path, &tracked.paths) {
            if (!memchr(path->ptr, '\0', path->len + 1)) {
                abort();
            }
            (void)tracked_has(&tracked, *path, true);
        }
    }
    return 0;
}
