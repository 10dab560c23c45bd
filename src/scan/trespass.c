/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what is another's. */
#include "scan/trespass.h"

#include "base/mutant.h"
#include "scan/build/build_id.h"
#include "scan/probe.h"
#include "text/json.h"
#include "text/uri.h"

enum { DEPTH = 64 };

enum err trespass_ask(struct trespass *trespass, const struct request *request,
                      const struct identity *identity, struct reply *out) {
    return survey_ask(trespass->survey, trespass->operation, request, identity, out);
}

bool trespass_same(const struct trespass *trespass, const struct reply *a, const struct reply *b) {
    return sample_served(&a->sample) && sample_served(&b->sample) &&
           sample_compare(&a->sample, &b->sample, &trespass->volatility) == LIKE_SAME;
}

static struct span collection_of(const struct trespass *trespass) {
    const struct operation *operation = trespass->operation;
    struct span path = trespass->aim.id->value.path;
    return uri_last_segment(trespass->aim.oneself || !path.len ? operation->path : path);
}

bool trespass_is_proven(const struct trespass *trespass) {
    const struct privacy *privacy = &trespass->privacy;
    const struct listing *readers = trespass->aim.id->readers;
    if (privacy->intimate || privacy_of_kind(collection_of(trespass))) {
        return true;
    }
    return !trespass->aim.oneself && (privacy->owner.len || privacy_declared(trespass->operation) ||
                                      (readers && readers->status / 100 != 2));
}

/* Reads the answer; false: it is nothing to be private, or the reader's own business. */
static enum err is_private(struct trespass *trespass, bool *out) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = DEPTH};
    const struct reply *readers = &trespass->readers;
    bool file = readers->sample.kind == SAMPLE_TEXT && !trespass->aim.oneself;
    *out = file && !privacy_disclaimed(trespass->operation) && !MUTANT(files_unread);
    if (privacy_disclaimed(trespass->operation) || readers->sample.kind != SAMPLE_JSON) {
        return OK;
    }
    enum err read = json_parse(survey_arena(trespass->survey), readers->exchange.response.body,
                               &options, &root, NULL);
    if (read != OK || !node_first(root)) {
        return read == ERR_MEMORY ? read : OK;
    }
    trespass->privacy = privacy_of(root, &trespass->owner_self, &trespass->reader_self);
    const struct privacy *privacy = &trespass->privacy;
    *out = !privacy->shared &&
           (!trespass->aim.oneself || privacy->contact || trespass_is_proven(trespass));
    return OK;
}

/* As the owner is served, twice. */
static enum err ask_owner(struct trespass *trespass, bool *out) {
    struct reply again;
    const struct request *request = &trespass->aim.request;
    *out = false;
    TRY(trespass_ask(trespass, request, trespass->owner, &trespass->owners));
    if (!sample_served(&trespass->owners.sample)) {
        return OK;
    }
    TRY(trespass_ask(trespass, request, trespass->owner, &again));
    TRY(sample_learn(survey_arena(trespass->survey), &trespass->owners.sample, &again.sample,
                     &trespass->volatility));
    *out = trespass_same(trespass, &trespass->owners, &again) &&
           trespass_same(trespass, &trespass->owners, &trespass->readers);
    return OK;
}

/* Of his own object the reader is told the same: an empty list, or what holds for all of them.
 * What is private by its kind may be alike by chance. */
static enum err says_nothing_of_it(struct trespass *trespass, bool *out) {
    struct reply own;
    *out = false;
    if (trespass_is_proven(trespass) || !trespass->aim.readers.url.len || trespass->aim.below ||
        MUTANT(own_unasked)) {
        return OK;
    }
    TRY(trespass_ask(trespass, &trespass->aim.readers, trespass->reader, &own));
    *out = trespass_same(trespass, &own, &trespass->readers);
    return OK;
}

/* What was asked for by the name of something else may be just that, of the same number. */
static bool is_his_own(const struct trespass *trespass, const struct reply *elsewhere) {
    return !trespass->aim.guessed || MUTANT(guesses_believed) ||
           (trespass->privacy.owner.len && !sample_served(&elsewhere->sample));
}

/* The reader gets what the owner gets, nobody else does, and it is of this very object. */
static enum err is_served(struct trespass *trespass, bool *out) {
    struct reply nobody, elsewhere;
    const struct aim *aim = &trespass->aim;
    *out = false;
    TRY(trespass_ask(trespass, &aim->request, trespass->reader, &trespass->readers));
    if (!sample_served(&trespass->readers.sample)) {
        return OK;
    }
    TRY(is_private(trespass, out));
    TRY(*out ? ask_owner(trespass, out) : OK);
    if (!*out) {
        return OK;
    }
    TRY(trespass_ask(trespass, &aim->request, NULL, &nobody));
    TRY(trespass_ask(trespass, &aim->elsewhere, trespass->reader, &elsewhere));
    *out = nobody.sample.wire == WIRE_OK && !sample_served(&nobody.sample) &&
           elsewhere.sample.wire == WIRE_OK &&
           (!trespass_same(trespass, &elsewhere, &trespass->readers) ||
            MUTANT(elsewhere_is_nothing)) &&
           is_his_own(trespass, &elsewhere);
    bool nothing = false;
    TRY(*out ? says_nothing_of_it(trespass, &nothing) : OK);
    *out = *out && !nothing;
    return OK;
}

enum err trespass_list(struct survey *survey, const struct operation *list,
                       const struct identity *identity, struct reply *reply, struct listing *out) {
    struct draft draft;
    *out = (struct listing){.operation = list, .identity = identity};
    TRY(survey_build(survey, list, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(survey_ask(survey, list, &draft.request, identity, reply));
    return listing_read(survey_arena(survey), survey_contract(survey),
                        survey_listings(survey)->index, &reply->exchange, out);
}

enum err trespass_still_his(struct trespass *trespass, bool *out) {
    const struct owned_id *id = trespass->aim.id;
    struct listing owners, readers;
    *out = true;
    if (!id->owners || !id->readers) {
        return OK;
    }
    TRY(trespass_list(trespass->survey, id->owners->operation, trespass->owner,
                      &trespass->owners_list, &owners));
    TRY(trespass_list(trespass->survey, id->readers->operation, trespass->reader,
                      &trespass->readers_list, &readers));
    *out = listing_holds(&owners, id->value.name, id->value.value) &&
           readers.status == id->readers->status && (readers.status / 100 != 2 || readers.whole) &&
           !listing_holds(&readers, id->value.name, id->value.value);
    return OK;
}

static enum err confirm(struct trespass *trespass, bool *out) {
    TRY(trespass_still_his(trespass, out));
    TRY(trespass_ask(trespass, &trespass->aim.request, trespass->reader, &trespass->again));
    *out = *out && trespass_same(trespass, &trespass->again, &trespass->readers);
    return OK;
}

static enum err try_aim(struct trespass *trespass, bool *asked, bool *found) {
    if (!trespass->aim.id) {
        return OK;
    }
    *asked = true;
    TRY(is_served(trespass, found));
    return *found ? confirm(trespass, found) : OK;
}

/* The list that "/orders/{id}/items/{item}" is an object of. */
static const struct operation *list_below(const struct trespass *trespass) {
    struct span path = uri_without_slash(trespass->operation->path), last = uri_last_segment(path);
    struct span list = span_slice(path, 0, path.len - last.len);
    VEC_EACH(const struct operation, operation, &survey_contract(trespass->survey)->operations) {
        if (span_starts(last, SPAN("{")) && span_equal(operation->method, SPAN("GET")) &&
            operation_has_variable(operation) && !MUTANT(lists_below_unread) &&
            span_equal(uri_without_slash(operation->path), uri_without_slash(list))) {
            return operation;
        }
    }
    return NULL;
}

/* What stands below an object of the owner's is told by a list below it alone. */
static enum err read_below(struct trespass *trespass) {
    struct survey *survey = trespass->survey;
    const struct operation *list = list_below(trespass);
    struct listing listing = {.status = 0};
    struct aim aim = {.id = NULL};
    struct reply reply;
    TRY(list && trespass->owned.ids.n ? aim_in_path(survey, list, &trespass->owned, &aim) : OK);
    if (!aim.id) {
        return OK;
    }
    TRY(survey_ask(survey, list, &aim.request, trespass->owner, &reply));
    listing.operation = list;
    TRY(listing_read(survey_arena(survey), survey_contract(survey), survey_listings(survey)->index,
                     &reply.exchange, &listing));
    VEC_EACH(const struct known_value, value, &listing.values.values) {
        TRY(vec_push(survey_arena(survey), &trespass->owned.known.values, *value) ? OK
                                                                                  : ERR_MEMORY);
    }
    return OK;
}

/* The same path, with another last segment. */
static struct span beside(struct arena *arena, struct span url) {
    struct span plain = uri_without_slash(url), last = uri_last_segment(plain);
    uint64_t number;
    struct span other = build_nobodys_id(span_to_u64(last, &number) ? BUILD_ID_NUMBER
                                         : last.len == 36           ? BUILD_ID_UUID
                                                                    : BUILD_ID_SLUG);
    return arena_printf(arena, "%.*s%.*s", (int)(plain.len - last.len), plain.ptr, SPAN_ARG(other));
}

/* The reader names an object of his own, and below it one that stands below the owner's. */
static enum err try_under_own(struct trespass *trespass, bool *found) {
    struct aim *aim = &trespass->aim;
    struct reply nobody, elsewhere;
    struct request other = aim->readers;
    *found = false;
    if (!aim->below || !aim->readers.url.len || MUTANT(own_parent_untried)) {
        return OK;
    }
    TRY(trespass_ask(trespass, &aim->readers, trespass->reader, &trespass->readers));
    if (!sample_served(&trespass->readers.sample)) {
        return OK;
    }
    other.url = beside(survey_arena(trespass->survey), aim->readers.url);
    TRY_PTR(other.url.ptr);
    TRY(is_private(trespass, found));
    TRY(*found ? ask_owner(trespass, found) : OK);
    TRY(*found ? trespass_ask(trespass, &aim->readers, NULL, &nobody) : OK);
    TRY(*found ? trespass_ask(trespass, &other, trespass->reader, &elsewhere) : OK);
    *found = *found && nobody.sample.wire == WIRE_OK && !sample_served(&nobody.sample) &&
             elsewhere.sample.wire == WIRE_OK &&
             !trespass_same(trespass, &elsewhere, &trespass->readers);
    aim->request = *found ? aim->readers : aim->request;
    return *found ? confirm(trespass, found) : OK;
}

enum err trespass_read(struct trespass *trespass, bool *asked, bool *found) {
    struct survey *survey = trespass->survey;
    *asked = *found = false;
    TRY(trespass->made ? OK : read_below(trespass));
    TRY(aim_at(survey, trespass->operation, &trespass->owned, &trespass->aim));
    TRY(try_aim(trespass, asked, found));
    TRY(*found ? OK : try_under_own(trespass, found));
    if (*asked || trespass->made) {
        return OK;
    }
    TRY(aim_at_self(survey, trespass->operation, &trespass->owner_self, &trespass->reader_self,
                    &trespass->owned, &trespass->aim));
    return try_aim(trespass, asked, found);
}

struct span trespass_origin(const struct trespass *trespass) {
    struct arena *arena = survey_arena(trespass->survey);
    const struct owned_id *id = trespass->aim.id;
    struct span owner = trespass->owner->name, reader = trespass->reader->name;
    if (trespass->made) {
        return arena_printf(arena, "%.*s made it for this", SPAN_ARG(owner));
    }
    if (!id->owners) {
        return arena_printf(arena, "the token of %.*s names it", SPAN_ARG(owner));
    }
    bool refused = id->readers->status / 100 != 2;
    const struct operation *list = id->owners->operation;
    return arena_printf(arena, "%.*s %.*s shows it to %.*s%s%.*s", SPAN_ARG(list->method),
                        SPAN_ARG(list->path), SPAN_ARG(owner),
                        refused ? " and is refused to " : " and not to ", SPAN_ARG(reader));
}
