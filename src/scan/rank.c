/* SPDX-License-Identifier: Apache-2.0 */
/* Counting what is refused, folder by folder. */
#include "scan/rank.h"

#include "base/mutant.h"
#include "scan/credential/role.h"
#include "scan/meant.h"
#include "scan/privacy.h"
#include "scan/probe.h"
#include "text/uri.h"

enum { ENOUGH_KIN = 3, ENOUGH_FIRST = 2, ENOUGH_OF_ALL = 4, ENOUGH_BELOW = 3, MOST_OBJECTS = 2 };

enum way { WAY_POST = 1, WAY_PUT = 2, WAY_PATCH = 4, WAY_DELETE = 8 };

/* Of a folder, a tag or a collection. */
struct tally {
    size_t refused, served, writes_refused;
    size_t open;   /* served, and by its name for everybody */
    unsigned ways; /* of writes that are refused before they are looked at */
};

bool rank_serves(const struct operation_result *row, const struct identity *identity) {
    const struct cell *cell = survey_cell(row, identity);
    return cell && cell->status / 100 == 2 && cell->verdict != VERDICT_DENIED;
}

bool rank_is_past(int status) {
    return status == 400 || status == 404 || status == 409 || status == 410 || status == 415 ||
           status == 422;
}

bool rank_passes(const struct operation_result *row, const struct identity *identity) {
    const struct cell *cell = survey_cell(row, identity);
    return cell && (rank_is_past(cell->status) ||
                    (cell->status / 100 == 2 && cell->verdict != VERDICT_DENIED));
}

/* Of one without a variable, "there is no such thing" hides it. */
static bool refuses(const struct operation_result *row, const struct identity *identity) {
    const struct cell *cell = survey_cell(row, identity);
    return cell && (cell->status == 401 || cell->status == 403 || cell->status == 404 ||
                    (cell->status && cell->verdict == VERDICT_DENIED));
}

bool rank_is_write(const struct operation *operation) {
    return !build_is_read(operation->method) && !entrance_is(operation) &&
           !entrance_ends_session(operation) && !security_is_public(&operation->security);
}

static enum way way_of(struct span method) {
    return span_equal(method, SPAN("POST"))     ? WAY_POST
           : span_equal(method, SPAN("PUT"))    ? WAY_PUT
           : span_equal(method, SPAN("PATCH"))  ? WAY_PATCH
           : span_equal(method, SPAN("DELETE")) ? WAY_DELETE
                                                : 0;
}

/* "/rates" of "/rates" and of "/rates/{id}". */
static struct span collection_of(struct span path) {
    struct span plain = uri_without_slash(path), last = uri_last_segment(plain);
    return span_starts(last, SPAN("{")) ? span_slice(plain, 0, plain.len - last.len - 1) : plain;
}

/* The folder that a path stands in, as far as it is the same for all objects; empty: none. */
static struct span folder_of(struct span path) {
    struct span plain = uri_without_slash(path);
    size_t variable = span_find_byte(plain, '{');
    size_t end = variable == SIZE_MAX ? plain.len : variable;
    while (end > 0 && plain.ptr[end - 1] != '/') {
        end--;
    }
    return span_slice(plain, 0, end ? end - 1 : 0);
}

static struct span above(struct span folder) {
    struct span last = uri_last_segment(folder);
    return span_slice(folder, 0, folder.len - last.len - (folder.len > last.len));
}

static struct tally *tally_of(struct arena *arena, struct map *map, struct span key) {
    struct tally *tally = map_get(map, key);
    if (!tally) {
        tally = arena_new(arena, struct tally);
        tally = tally && map_put(arena, map, key, tally) == OK ? tally : NULL;
    }
    return tally;
}

static bool is_for_all(const struct operation *operation) {
    return meant_for_all(operation->path) || privacy_disclaimed(operation);
}

static enum err add(struct arena *arena, struct map *map, struct span key,
                    const struct operation *operation, bool refused) {
    struct tally *tally = tally_of(arena, map, key);
    TRY_PTR(tally);
    bool writes = !build_is_read(operation->method);
    tally->refused += refused;
    tally->open += !refused && is_for_all(operation);
    tally->served += !refused && !is_for_all(operation);
    tally->writes_refused += refused && writes;
    tally->ways |= refused && writes ? way_of(operation->method) : 0;
    return OK;
}

static enum err add_all(struct arena *arena, struct rank *rank, const struct operation *operation,
                        bool refused) {
    TRY(add(arena, &rank->folders, folder_of(operation->path), operation, refused));
    VEC_EACH(const struct span, tag, &operation->tags) {
        TRY(add(arena, &rank->tags, *tag, operation, refused));
    }
    return OK;
}

static void add_first(struct rank *rank, int status) {
    for (size_t i = 0; i < RANK_STATUSES; i++) {
        if (rank->first[i].status == status || !rank->first[i].n) {
            rank->first[i].status = status;
            rank->first[i].n++;
            return;
        }
    }
}

static enum err read_write(struct arena *arena, struct rank *rank,
                           const struct operation *operation, const struct operation_result *row) {
    bool first = rank_passes(row, rank->admin) && survey_status(row, rank->user) == 403;
    if (!first) {
        return OK;
    }
    add_first(rank, survey_status(row, rank->admin));
    TRY(add(arena, &rank->collections, collection_of(operation->path), operation, true));
    return add_all(arena, rank, operation, true);
}

/* Of an object the user may be refused for another reason than his role. */
static enum err read_one(struct arena *arena, struct rank *rank, const struct operation *operation,
                         const struct operation_result *row) {
    if (!row || row->gate != GATE_ENFORCED) {
        return OK;
    }
    if (rank_is_write(operation)) {
        return read_write(arena, rank, operation, row);
    }
    if (!span_equal(operation->method, SPAN("GET")) || operation_has_variable(operation)) {
        return OK;
    }
    bool users = rank_serves(row, rank->user), admins = rank_serves(row, rank->admin);
    bool refused = admins && refuses(row, rank->user);
    rank->below += refused;
    rank->above += users && refuses(row, rank->admin);
    return refused || users ? add_all(arena, rank, operation, refused) : OK;
}

/* What both are told of an object that nobody has, where the user is refused whatever he asks for:
 * roles are looked at before objects are. */
static enum err read_object(struct rank *rank, struct survey *survey,
                            const struct operation *operation) {
    const struct known_values none = {.arena = survey_arena(survey)};
    struct draft draft;
    struct reply users, admins;
    TRY(survey_build(survey, operation, &none, &draft));
    if (!draft.built || !draft.made_up_id) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, rank->user, &users));
    if (users.sample.wire != WIRE_OK || users.sample.status != 403) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, rank->admin, &admins));
    if (admins.sample.wire == WIRE_OK && admins.sample.status != 400 &&
        rank_is_past(admins.sample.status)) {
        add_first(rank, admins.sample.status);
    }
    return OK;
}

static enum err read_objects(struct rank *rank, struct survey *survey) {
    size_t asked = 0;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        bool told = row && row->gate == GATE_ENFORCED && operation_has_variable(operation) &&
                    span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
                    survey_status(row, rank->user) == 403 && rank_passes(row, rank->admin);
        if (told && asked < MOST_OBJECTS && !MUTANT(rank_objects_unread)) {
            asked++;
            TRY(read_object(rank, survey, operation));
        }
    }
    return OK;
}

enum err rank_read(struct arena *arena, struct survey *survey, const struct identity *user,
                   const struct identity *admin, struct rank *out) {
    *out = (struct rank){.user = user, .admin = admin};
    if (!admin) {
        return OK;
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        TRY(read_one(arena, out, operation, survey_row(survey, operation)));
    }
    return read_objects(out, survey);
}

bool rank_is_higher(const struct rank *rank) {
    return role_is_trusted(rank->admin->role) || (rank->below >= ENOUGH_BELOW && rank->above == 0);
}

/* Whether those in it are enough to tell, and do not serve him. *decided: they are. Of a read,
 * reads are the kin; a write is one more that he comes through to. */
static bool refuse(const struct map *map, struct span key, const struct operation *operation,
                   bool *decided) {
    static const struct tally nothing = {.refused = 0};
    const struct tally *there = map_get(map, key), *tally = there ? there : &nothing;
    bool writes = !build_is_read(operation->method);
    size_t served = tally->served + writes;
    size_t refused = tally->refused - (writes ? 0 : tally->writes_refused);
    bool most = refused >= ENOUGH_KIN * served ||
                (!writes && refused > served && meant_for_few(operation->path));
    *decided = refused >= ENOUGH_KIN || served + tally->open > 1;
    return refused >= ENOUGH_KIN && (most || MUTANT(kin_may_serve)) &&
           (!writes || tally->writes_refused >= ENOUGH_FIRST);
}

bool rank_kin_refuse(const struct rank *rank, const struct operation *operation) {
    bool decided = false, found = false;
    if (is_for_all(operation)) {
        return false;
    }
    for (struct span at = folder_of(operation->path); at.len && !decided; at = above(at)) {
        found = refuse(&rank->folders, at, operation, &decided);
    }
    VEC_EACH(const struct span, tag, &operation->tags) {
        found = decided ? found : refuse(&rank->tags, *tag, operation, &decided);
    }
    return found;
}

bool rank_comes_first(const struct rank *rank, int status, bool meant) {
    size_t same = 0, all = 0, enough = meant ? ENOUGH_FIRST : ENOUGH_OF_ALL;
    for (size_t i = 0; i < RANK_STATUSES; i++) {
        same += rank->first[i].status == status ? rank->first[i].n : 0;
        all += rank->first[i].n;
    }
    return same >= ENOUGH_FIRST || (same && all >= enough) || MUTANT(rank_comes_late);
}

/* Users may well make what only others change, and change what only others make and delete; whom
 * PUT is refused for his role, PATCH should be, and a deletion is no less than a change. */
bool rank_twins_refuse(const struct rank *rank, const struct operation *operation) {
    const struct tally *tally = map_get(&rank->collections, collection_of(operation->path));
    unsigned refused = tally && !MUTANT(twins_unasked) ? tally->ways : 0;
    switch (way_of(operation->method)) {
    case WAY_PUT:
        return (refused & WAY_PATCH) && (refused & WAY_DELETE);
    case WAY_PATCH:
        return (refused & WAY_PUT) && (refused & WAY_DELETE);
    case WAY_DELETE:
        return (refused & WAY_POST) && (refused & (WAY_PUT | WAY_PATCH));
    case WAY_POST:
        break;
    }
    return false;
}
