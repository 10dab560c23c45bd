/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that cannot be read for certain: each gets a row, once, with the place and the reason.
 */
#include "contract/unreadable.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mutant.h"

static void add_key(struct buf *out, struct span method, struct span path) {
    buf_add(out, method);
    buf_byte(out, ' ');
    buf_add(out, path);
}

bool unreadable_has(const struct loader *l, struct span method, struct span path) {
    BUF_SCOPE key = {0};
    add_key(&key, method, path);
    return map_get(&l->lost, buf_span(&key)) != NULL;
}

enum err unreadable_add(struct loader *l, const struct spot *spot, struct span method,
                        struct span path, struct span reason) {
    TRY_PTR(reason.ptr);
    BUF_SCOPE text = {0};
    add_key(&text, method, path);
    TRY(buf_status(&text));
    if (map_get(&l->lost, buf_span(&text))) {
        return OK;
    }
    if (reason.ptr != l->security_fault.ptr) {
        loader_error(l, spot, "%.*s", SPAN_ARG(reason));
    }
    if (l->out->unreadable.n >= LIMIT_CONTRACT_OPERATIONS) {
        loader_error(l, spot, "more than %d operations", LIMIT_CONTRACT_OPERATIONS);
        return ERR_LIMIT;
    }
    struct span key = arena_dup(l->arena, buf_span(&text));
    TRY_PTR(key.ptr);
    TRY(map_put(l->arena, &l->lost, key, l));
    struct unreadable row = {method, path, spot_place(l->arena, spot), reason};
    return MUTANT(unreadable_lost) || vec_push(l->arena, &l->out->unreadable, row) ? OK
                                                                                   : ERR_MEMORY;
}
