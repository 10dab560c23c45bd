/* SPDX-License-Identifier: Apache-2.0 */
/* "https://user:password@host/": a credential where nobody looks for one. */
#include "traffic/userinfo.h"

#include "base/mutant.h"
#include "text/uri.h"

enum err userinfo_move(struct arena *arena, struct traffic_request *request) {
    struct span origin = uri_origin(request->url);
    size_t start = span_find(origin, SPAN("//")), at = SIZE_MAX;
    for (size_t i = 0; i < origin.len; i++) {
        at = origin.ptr[i] == '@' ? i : at; /* the last one: a password may hold others */
    }
    if (at == SIZE_MAX || MUTANT(userinfo_kept)) {
        return OK;
    }
    struct span userinfo = span_slice(origin, start + 2, at - start - 2);
    request->url =
        arena_join(arena, span_slice(origin, 0, start + 2), span_from_index(request->url, at + 1));
    TRY_PTR(request->url.ptr);
    if (fields_get(&request->fields, SPAN("Authorization")).ptr) {
        return OK;
    }
    struct span value = arena_printf(arena, "Basic %.*s", SPAN_ARG(userinfo));
    TRY_PTR(value.ptr);
    return fields_add(arena, &request->fields, SPAN("Authorization"), value) ? OK : ERR_MEMORY;
}
