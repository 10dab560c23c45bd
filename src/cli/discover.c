/* SPDX-License-Identifier: Apache-2.0 */
/* The places where Django projects, and others, serve their contract. */
#include "cli/discover.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/uri.h"

/* drf-spectacular, drf-yasg, DRF's generateschema, django-ninja, FastAPI, Flask (APIFlask,
 * flask-smorest, flasgger), springdoc, Swashbuckle, swaggo, NestJS, Quarkus, Directus; the
 * commonest first. */
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
    "/swagger/v1/swagger.json",
    "/swagger/doc.json",
    "/api-json",
    "/docs-json",
    "/docs.json",
    "/api/docs.json",
    "/api/docs/openapi.json",
    "/api/swagger/?format=openapi",
    "/apispec_1.json",
    "/q/openapi",
    "/server/specs/oas",
};

enum { PLACES = sizeof(places) / sizeof(places[0]), ANSWERS_TOLD = 5 };

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

/* What the places answered that had something, but no contract for us. */
struct answers {
    struct buf *text;
    size_t n;
};

static void note(struct answers *answers, struct span url, int status) {
    if (status == 404 || status == 410 || status == 0 || MUTANT(places_untold)) {
        return;
    }
    bool refused = status == 401 || status == 403 || status == 302;
    if (answers->n++ < ANSWERS_TOLD) {
        buf_printf(answers->text, "%s%.*s answered %d%s", answers->n > 1 ? ", " : "; ",
                   SPAN_ARG(url), status, refused ? "" : " with something else");
    }
}

static enum err try_below(const struct load *load, struct span base, struct contract *out,
                          struct span *url, struct span *who, struct answers *answers) {
    for (size_t i = 0; i < PLACES; i++) {
        struct place_answer answer = {0};
        *url = arena_join(load->arena, base, span_from(places[i]));
        TRY_PTR(url->ptr);
        enum err err = load_url_probe(load, *url, out, &answer);
        if (ends_search(err)) {
            *who = answer.who;
            return err;
        }
        note(answers, *url, answer.status);
    }
    return ERR_MISSING;
}

static void tell_found(const struct load *load, struct span url, struct span who) {
    const struct place place = {.file = url};
    if (who.len) {
        diag_add(load->diag, DIAG_NOTE, place,
                 "the contract was found here, with the credential of %.*s", SPAN_ARG(who));
    } else {
        diag_add(load->diag, DIAG_NOTE, place, "the contract was found here");
    }
}

enum err discover_contract(const struct load *load, struct contract *out, struct span *url) {
    BUF_SCOPE text = {0};
    struct answers answers = {&text, 0};
    struct span root = root_of(load->arena, load->target), who = {"", 0};
    TRY_PTR(root.ptr);
    enum err err = try_below(load, load->target, out, url, &who, &answers);
    if (err == ERR_MISSING && !span_equal(root, load->target)) {
        err = try_below(load, root, out, url, &who, &answers);
    }
    if (err == OK) {
        tell_found(load, *url, who);
    } else if (err == ERR_MISSING) {
        diag_add(load->diag, DIAG_ERROR, (struct place){.file = load->target},
                 "no contract was given, and none is at %s, %s, %s or %d other usual places%.*s; "
                 "name it: postern scan CONTRACT --url URL",
                 places[0], places[1], places[2], PLACES - 3, SPAN_ARG(buf_span(&text)));
    }
    return err;
}
