/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the name of what was made, and the operation that takes it away. */
#include "scan/made.h"

#include "base/mutant.h"
#include "scan/account.h"
#include "scan/build/noun.h"
#include "scan/engine_state.h"
#include "scan/status.h"
#include "text/json.h"
#include "text/uri.h"

enum { OBJECTS_MOST = 1000, TOLD_MOST = 10, ANSWER_BYTES = 4 << 20 };

/* The path to one of the collection's objects, as the contract has it; empty: there is none. */
static struct span template_below(const struct engine *engine, struct span collection) {
    BUF_SCOPE path = {0};
    buf_add(&path, collection);
    buf_text(&path, span_ends(collection, SPAN("/")) ? "postern" : "/postern");
    const struct route *route =
        buf_status(&path) == OK ? routes_find_loosely(&engine->plan.routes, buf_span(&path)) : NULL;
    return route ? route->template : SPAN("");
}

/* What it calls its last variable; empty: it has none. */
static struct span name_in(struct span template) {
    struct span name = uri_last_segment(template);
    bool whole = span_starts(name, SPAN("{")) && span_ends(name, SPAN("}"));
    return whole ? span_slice(name, 1, name.len - 2) : SPAN("");
}

/* An answer's own id, under the names that it may have. */
struct own_id {
    struct span name;       /* the contract's, or empty */
    struct span collection; /* what it is an object of, or empty */
    struct span sent;       /* the request's body: what it named is another object */
};

/* "id"; "bin_id" of "/bins", or where the contract calls it so, unless it is one that we sent. */
static bool is_own_id(const struct own_id *own, struct span key, struct span value) {
    struct span noun = noun_of(key);
    bool named = own->name.len && span_equal(key, own->name);
    if (!noun_is_id(key)) {
        return named;
    }
    return !noun.len || ((named || noun_alike(noun, own->collection)) &&
                         span_find(own->sent, value) == SIZE_MAX);
}

/* Better names first: the contract's, then "id", then that of the collection. */
static unsigned worth(const struct own_id *own, struct span key) {
    return span_equal(key, own->name) ? 3 : !noun_of(key).len ? 2 : 1;
}

/* The id at the root of an answer, or in what is called "data", or after the collection. */
static struct span id_in(const struct node *root, const struct own_id *own) {
    struct span found = {NULL, 0}, nested = {NULL, 0};
    unsigned best = 0;
    NODE_EACH(member, node_is(root, NODE_OBJECT) ? root : NULL) {
        struct span key = node_key(member), value = node_scalar(member);
        if (value.len && worth(own, key) > best && is_own_id(own, key, value)) {
            best = worth(own, key);
            found = value;
        }
        bool same = span_equal(key, SPAN("data")) || span_equal(key, SPAN("result")) ||
                    noun_alike(key, own->collection);
        if (!nested.ptr && node_is(member, NODE_OBJECT) && same) {
            nested = id_in(member, own);
        }
    }
    return found.ptr ? found : nested;
}

/* Seen before it can have been made: not ours, whatever the answer says. */
static bool was_there(const struct known_values *known, struct span collection, struct span id) {
    VEC_EACH(const struct known_value, value, &known->values) {
        if (!value->made && span_equal(value->value, id) &&
            noun_alike(uri_last_segment(value->path), collection)) {
            return true;
        }
    }
    return false;
}

/* The address of what was made: what Location says, or the collection's with the id behind it.
 * *seen: it was known before this answer. */
static enum err url_of(struct engine *engine, const struct exchange *exchange, struct span *url,
                       bool *seen) {
    struct arena *arena = engine->arena;
    struct span request = exchange->request.url, query = request;
    struct span location = fields_get(&exchange->response.fields, SPAN("Location"));
    struct span collection = span_cut(&query, '?');
    const struct node *root = NULL;
    *url = (struct span){"", 0};
    if (location.len && uri_resolve(arena, request, location, url) == OK) {
        bool same = uri_same_origin(request, *url);
        *url = same ? *url : (struct span){"", 0};
        return OK;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, ANSWER_BYTES);
    const struct json_options options = {.depth = 64};
    if (json_parse(&scratch, exchange->response.body, &options, &root, NULL) != OK) {
        return OK;
    }
    struct span path = uri_path(collection), of = uri_last_segment(path);
    struct span below = template_below(engine, path);
    const struct own_id own = {name_in(below), of, exchange->request.body};
    struct span id = id_in(root, &own);
    if (!id.len) {
        return OK;
    }
    *seen = was_there(engine->known, of, id);
    bool joined = span_ends(collection, SPAN("/"));
    bool slash = below.len && !MUTANT(slash_of_the_list) ? span_ends(below, SPAN("/")) : joined;
    struct span name = uri_encoded(arena, id, URI_UNRESERVED);
    *url = arena_printf(arena, "%.*s%s%.*s%s", SPAN_ARG(collection), joined ? "" : "/",
                        SPAN_ARG(name), slash ? "/" : "");
    return url->ptr ? OK : ERR_MEMORY;
}

/* 201 says so; 200, 202 and a redirect may. */
static bool may_have_made(const struct engine *engine, const struct exchange *exchange) {
    const struct response *response = &exchange->response;
    int status = response->wire == WIRE_OK ? response->status : 0;
    return engine->options->allow_writes && span_equal(exchange->request.method, SPAN("POST")) &&
           (status == 201 || status == 200 || status == 202 || status == 302 || status == 303);
}

/* Whoever is told of the same object again did not make it: a POST that looks for it first. */
static bool compare(struct made_objects *objects, struct span by, struct span url) {
    bool repeated = false;
    VEC_EACH(const struct made, other, &objects->all) {
        repeated |= span_equal(other->by, by) && (other->repeated || span_equal(other->url, url));
    }
    VEC_EACH(struct made, other, &objects->all) {
        other->repeated |= repeated && span_equal(other->by, by);
    }
    return repeated;
}

static bool has_sibling(const struct made_objects *objects, const struct made *made) {
    VEC_EACH(const struct made, other, &objects->all) {
        if (other != made && span_equal(other->by, made->by)) {
            return true;
        }
    }
    return false;
}

/* What may be deleted: nobody else's object, for certain. */
static bool is_ours(const struct made_objects *objects, const struct made *made) {
    return made->said || (!made->repeated && has_sibling(objects, made));
}

/* The scan made one of that address before, and took it away: some servers give an id again. */
static bool was_ours(const struct made_objects *objects, struct span url) {
    VEC_EACH(const struct span, other, &objects->past) {
        if (url.len && span_equal(*other, url)) {
            return true;
        }
    }
    return false;
}

/* "Look into your mail" may have opened an account, or not. */
static bool is_registration(const struct engine *engine, const struct request *request) {
    const struct operation *operation = plan_asked(&engine->plan, request);
    return operation && account_is_opened(operation);
}

enum err made_note(struct engine *engine, const struct exchange *exchange,
                   const struct identity *identity) {
    struct made_objects *objects = &engine->made;
    struct made one = {.identity = identity, .said = exchange->response.status == 201};
    if (!may_have_made(engine, exchange)) {
        return OK;
    }
    bool seen = false;
    TRY(url_of(engine, exchange, &one.url, &seen));
    seen &= !was_ours(objects, one.url);
    const struct route *route = routes_find_loosely(&engine->plan.routes, uri_path(one.url));
    one.by = arena_dup(engine->arena, uri_path(exchange->request.url));
    TRY_PTR(one.by.ptr);
    one.repeated = !one.said && compare(objects, one.by, one.url);
    if (!one.said && (!one.url.len || !route || seen)) {
        objects->unsaid += is_registration(engine, &exchange->request) && !MUTANT(unsaid_forgotten);
        return OK;
    }
    if (objects->all.n == OBJECTS_MOST) {
        objects->others++;
        return OK;
    }
    one.url = seen ? SPAN("") : one.url;
    one.route = seen ? NULL : route;
    one.remove = seen ? NULL : route_has(route, SPAN("DELETE"));
    return vec_push(engine->arena, &objects->all, one) ? OK : ERR_MEMORY;
}

/* Asks for the deletion as that identity. *gone: it is, or was already. */
static enum err delete_as(struct engine *engine, const struct made *made,
                          const struct identity *identity, bool *gone) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, ANSWER_BYTES);
    struct exchange exchange = {.request = {.method = SPAN("DELETE"), .url = made->url}};
    const struct requirement *requirement =
        identity ? wallet_choose(&engine->wallet, identity, &made->remove->security) : NULL;
    if (requirement) {
        TRY(wallet_present(&engine->wallet, &scratch, identity, requirement, &exchange.request));
    }
    TRY(wallet_accompany(&engine->wallet, &scratch, made->remove, identity, &exchange.request));
    TRY(client_fetch(engine->client, &scratch, &exchange));
    int status = exchange.response.wire == WIRE_OK ? exchange.response.status : 0;
    *gone = status / 100 == 2 || status_is_missing(status);
    return OK;
}

static enum err take_away(struct engine *engine, struct made *made) {
    TRY(delete_as(engine, made, made->identity, &made->gone));
    VEC_EACH(const struct identity, identity, &engine->options->identities->all) {
        if (!made->gone && identity != made->identity && !MUTANT(made_by_one_alone)) {
            TRY(delete_as(engine, made, identity, &made->gone));
        }
    }
    return OK;
}

static bool is_left(const struct made_objects *objects, const struct made *made,
                    const struct route *route) {
    return route && made->route == route && made->url.len && !made->offered &&
           is_ours(objects, made);
}

size_t made_left(const struct made_objects *objects, const struct route *route) {
    size_t n = 0;
    VEC_EACH(const struct made, made, &objects->all) {
        n += is_left(objects, made, route);
    }
    return n;
}

struct span made_offer(struct made_objects *objects, const struct route *route, bool takes) {
    VEC_EACH(struct made, made, &objects->all) {
        if (is_left(objects, made, route)) {
            made->offered = takes;
            return made->url;
        }
    }
    return (struct span){"", 0};
}

void made_spend(struct made_objects *objects, struct span url) {
    VEC_EACH(struct made, made, &objects->all) {
        made->offered |= span_equal(made->url, url);
    }
}

/* What the scan did not make after all is none of its business. */
static void forget_others(struct made_objects *objects) {
    size_t kept = 0;
    VEC_EACH(const struct made, made, &objects->all) {
        if (made->said || !made->repeated) {
            objects->all.at[kept++] = *made;
        }
    }
    objects->all.n = kept;
}

static void tell(const struct engine *engine) {
    const struct made_objects *objects = &engine->made;
    struct diag *diag = engine->options->diag;
    size_t left = objects->others, told = 0;
    VEC_EACH(const struct made, made, &objects->all) {
        left += !made->gone;
        if (!made->gone && told++ < TOLD_MOST) {
            diag_add(diag, DIAG_WARNING, (struct place){.file = made->by},
                     "an object that the scan made here is left behind%s%.*s",
                     made->url.len ? ": " : "", SPAN_ARG(made->url));
        }
    }
    diag_add(diag, DIAG_NOTE, (struct place){.file = engine->options->base_url},
             "allowed writes made %zu object%s; %zu deleted again, %zu left behind",
             objects->all.n + objects->others, objects->all.n + objects->others == 1 ? "" : "s",
             objects->all.n + objects->others - left, left);
}

static void tell_unsaid(const struct engine *engine) {
    size_t n = engine->made.unsaid;
    diag_add(
        engine->options->diag, DIAG_NOTE, (struct place){.file = engine->options->base_url},
        "%zu registration%s did not say what %s made: accounts may be left behind, whose names "
        "begin with postern",
        n, n == 1 ? "" : "s", n == 1 ? "it" : "they");
}

static enum err clear_one(struct engine *engine, struct made *made) {
    bool may = made->remove && made->url.len && !made->gone && is_ours(&engine->made, made);
    return may ? take_away(engine, made) : OK;
}

enum err made_take_back(struct engine *engine, struct span url) {
    VEC_EACH(struct made, made, &engine->made.all) {
        if (span_equal(made->url, url)) {
            TRY(clear_one(engine, made));
        }
    }
    return OK;
}

enum err made_clear(struct engine *engine, bool asked) {
    struct made_objects *objects = &engine->made;
    enum err err = OK;
    forget_others(objects);
    for (size_t i = objects->all.n; i-- > 0 && asked && err == OK && !MUTANT(made_kept);) {
        size_t at = MUTANT(first_taken_first) ? objects->all.n - 1 - i : i;
        err = clear_one(engine, &objects->all.at[at]);
    }
    if (objects->all.n || objects->others) {
        tell(engine);
    }
    if (objects->unsaid) {
        tell_unsaid(engine);
    }
    VEC_EACH(const struct made, made, &objects->all) {
        bool ours = made->said && made->gone && made->url.len;
        TRY(ours && !vec_push(engine->arena, &objects->past, made->url) ? ERR_MEMORY : OK);
    }
    objects->all.n = objects->others = objects->unsaid = 0;
    return err == ERR_MEMORY ? err : OK;
}
