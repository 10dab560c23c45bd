/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the place of a request where an id goes, and putting one there. */
#include "scan/aim.h"

#include "base/mutant.h"
#include "scan/build/build_id.h"
#include "scan/build/build_schema.h"
#include "scan/build/noun.h"
#include "scan/probe.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"
#include "token/edit.h"

static bool path_names(struct span path, struct span collection) {
    while (path.ptr) {
        struct span segment = span_cut(&path, '/');
        if (segment.len && segment.ptr[0] != '{' && noun_alike(segment, collection)) {
            return true;
        }
    }
    return false;
}

/* "order_id", "order", and "id" where the path speaks of orders. */
static bool asks_for(const struct operation *operation, struct span parameter,
                     const struct owned_id *id) {
    struct span collection = uri_last_segment(id->value.path), noun = noun_of(parameter);
    bool same = noun_equal(id->value.name, parameter);
    if (!noun_is_id(id->value.name) && !same) {
        return false;
    }
    if (same && noun.len && noun_is_id(parameter) && !MUTANT(names_unmatched)) {
        return true; /* "docId" of "/documents" */
    }
    return noun.len ? noun_alike(noun, collection)
                    : noun_is_id(parameter) && path_names(operation->path, collection);
}

/* An id of whatever name, below the list itself: whether it is the list's shows in the answers. */
static bool may_ask_for(const struct operation *operation, struct span parameter,
                        const struct owned_id *id) {
    struct span list = uri_without_slash(id->value.path);
    return noun_is_id(id->value.name) && noun_is_id(parameter) && list.len > 1 &&
           span_starts(operation->path, list) &&
           (span_starts(span_from_index(operation->path, list.len), SPAN("/")) ||
            MUTANT(lists_cut_words)) &&
           !MUTANT(lists_unheeded);
}

static struct span nobodys(struct span value) {
    uint64_t number;
    return build_nobodys_id(span_to_u64(value, &number) ? BUILD_ID_NUMBER
                            : value.len == 36           ? BUILD_ID_UUID
                                                        : BUILD_ID_SLUG);
}

/* One that the same list shows to the reader alone; empty: none. */
static struct span readers_own(const struct owned_id *id) {
    if (id->owners && id->readers) {
        VEC_EACH(const struct known_value, own, &id->readers->values.values) {
            if (span_equal(own->name, id->value.name) && span_equal(own->path, id->value.path) &&
                !listing_holds(id->owners, own->name, own->value)) {
                return own->value;
            }
        }
    }
    return SPAN("");
}

/* The operation's request with that value for a parameter of its query. */
static enum err with_query(struct survey *survey, const struct operation *operation,
                           const struct owned *owned, struct span parameter, struct span value,
                           struct request *out, bool *built) {
    struct draft draft;
    struct known_values known = {.arena = survey_arena(survey), .index = owned->known.index};
    VEC_EACH(const struct known_value, other, &owned->known.values) {
        TRY(vec_push(known.arena, &known.values, *other) ? OK : ERR_MEMORY);
    }
    const struct known_value given = {.name = parameter, .value = value, .made = true};
    TRY(vec_push(known.arena, &known.values, given) ? OK : ERR_MEMORY);
    TRY(survey_build(survey, operation, &known, &draft));
    *built = draft.built && !draft.made_up_id;
    *out = draft.request;
    return OK;
}

typedef bool asks(const struct operation *operation, struct span parameter,
                  const struct owned_id *id);

static enum err at_query(struct survey *survey, const struct operation *operation,
                         const struct owned *owned, struct span parameter,
                         const struct owned_id *id, struct aim *out) {
    bool built, beside;
    TRY(with_query(survey, operation, owned, parameter, id->value.value, &out->request, &built));
    TRY(with_query(survey, operation, owned, parameter, nobodys(id->value.value), &out->elsewhere,
                   &beside));
    out->id = built && beside ? id : NULL;
    struct span own = readers_own(id);
    TRY(own.len ? with_query(survey, operation, owned, parameter, own, &out->readers, &built) : OK);
    return OK;
}

static enum err in_query(struct survey *survey, const struct operation *operation,
                         const struct owned *owned, asks *fits, struct aim *out) {
    bool write = !build_is_read(operation->method);
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        bool here = parameter->in == IN_QUERY && (parameter->required || !write);
        VEC_EACH(const struct owned_id, id, &owned->ids) {
            if (!out->id && here && !MUTANT(queries_unaimed) &&
                fits(operation, parameter->name, id)) {
                TRY(at_query(survey, operation, owned, parameter->name, id, out));
            }
        }
    }
    return OK;
}

static const struct media *json_body(const struct operation *operation) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        if (span_starts_nocase(media->type, SPAN("application/json"))) {
            return media;
        }
    }
    return NULL;
}

/* As the schema wants it: a number without quotes, unless it is a text. */
static struct span spelled(struct survey *survey, const struct schema_view *view, struct span name,
                           struct span value) {
    struct schema_view member;
    uint64_t number;
    schema_open(&member, survey_contract(survey), schema_property(view, name));
    bool bare = span_to_u64(value, &number) && !span_equal(schema_type(&member), SPAN("string"));
    BUF_SCOPE text = {0};
    struct json_writer writer = {.out = &text};
    json_string(&writer, value);
    return bare ? value : arena_dup(survey_arena(survey), buf_span(&text));
}

static enum err at_member(struct survey *survey, const struct operation *operation,
                          const struct owned *owned, const struct schema_view *view,
                          struct span name, const struct owned_id *id, struct aim *out) {
    struct arena *arena = survey_arena(survey);
    struct draft draft;
    TRY(survey_build(survey, operation, &owned->known, &draft));
    struct edit ours = {name, spelled(survey, view, name, id->value.value)};
    struct edit others = {name, spelled(survey, view, name, nobodys(id->value.value))};
    if (!draft.built || draft.made_up_id || !draft.request.body.len) {
        return OK;
    }
    struct span readers = readers_own(id);
    struct edit own = {name, spelled(survey, view, name, readers)};
    out->request = out->elsewhere = draft.request;
    enum err edited = edit_object(arena, draft.request.body, &ours, 1, &out->request.body);
    if (edited == OK) {
        TRY(edit_object(arena, draft.request.body, &others, 1, &out->elsewhere.body));
        out->id = id;
    }
    if (edited == OK && readers.len) {
        out->readers = draft.request;
        TRY(edit_object(arena, draft.request.body, &own, 1, &out->readers.body));
    }
    return edited == ERR_MEMORY ? edited : OK;
}

static enum err in_body(struct survey *survey, const struct operation *operation,
                        const struct owned *owned, struct aim *out) {
    const struct media *media = json_body(operation);
    bool answers = entrance_only_answers(operation);
    struct schema_view view;
    if (!media || MUTANT(bodies_unaimed)) {
        return OK;
    }
    schema_open(&view, survey_contract(survey), media->schema);
    for (struct schema_walk walk = {.view = &view}; schema_next(&walk);) {
        struct span name = node_key(walk.property);
        VEC_EACH(const struct owned_id, id, &owned->ids) {
            if (!out->id && asks_for(operation, name, id) &&
                (answers || schema_requires(&view, name))) {
                TRY(at_member(survey, operation, owned, &view, name, id, out));
            }
        }
    }
    return OK;
}

enum err aim_beside_path(struct survey *survey, const struct operation *operation,
                         const struct owned *owned, struct aim *out) {
    *out = (struct aim){.id = NULL};
    if (build_is_read(operation->method) || MUTANT(writes_unaimed)) {
        return OK;
    }
    TRY(in_query(survey, operation, owned, asks_for, out));
    return out->id ? OK : in_body(survey, operation, owned, out);
}

/* The request as it was drafted, with the id that nobody has, and with the reader's own. */
static enum err at_draft(struct arena *arena, const struct owned_id *id,
                         const struct request *drafted, struct aim *out) {
    out->id = id;
    out->below = false;
    out->request = out->elsewhere = *drafted;
    out->elsewhere.url = owned_elsewhere(arena, id, nobodys(id->value.value), drafted->url);
    struct span own = readers_own(id);
    if (own.len) {
        out->readers = *drafted;
        out->readers.url = owned_elsewhere(arena, id, own, drafted->url);
    }
    return out->elsewhere.url.ptr && (!own.len || out->readers.url.ptr) ? OK : ERR_MEMORY;
}

enum err aim_in_path(struct survey *survey, const struct operation *operation,
                     const struct owned *owned, struct aim *out) {
    struct arena *arena = survey_arena(survey);
    struct draft draft;
    *out = (struct aim){.id = NULL};
    TRY(survey_build(survey, operation, &owned->known, &draft));
    if (!draft.built || draft.made_up_id) {
        return OK;
    }
    const struct owned_id *id = owned_in(arena, owned, operation->path, draft.request.url);
    TRY(id ? at_draft(arena, id, &draft.request, out) : OK);
    struct span last = uri_last_segment(uri_without_slash(uri_path(draft.request.url)));
    out->below = id && span_ends(uri_without_slash(operation->path), SPAN("}")) &&
                 !span_equal(uri_decode(arena, last), id->value.value);
    return OK;
}

enum err aim_at(struct survey *survey, const struct operation *operation, const struct owned *owned,
                struct aim *out) {
    bool read = build_is_read(operation->method);
    *out = (struct aim){.id = NULL};
    if (!owned->ids.n) {
        return OK;
    }
    TRY(read && operation_has_variable(operation) ? aim_in_path(survey, operation, owned, out)
                                                  : OK);
    TRY(read && !out->id ? in_query(survey, operation, owned, asks_for, out) : OK);
    if (read && !out->id) {
        TRY(in_query(survey, operation, owned, may_ask_for, out));
        out->guessed = out->id != NULL;
    }
    return !read && entrance_only_answers(operation) ? in_body(survey, operation, owned, out) : OK;
}

static enum err self_in_query(struct survey *survey, const struct operation *operation,
                              const struct self *owner, const struct self *reader,
                              struct owned *owned, struct aim *out) {
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        if (parameter->in == IN_QUERY && self_is_person(parameter->name) && !out->id) {
            TRY(oneself_collect(survey_arena(survey), survey_listings(survey), owner, reader,
                                parameter->name, SPAN(""), owned));
            TRY(owned->ids.n
                    ? at_query(survey, operation, owned, parameter->name, &owned->ids.at[0], out)
                    : OK);
        }
    }
    return OK;
}

enum err aim_at_self(struct survey *survey, const struct operation *operation,
                     const struct self *owner, const struct self *reader, struct owned *owned,
                     struct aim *out) {
    struct arena *arena = survey_arena(survey);
    struct span name, before;
    struct draft draft;
    *out = (struct aim){.oneself = true};
    if (!build_is_read(operation->method)) {
        return OK;
    }
    if (!oneself_placeholder(operation->path, &name, &before)) {
        return self_in_query(survey, operation, owner, reader, owned, out);
    }
    TRY(oneself_collect(arena, survey_listings(survey), owner, reader, name, before, owned));
    if (!owned->ids.n) {
        return OK;
    }
    TRY(survey_build(survey, operation, &owned->known, &draft));
    return draft.built && !draft.made_up_id
               ? at_draft(arena, &owned->ids.at[0], &draft.request, out)
               : OK;
}

/* A write names nothing but what is ours; a spoiled one may name what it cannot change. */
static enum err as_ours(struct arena *arena, const struct owned *owned, struct owned *out) {
    out->known = (struct known_values){.arena = arena, .index = owned->known.index};
    VEC_EACH(const struct known_value, value, &owned->known.values) {
        struct known_value own = *value;
        own.made = true;
        TRY(vec_push(arena, &out->known.values, own) ? OK : ERR_MEMORY);
    }
    return OK;
}

enum err aim_unparsable(struct survey *survey, const struct operation *operation,
                        const struct owned *owned, struct aim *out) {
    enum build_mode mode = MUTANT(others_mistyped) ? BUILD_MISTYPED : BUILD_UNPARSABLE;
    struct draft spoiled;
    *out = (struct aim){.id = NULL};
    if (!owned->ids.n) {
        return OK;
    }
    struct owned ours = *owned;
    TRY(as_ours(survey_arena(survey), owned, &ours));
    TRY(aim_in_path(survey, operation, &ours, out));
    TRY(survey_build_spoiled(survey, operation, mode, &spoiled));
    if (!out->id || !spoiled.built || !spoiled.body_guards) {
        out->id = NULL;
        return OK;
    }
    out->request.body = out->elsewhere.body = spoiled.request.body;
    out->request.fields = out->elsewhere.fields = spoiled.request.fields;
    return OK;
}
