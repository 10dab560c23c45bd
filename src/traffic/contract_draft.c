/* SPDX-License-Identifier: Apache-2.0 */
/* From requests to operations, and what of them is written. */
#include "traffic/contract_draft.h"

#include "base/mutant.h"
#include "contract/outline.h"
#include "text/uri.h"
#include "traffic/credential_seen.h"
#include "traffic/secret.h"
#include "traffic/template.h"

struct drafting {
    struct arena *arena;
    struct buf *out;
    struct outline_schemes schemes;
    struct contract_draft_told *told;
};

/* An operation under way. */
struct drafted {
    struct shape query, json, form;
    struct outline_schemes security; /* spelled; each once */
    bool anonymous;                  /* served without a credential */
    bool statuses[600];
};

static bool is_text(struct span type, const char *part) {
    return span_find_nocase(type, span_from(part)) != SIZE_MAX;
}

struct count {
    struct span origin;
    size_t n, api;
};

/* The origin that looks most like an API: it speaks JSON, or is asked for more than pages. */
static enum err choose_origin(struct arena *arena, const struct traffic *traffic,
                              struct span *origin) {
    VEC(struct count) counts = {0};
    const struct count *best = NULL;
    VEC_EACH(const struct traffic_request, request, &traffic->requests) {
        struct span of = uri_origin(request->url);
        struct count *count = NULL;
        VEC_EACH(struct count, each, &counts) {
            count = span_equal(each->origin, of) ? each : count;
        }
        if (!count && counts.n < 1000) {
            count = vec_add(arena, &counts);
            TRY_PTR(count);
            count->origin = of;
        }
        if (count) {
            count->n += !traffic_by_the_way(request);
            count->api += is_text(request->answer_type, "json") || is_text(request->type, "json");
        }
    }
    VEC_EACH(const struct count, each, &counts) {
        bool better =
            !best || each->api > best->api || (each->api == best->api && each->n > best->n);
        best = better ? each : best;
    }
    *origin = best ? best->origin : SPAN("");
    return OK;
}

static bool is_method(struct span method) {
    static const struct span methods[] = {SPAN_INIT("GET"), SPAN_INIT("POST"), SPAN_INIT("PUT"),
                                          SPAN_INIT("PATCH"), SPAN_INIT("DELETE")};
    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        if (span_equal(methods[i], method)) {
            return true;
        }
    }
    return false;
}

/* What nobody serves is no operation: scanners leave such lines in every log. */
static bool is_found(const struct traffic_request *request) {
    return request->status != 404 && request->status != 405 && request->status != 410 &&
           request->status != 501 && request->status < 600;
}

static enum err collect(struct drafting *d, const struct traffic *traffic, struct template *root) {
    VEC_EACH(const struct traffic_request, request, &traffic->requests) {
        struct span origin = uri_origin(request->url);
        if (!span_equal(origin, d->told->origin) && !MUTANT(origins_mixed)) {
            d->told->of_others++;
            d->told->other = origin;
        } else if (traffic_by_the_way(request) || !is_method(request->method) ||
                   !span_starts(traffic_path(request), SPAN("/"))) {
            d->told->by_the_way++;
        } else if (!is_found(request)) {
            d->told->missing++;
        } else {
            d->told->credentials |= credential_seen(d->arena, request).len > 0;
            TRY(template_add(d->arena, root, request));
        }
    }
    return template_join(d->arena, root);
}

static enum err add_pair(struct arena *arena, struct shape *shape, struct span name,
                         struct span value) {
    struct shape_member *member;
    name = uri_decode(arena, name);
    value = uri_decode(arena, value);
    TRY_PTR(name.ptr);
    TRY_PTR(value.ptr);
    TRY(shape_member(arena, shape, name, &member));
    if (member) {
        member->n++;
        TRY(shape_add_text(arena, member->shape, value));
    }
    return OK;
}

static enum err add_pairs(struct arena *arena, struct shape *shape, struct span text, bool query) {
    while (text.ptr && text.len) {
        struct span value = span_cut(&text, '&'), name = span_cut(&value, '=');
        if (name.len && !(query && credential_in_query(name))) {
            TRY(add_pair(arena, shape, name, value.ptr ? value : SPAN("")));
        }
    }
    return OK;
}

static enum err add_body(struct arena *arena, struct drafted *o,
                         const struct traffic_request *sample) {
    const struct node *root;
    struct json_options options = {.depth = 64};
    bool form = is_text(sample->type, "x-www-form-urlencoded") || sample->form.n;
    if (form) {
        o->form.objects++;
        TRY(add_pairs(arena, &o->form, sample->body, false));
        VEC_EACH(const struct field, field, &sample->form) {
            TRY(add_pair(arena, &o->form, field->name, field->value));
        }
    } else if (sample->body.len && json_parse(arena, sample->body, &options, &root, NULL) == OK) {
        TRY(shape_add(arena, &o->json, root));
    }
    return OK;
}

static enum err add_sample(struct drafting *d, struct drafted *o,
                           const struct traffic_request *sample) {
    struct span query = sample->url, seen = credential_seen(d->arena, sample);
    TRY_PTR(seen.ptr);
    (void)span_cut(&query, '?');
    query = query.ptr ? span_cut(&query, '#') : query;
    o->query.objects++;
    TRY(add_pairs(d->arena, &o->query, query, true));
    if (traffic_served(sample) || sample->status == 400 || sample->status == 422) {
        TRY(add_body(d->arena, o, sample));
    }
    if (sample->status >= 100 && sample->status < 600) {
        o->statuses[sample->status] = true;
    }
    if (seen.len) {
        return outline_name(d->arena, &o->security, seen).len ? OK : ERR_MEMORY;
    }
    o->anonymous = o->anonymous || traffic_served(sample);
    return OK;
}

static enum err write_shape(struct drafting *d, const struct shape *shape, struct span name) {
    struct json_writer writer = {.out = d->out};
    shape_write(&writer, shape, name);
    return buf_status(d->out);
}

static enum err write_variables(struct drafting *d, const struct template *at) {
    if (at->above) {
        TRY(write_variables(d, at->above));
    }
    if (at->variable) {
        struct span name = template_name(d->arena, at);
        TRY_PTR(name.ptr);
        buf_printf(d->out,
                   "        - {name: %.*s, in: path, required: true, schema: ", SPAN_ARG(name));
        TRY(write_shape(d, &at->values, SPAN("")));
        buf_text(d->out, "}\n");
    }
    return OK;
}

static enum err write_parameters(struct drafting *d, const struct template *at,
                                 const struct drafted *o) {
    size_t before = d->out->len;
    buf_text(d->out, "      parameters:\n");
    size_t after = d->out->len;
    TRY(write_variables(d, at));
    VEC_EACH(struct shape_member *const, member, &o->query.members) {
        buf_text(d->out, "        - {name: ");
        json_quote(d->out, (*member)->name);
        buf_text(d->out, ", in: query, schema: ");
        TRY(write_shape(d, (*member)->shape, (*member)->name));
        buf_text(d->out, "}\n");
    }
    d->out->len = d->out->len == after ? before : d->out->len;
    return OK;
}

static enum err write_bodies(struct drafting *d, const struct drafted *o) {
    bool json = o->json.objects || o->json.arrays || o->json.texts || o->json.numbers;
    if (json || o->form.objects) {
        buf_text(d->out, "      requestBody:\n        content:\n");
    }
    if (json) {
        buf_text(d->out, "          application/json: {schema: ");
        TRY(write_shape(d, &o->json, SPAN("")));
        buf_text(d->out, "}\n");
    }
    if (o->form.objects) {
        buf_text(d->out, "          application/x-www-form-urlencoded: {schema: ");
        TRY(write_shape(d, &o->form, SPAN("")));
        buf_text(d->out, "}\n");
    }
    return OK;
}

/* Where no credential was recorded at all, nothing is known: nothing is declared. */
static enum err write_security(struct drafting *d, const struct drafted *o) {
    const struct outline_schemes *seen =
        o->security.n || o->anonymous ? &o->security : &d->schemes; /* refused: it asks for one */
    if (!d->told->credentials) {
        return OK;
    }
    if (!seen->n) {
        buf_text(d->out, "      security: []\n");
        return OK;
    }
    buf_text(d->out, "      security:\n");
    for (size_t i = 0, n = seen->n; i < n; i++) {
        struct span name = outline_name(d->arena, &d->schemes, seen->at[i].scheme);
        TRY_PTR(name.len ? d : NULL);
        buf_printf(d->out, "        - %.*s: []\n", SPAN_ARG(name));
    }
    if (o->anonymous) {
        buf_text(d->out, "        - {} # served without a credential as well\n");
    }
    return OK;
}

static void write_statuses(struct drafting *d, const struct drafted *o) {
    bool any = false;
    buf_text(d->out, "      responses: {");
    for (size_t i = 0; i < sizeof(o->statuses); i++) {
        if (o->statuses[i]) {
            buf_printf(d->out, "%s\"%zu\": {description: \"\"}", any ? ", " : "", i);
            any = true;
        }
    }
    buf_text(d->out, any ? "}\n" : "default: {description: \"\"}}\n");
}

static enum err write_operation(struct drafting *d, const struct template *at,
                                const struct template_method *method) {
    struct drafted *o = arena_new(d->arena, struct drafted);
    TRY_PTR(o);
    VEC_EACH(const struct traffic_request *const, sample, &method->samples) {
        TRY(add_sample(d, o, *sample));
    }
    d->told->operations++;
    outline_method(method->method, d->out);
    TRY(write_security(d, o));
    TRY(write_parameters(d, at, o));
    TRY(write_bodies(d, o));
    write_statuses(d, o);
    return OK;
}

/* No deeper than the templates. */
static enum err write_below(struct drafting *d, const struct template *at) {
    if (at->methods.n) {
        buf_text(d->out, "  ");
        json_quote(d->out, at->path);
        buf_text(d->out, ":\n");
    }
    VEC_EACH(const struct template_method, method, &at->methods) {
        TRY(write_operation(d, at, method));
    }
    VEC_EACH(struct template *const, each, &at->below) {
        TRY(write_below(d, *each));
    }
    return OK;
}

/* All schemes first, since an operation that refused everybody takes any of them. */
static enum err name_schemes(struct drafting *d, const struct template *at) {
    VEC_EACH(const struct template_method, method, &at->methods) {
        VEC_EACH(const struct traffic_request *const, sample, &method->samples) {
            struct span seen = credential_seen(d->arena, *sample);
            TRY_PTR(seen.ptr);
            TRY_PTR(!seen.len || outline_name(d->arena, &d->schemes, seen).len ? d : NULL);
        }
    }
    VEC_EACH(struct template *const, each, &at->below) {
        TRY(name_schemes(d, *each));
    }
    return OK;
}

static void write_head(struct drafting *d) {
    struct span host = uri_host(d->told->origin);
    buf_text(d->out, "openapi: 3.1.0\ninfo:\n  title: ");
    json_quote(d->out, host.len ? host : SPAN("recorded traffic"));
    buf_text(d->out,
             "\n  version: \"0\"\n  description: >-\n    Drafted by postern contract from recorded "
             "traffic: what was seen, not what is meant. Read it\n    before it is relied on; "
             "security above all.\n");
    if (d->told->origin.len) {
        buf_text(d->out, "servers:\n  - url: ");
        json_quote(d->out, d->told->origin);
        buf_byte(d->out, '\n');
    }
    buf_text(d->out, "paths:\n");
}

enum err contract_draft_write(struct arena *arena, const struct traffic *traffic,
                              struct span origin, struct buf *out, struct contract_draft_told *told,
                              struct diag *diag) {
    struct drafting d = {.arena = arena, .out = out, .told = told};
    struct template root = {.path = SPAN("")};
    *told = (struct contract_draft_told){.origin = uri_origin(origin)};
    if (!origin.len) {
        TRY(choose_origin(arena, traffic, &told->origin));
    }
    TRY(collect(&d, traffic, &root));
    TRY(name_schemes(&d, &root));
    write_head(&d);
    TRY(write_below(&d, &root));
    outline_write(&d.schemes, out);
    if (!told->operations) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = traffic->file},
                 "no request%s%.*s is one of an API", told->origin.len ? " of " : "",
                 SPAN_ARG(told->origin));
        return ERR_INVALID;
    }
    return buf_status(out);
}
