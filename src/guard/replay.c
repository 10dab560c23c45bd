/* SPDX-License-Identifier: Apache-2.0 */
/* Judging recorded requests, as far as a log tells what they were. */
#include "guard/replay.h"

#include "base/mutant.h"
#include "traffic/recorded.h"

/* What is decided, as far as it can be known. */
struct outcome {
    enum ground ground;
    const struct policy_operation *operation;
    bool depends;  /* on what the log does not show */
    bool by_slash; /* as in struct replay_row */
};

static enum ground ground_named(struct span name) {
    for (size_t i = 0; i < GROUND_COUNT; i++) {
        if (span_equal(name, span_from(ground_name((enum ground)i)))) {
            return (enum ground)i;
        }
    }
    return GROUND_UNDECIDED;
}

/* Where Django would send whoever asks on to the path with a final slash. */
static enum err find_by_slash(const struct replay *replay, struct arena *scratch,
                              const struct facts *facts, struct outcome *out) {
    struct span path = path_span(&facts->path);
    if (out->ground != GROUND_NO_OPERATION || span_ends(path, SPAN("/"))) {
        return OK;
    }
    struct span longer = arena_join(scratch, path, SPAN("/"));
    TRY_PTR(longer.ptr);
    out->by_slash = policy_find(replay->policy, facts->method, longer) && !MUTANT(slash_unnamed);
    return OK;
}

static enum err judge(const struct replay *replay, struct arena *scratch,
                      const struct recorded *recorded, struct outcome *out) {
    struct fields fields = {0};
    struct facts_request request = {recorded->method, recorded->target, &fields};
    struct facts facts;
    struct decision decision;
    if (recorded->authorization.len && !span_equal(recorded->authorization, SPAN("-")) &&
        !fields_add(scratch, &fields, SPAN("Authorization"), recorded->authorization)) {
        return ERR_MEMORY;
    }
    judge_request(scratch, replay->policy, &(struct judge_users){0}, &request,
                  recorded->has_time ? recorded->time : replay->now, &facts, &decision);
    out->ground = decision.ground;
    out->operation = decision.operation;
    out->depends = (decision.ground == GROUND_NO_CREDENTIAL && !recorded->has_credential) ||
                   decision.ground == GROUND_USERS; /* nobody is asked about them here */
    for (size_t i = 0; !recorded->has_time && i < POLICY_CHOICES_MOST; i++) {
        out->depends |= facts.proofs[i].reason == TOKEN_EXPIRED; /* now, perhaps not then */
    }
    return find_by_slash(replay, scratch, &facts, out);
}

/* A line of the guard's own log says itself what was decided; the status there is not the
 * application's, so that a refusal is taken for one of somebody who was served. */
static void take_word(const struct recorded *recorded, struct outcome *out) {
    out->ground = ground_named(recorded->ground);
}

static enum replay_fate fate_of(const struct recorded *recorded, const struct outcome *outcome) {
    bool served = recorded->ground.len || !recorded->status || recorded->status < 400;
    if (ground_status(outcome->ground) == 200) {
        return REPLAY_PASSES;
    }
    if (outcome->depends) {
        return REPLAY_DEPENDS;
    }
    return served || MUTANT(served_unseen) ? REPLAY_LOCKED_OUT : REPLAY_REFUSED;
}

static struct span place_of(const struct recorded *recorded, const struct outcome *outcome) {
    struct span rest = recorded->target;
    return outcome->operation ? outcome->operation->template : span_cut(&rest, '?');
}

static enum err count(struct replay *replay, struct arena *scratch, const struct recorded *recorded,
                      const struct outcome *outcome) {
    enum replay_fate fate = fate_of(recorded, outcome);
    struct span place = place_of(recorded, outcome);
    struct span name = arena_printf(scratch, "%d %d %.*s %.*s", (int)fate, (int)outcome->ground,
                                    SPAN_ARG(recorded->method), SPAN_ARG(place));
    TRY_PTR(name.ptr);
    replay->n[fate]++;
    struct replay_row *row = map_get(&replay->by_name, name);
    if (row || replay->rows.n == REPLAY_ROWS_MOST) {
        if (row) {
            row->n++;
        }
        return OK;
    }
    row = arena_new(replay->arena, struct replay_row);
    TRY_PTR(row);
    *row = (struct replay_row){arena_dup(replay->arena, recorded->method),
                               arena_dup(replay->arena, place),
                               outcome->ground,
                               fate,
                               1,
                               arena_dup(replay->arena, recorded->client),
                               outcome->by_slash};
    name = arena_dup(replay->arena, name);
    TRY_PTR(name.ptr);
    TRY_PTR(row->method.ptr);
    TRY_PTR(row->place.ptr);
    TRY(map_put(replay->arena, &replay->by_name, name, row));
    return vec_push(replay->arena, &replay->rows, row) ? OK : ERR_MEMORY;
}

enum err replay_line(struct replay *replay, struct arena *scratch, struct span line) {
    struct recorded recorded;
    struct outcome outcome = {0};
    TRY(recorded_read(scratch, line, &recorded));
    if (!recorded.read) {
        replay->n[REPLAY_UNREAD] += !recorded.event;
        return OK;
    }
    if (recorded.ground.len) {
        take_word(&recorded, &outcome);
    } else {
        TRY(judge(replay, scratch, &recorded, &outcome));
    }
    return count(replay, scratch, &recorded, &outcome);
}
