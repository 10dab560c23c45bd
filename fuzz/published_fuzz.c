/* SPDX-License-Identifier: Apache-2.0 */
/* A page from anybody that may publish keys: those that are read can be written down again. */
#include "token/pkey.h"
#include "token/published.h"

#include "base/arena.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct published published = {.arena = &arena};
    (void)!published_read(&published, (struct span){(const char *)data, size});
    assert(published.n <= PUBLISHED_MOST);
    for (size_t i = 0; i < published.n; i++) {
        assert(published.at[i].pkey && pkey_equal(published.at[i].pkey, published.at[i].pkey));
    }
    published_free(&published);
    return 0;
}
