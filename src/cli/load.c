/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the contract's text, and the files it refers to. */
#include "cli/load.h"

#include "base/io.h"
#include "base/limits.h"
#include "cli/discover.h"
#include "cli/input.h"

bool load_is_url(struct span text) {
    return span_starts_nocase(text, SPAN("http://")) || span_starts_nocase(text, SPAN("https://"));
}

/* The reader for files of a contract that came from a file. */
static enum err read_beside(void *user, struct arena *arena, struct span path, struct span *text) {
    const struct load *load = user;
    struct span copy = arena_dup(arena, path);
    TRY_PTR(copy.ptr);
    return io_read(load->arena, copy.ptr, LIMIT_CONTRACT_BYTES, text);
}

static enum err load_file(const struct load *load, struct span path, struct contract *out) {
    struct span text;
    TRY(input_read(load->arena, path, LIMIT_CONTRACT_BYTES, &text, load->diag));
    bool piped = span_equal(path, SPAN("-"));
    struct contract_options options = {.file = piped ? SPAN("<stdin>") : path,
                                       .reader = read_beside,
                                       .user = (void *)(uintptr_t)load};
    return contract_load(load->arena, text, &options, out, load->diag);
}

enum err load_contract(const struct load *load, struct span named, struct contract *out,
                       struct span *name) {
    *name = named;
    if (!named.len) {
        TRY(discover_contract(load, out, name));
    } else if (load_is_url(named)) {
        TRY(load_url(load, named, out));
    } else {
        TRY(load_file(load, named, out));
    }
    if (!out->operations.n && !out->unreadable.n) {
        diag_add(load->diag, DIAG_ERROR, (struct place){.file = *name},
                 "declares no operation that could be tested");
        return ERR_INVALID;
    }
    return OK;
}
