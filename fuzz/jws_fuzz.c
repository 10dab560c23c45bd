/* SPDX-License-Identifier: Apache-2.0 */
/* A compact JWS from anybody: what is taken apart must go together again, to the byte. */
#include "token/inspect.h"

#include "text/base64.h"
#include "token/edit.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_same(struct arena *arena, struct span bytes, struct span text) {
    assert(span_equal(base64_encode(arena, BASE64_URL, bytes), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct span text = {(const char *)data, size}, header;
    struct jws jws;
    struct inspect inspect;
    if (jws_parse(&arena, text, &jws) == OK) {
        assert(size <= LIMIT_TOKEN_BYTES);
        check_same(&arena, jws.header, jws.header64);
        check_same(&arena, jws.payload, jws.payload64);
        check_same(&arena, jws.signature, jws.signature64);
        assert(edit_object(&arena, jws.header, NULL, 0, &header) == OK);
        assert(span_equal(header, jws.header));
    }
    struct jws loose;
    bool read = jws_read(&arena, text, &loose) == OK;
    assert(!read || loose.header_node);
    assert(jws.fault != TOKEN_ACCEPTED || (read && loose.form == BASE64_URL));
    bool shown = inspect_token(&arena, text, 1700000000, &inspect) == OK;
    assert(shown == (inspect.jws.header_node != NULL));
    return 0;
}
