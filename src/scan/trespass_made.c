/* SPDX-License-Identifier: Apache-2.0 */
/* Making an object as one identity, and acting on it as another. */
#include "scan/trespass_made.h"

#include "base/mutant.h"
#include "scan/probe.h"
#include "scan/survey_make.h"
#include "scan/trespass_beside.h"
#include "scan/trespass_seen.h"
#include "text/uri.h"
#include "text/words.h"

enum { MOST_MADE = 4 };

/* An object of the owner's, and how the lists show it. */
struct object {
    struct span url;
    struct owned owned;
    struct listing owners, readers;
};

bool trespass_makes(const struct survey *survey, const struct operation *operation) {
    bool hooks =
        words_any(operation->path, SPAN(" webhook webhooks ")); /* to be kept, not called */
    if (!span_equal(operation->method, SPAN("POST")) || operation_has_variable(operation) ||
        (entrance_is(operation) && (!hooks || MUTANT(hooks_are_called))) ||
        entrance_only_answers(operation) || security_is_public(&operation->security)) {
        return false;
    }
    VEC_EACH(const struct operation, other, &survey_contract(survey)->operations) {
        if (trespass_is_below(other, operation)) {
            return true;
        }
    }
    return false;
}

/* The collection's list. */
static const struct operation *list_of(const struct survey *survey,
                                       const struct operation *create) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (span_equal(operation->method, SPAN("GET")) &&
            span_equal(uri_without_slash(operation->path), uri_without_slash(create->path))) {
            return operation;
        }
    }
    return NULL;
}

/* The name under which the owner's list shows the id; "id" where it does not. */
static struct span name_in(const struct listing *listing, struct span value) {
    VEC_EACH(const struct known_value, known, &listing->values.values) {
        if (span_equal(known->value, value)) {
            return known->name;
        }
    }
    return SPAN("id");
}

/* False: the reader's list shows it too, or only a page of what there is. */
static bool is_owners(const struct object *object, struct span name, struct span value) {
    const struct listing *readers = &object->readers;
    bool refused = readers->status == 403 || readers->status == 404;
    return refused ||
           (readers->status / 100 == 2 && readers->whole && !listing_holds(readers, name, value) &&
            listing_holds(&object->owners, name, value));
}

/* What is known of a new object. *alone: as far as lists tell it is the owner's alone. */
static enum err describe(struct survey *survey, const struct operation *create,
                         const struct identity *owner, const struct identity *reader,
                         struct object *object, bool *alone) {
    struct arena *arena = survey_arena(survey);
    const struct operation *list = list_of(survey, create);
    struct reply reply;
    struct span value = uri_decode(arena, uri_last_segment(uri_path(object->url)));
    TRY_PTR(value.ptr);
    TRY(list ? trespass_list(survey, list, owner, &reply, &object->owners) : OK);
    TRY(list ? trespass_list(survey, list, reader, &reply, &object->readers) : OK);
    struct span name = name_in(&object->owners, value);
    struct known_value known = {.name = name, .path = create->path, .value = value, .made = true};
    struct owned_id id = {.value = known,
                          .owners = list ? &object->owners : NULL,
                          .readers = list ? &object->readers : NULL};
    object->owned = (struct owned){.known = {.arena = arena}};
    *alone = !list || is_owners(object, name, value);
    return vec_push(arena, &object->owned.known.values, known) &&
                   vec_push(arena, &object->owned.ids, id)
               ? OK
               : ERR_MEMORY;
}

/* Whether the owner's list shows the object; *reply is that list. */
static enum err lists(struct trespass *trespass, struct reply *reply, bool *told, bool *out) {
    const struct owned_id *id = trespass->aim.id;
    struct listing listing;
    *told = *out = false;
    if (!id->owners || MUTANT(lists_unread)) {
        return OK;
    }
    TRY(trespass_list(trespass->survey, id->owners->operation, trespass->owner, reply, &listing));
    *told = listing.status / 100 == 2;
    *out = listing_holds(&listing, id->value.name, id->value.value);
    return OK;
}

/* What is added below an object, by somebody who may see that: a comment, a bid. */
static enum err only_adds(struct trespass *trespass, const struct operation *create, bool *out) {
    struct survey *survey = trespass->survey;
    bool read = false;
    *out = false;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        read |= span_equal(operation->method, SPAN("GET")) &&
                span_equal(operation->path, trespass->operation->path);
    }
    bool may =
        read && span_equal(trespass->operation->method, SPAN("POST")) && !MUTANT(adding_changes);
    return may ? trespass_shown(trespass, create, out) : OK;
}

/* The reader writes. Nobody must be able to, and nothing must come of an id that is not there; a
 * deletion counts when the owner finds the object gone. */
static enum err write_it(struct trespass *trespass, const struct operation *create, bool *found) {
    const struct aim *aim = &trespass->aim;
    bool deletes = span_equal(trespass->operation->method, SPAN("DELETE"));
    struct reply nobody, elsewhere, before, after, list;
    bool told = false, was = false, is = true, adds = false;
    TRY(trespass_ask(trespass, &aim->request, NULL, &nobody));
    TRY(trespass_ask(trespass, &aim->elsewhere, trespass->reader, &elsewhere));
    TRY(trespass_look(trespass, create, &before));
    if (!sample_refused(&nobody.sample) || (!deletes && trespass_took(&elsewhere)) ||
        trespass_is_gone(&before)) {
        return OK;
    }
    bool listed = deletes && before.exchange.response.wire != WIRE_OK;
    TRY(listed ? lists(trespass, &list, &told, &was) : OK);
    TRY(trespass_ask(trespass, &aim->request, trespass->reader, &trespass->again));
    if (!trespass_took(&trespass->again)) {
        return OK;
    }
    TRY(trespass_look(trespass, create, &after));
    trespass->owners = after;
    if (listed && was) {
        TRY(lists(trespass, &list, &told, &is));
        trespass->owners = list;
        *found = trespass->changed = told && !is;
        return OK;
    }
    trespass->changed =
        sample_served(&before.sample) &&
        (deletes ? trespass_is_gone(&after) : !trespass_same(trespass, &before, &after));
    TRY(trespass->changed ? OK : only_adds(trespass, create, &adds));
    *found = trespass->changed || (!deletes && !trespass_is_gone(&after) && !adds);
    return OK;
}

/* The reader reads what the owner reads. */
static enum err read_it(struct trespass *trespass, bool *found) {
    bool asked;
    return trespass_read(trespass, &asked, found);
}

static bool is_tried(const struct survey *survey, const struct operation *operation,
                     const struct operation *create, bool deletes) {
    const struct operation_result *row = survey_row(survey, operation);
    bool beside = operation != create && !entrance_is(operation);
    return row && (trespass_is_below(operation, create) || beside) && row->gate != GATE_OPEN &&
           row->gate != GATE_PUBLIC && !security_is_public(&operation->security) &&
           !entrance_ends_session(operation) &&
           span_equal(operation->method, SPAN("DELETE")) == deletes;
}

static enum err try_one(const struct trespass *like, const struct operation *create,
                        const struct operation *operation, trespass_found *report, bool *found) {
    struct trespass trespass = *like;
    *found = false;
    trespass.operation = operation;
    if (!trespass_is_below(operation, create)) {
        TRY(trespass_beside(&trespass, create, found));
    } else if (build_is_read(operation->method)) {
        TRY(read_it(&trespass, found));
    } else {
        TRY(aim_in_path(trespass.survey, operation, &trespass.owned, &trespass.aim));
        TRY(trespass.aim.id ? write_it(&trespass, create, found) : OK);
    }
    return *found ? report(&trespass) : OK;
}

/* With one object: all but deletions, where that is its turn, and deletions up to the first that
 * takes it away. *from: the first deletion to be tried; zero: nothing was tried yet. */
static enum err try_all(const struct trespass *like, const struct operation *create,
                        trespass_found *report, size_t *from) {
    struct survey *survey = like->survey;
    bool found = false;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (*from == 0 && is_tried(survey, operation, create, false)) {
            TRY(try_one(like, create, operation, report, &found));
        }
    }
    for (found = false; *from < survey_contract(survey)->operations.n && !found; ++*from) {
        const struct operation *operation = &survey_contract(survey)->operations.at[*from];
        if (is_tried(survey, operation, create, true)) {
            TRY(try_one(like, create, operation, report, &found));
        }
    }
    return OK;
}

/* *from: as above; past the last where no object is made, or not for this. */
static enum err on_one(struct survey *survey, const struct operation *create,
                       const struct identity *owner, const struct identity *reader,
                       trespass_found *found, size_t *from) {
    struct object object = {.url = {"", 0}};
    bool alone = false;
    TRY(survey_make_object(survey, create, owner, &object.url));
    if (!object.url.len) {
        *from = SIZE_MAX;
        return OK;
    }
    enum err tried = describe(survey, create, owner, reader, &object, &alone);
    struct trespass trespass = {
        .survey = survey, .owner = owner, .reader = reader, .owned = object.owned, .made = true};
    tried = tried == OK ? survey_self(survey, owner, &trespass.owner_self) : tried;
    tried = tried == OK ? survey_self(survey, reader, &trespass.reader_self) : tried;
    if (tried == OK && (alone || MUTANT(made_for_all))) {
        tried = try_all(&trespass, create, found, from);
    } else {
        *from = SIZE_MAX;
    }
    return tried == OK ? survey_unmake(survey, object.url) : tried;
}

enum err trespass_on_made(struct survey *survey, const struct operation *create,
                          const struct identity *owner, const struct identity *reader,
                          trespass_found *found) {
    size_t from = 0, most = MUTANT(made_once) ? 1 : MOST_MADE;
    for (size_t i = 0; i < most && from < survey_contract(survey)->operations.n; i++) {
        TRY(on_one(survey, create, owner, reader, found, &from));
    }
    return OK;
}
