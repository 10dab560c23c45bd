/* SPDX-License-Identifier: Apache-2.0 */
/* zlib, into one piece of memory of the size that is allowed. */
#include "token/inflate.h"

#include <zlib.h>

enum err inflate_read(struct arena *arena, struct span data, size_t limit, struct span *out) {
    unsigned char *room = arena_take(arena, limit + 1, 1);
    TRY_PTR(room);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)data.ptr,
                       .avail_in = (uInt)data.len,
                       .next_out = room,
                       .avail_out = (uInt)limit + 1};
    if (data.len > UINT32_MAX / 2 || limit > UINT32_MAX / 2) {
        return ERR_LIMIT;
    }
    if (inflateInit(&stream) != Z_OK) {
        return ERR_MEMORY;
    }
    int answer = inflate(&stream, Z_FINISH);
    size_t len = limit + 1 - stream.avail_out;
    bool rest = stream.avail_in > 0;
    (void)inflateEnd(&stream);
    if (len > limit) {
        return ERR_LIMIT;
    }
    *out = (struct span){(const char *)room, len};
    return answer == Z_STREAM_END && !rest ? OK : ERR_SYNTAX;
}
