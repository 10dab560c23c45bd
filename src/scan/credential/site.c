/* SPDX-License-Identifier: Apache-2.0 */
/* Origin and Referer of the target's own pages. */
#include "scan/credential/site.h"

#include "base/mutant.h"
#include "scan/credential/credential_place.h"
#include "text/uri.h"

static struct span given(const struct site *site, struct span name) {
    return site->given ? fields_get(site->given, name) : (struct span){NULL, 0};
}

/* As the target knows itself: by the Host that the user gives. */
static struct span own_origin(struct arena *arena, const struct site *site, struct span url) {
    struct span origin = uri_origin(url), host = given(site, SPAN("Host"));
    size_t slashes = span_find(origin, SPAN("//"));
    return !host.len || slashes == SIZE_MAX
               ? origin
               : arena_join(arena, span_slice(origin, 0, slashes + 2), host);
}

enum err site_put(struct arena *arena, const struct site *site, struct request *request) {
    struct span origin = own_origin(arena, site, request->url);
    TRY_PTR(origin.ptr);
    if (!site->refused && !given(site, SPAN("Origin")).ptr && !MUTANT(origin_left_out)) {
        TRY(credential_field(arena, request, SPAN("Origin"), origin));
    }
    bool tls = span_starts_nocase(request->url, SPAN("https:")); /* Django asks for it there */
    if (!tls || given(site, SPAN("Referer")).ptr) {
        return OK;
    }
    struct span page = arena_join(arena, origin, uri_path(request->url));
    TRY_PTR(page.ptr);
    return credential_field(arena, request, SPAN("Referer"), page);
}
