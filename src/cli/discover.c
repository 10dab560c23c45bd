/* SPDX-License-Identifier: Apache-2.0 */
/* The places where Django projects, and others, serve their contract. */
#include "cli/discover.h"

#include "text/uri.h"

/* drf-spectacular, drf-yasg, DRF's generateschema, django-ninja, FastAPI, Flask (APIFlask,
 * flask-smorest), springdoc, Swagger UI's servers; the commonest first. */
static const char *const places[] = {
    "/api/schema/",
    "/schema/",
    "/openapi.json",
    "/openapi.yaml",
    "/api/openapi.json",
    "/api/openapi.yaml",
    "/swagger.json",
    "/swagger.yaml",
    "/swagger/?format=openapi",
    "/api/schema/?format=json",
    "/schema/?format=openapi-json",
    "/openapi",
    "/openapi/",
    "/api/swagger.json",
    "/docs/openapi.json",
    "/api/docs/?format=openapi",
    "/docs/?format=openapi",
    "/redoc/?format=openapi",
    "/api/v1/schema/",
    "/api/v1/openapi.json",
    "/api-docs",
    "/v3/api-docs",
    "/v2/api-docs",
};

enum { PLACES = sizeof(places) / sizeof(places[0]) };

static struct span root_of(struct arena *arena, struct span url) {
    struct uri uri;
    if (uri_split(url, &uri) != OK) {
        return url;
    }
    uri.path = (struct span){NULL, 0};
    return uri_join(arena, &uri);
}

/* Errors that end the search; anything else means: not here. */
static bool ends_search(enum err err) {
    return err == OK || err == ERR_NETWORK || err == ERR_STOPPED || err == ERR_MEMORY;
}

static enum err try_below(const struct load *load, struct span base, struct contract *out,
                          struct span *url) {
    for (size_t i = 0; i < PLACES; i++) {
        *url = arena_join(load->arena, base, span_from(places[i]));
        TRY_PTR(url->ptr);
        enum err err = load_probe(load, *url, out);
        if (ends_search(err)) {
            return err;
        }
    }
    return ERR_MISSING;
}

enum err discover_contract(const struct load *load, struct contract *out, struct span *url) {
    struct span root = root_of(load->arena, load->target);
    TRY_PTR(root.ptr);
    enum err err = try_below(load, load->target, out, url);
    if (err == ERR_MISSING && !span_equal(root, load->target)) {
        err = try_below(load, root, out, url);
    }
    if (err == OK) {
        diag_add(load->diag, DIAG_NOTE, (struct place){.file = *url},
                 "the contract was found here");
    } else if (err == ERR_MISSING) {
        diag_add(load->diag, DIAG_ERROR, (struct place){.file = load->target},
                 "no contract was given, and none is at %s, %s, %s or %d other usual places; name "
                 "it: postern scan CONTRACT --url URL",
                 places[0], places[1], places[2], PLACES - 3);
    }
    return err;
}
