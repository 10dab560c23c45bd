/* SPDX-License-Identifier: Apache-2.0 */
/* Telling a target that answers by turns from one that shuts somebody out, and asking it oftener.
 */
#include "scan/fickle.h"

#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/controls.h"

enum { SEVERAL = 2, PART = 4, TIMES = 4 };

bool fickle_is(const struct engine *engine) {
    return engine->fickle.n >= SEVERAL && !MUTANT(fickle_unseen);
}

/* Asking it again tells: nothing is written, and it has its own round. */
static bool may_ask(const struct subject *subject) {
    bool writes = subject->mode == BUILD_REAL && !build_is_read(subject->operation->method);
    return !subject->late && !writes && !subject->spends;
}

/* ---- learning ---- */

static enum stance stance_of(const struct shot *shot) {
    if (!shot || shot->sample.wire != WIRE_OK || shot->sample.throttled) {
        return STANCE_NONE;
    }
    const struct sample *sample = &shot->sample;
    return sample_refused(sample)  ? STANCE_REFUSES
           : sample_served(sample) ? STANCE_SERVES
           : sample->status == 500 ? STANCE_FALLS
                                   : STANCE_NONE;
}

static struct fickle_operation *remember(struct subject *subject) {
    struct fickle *fickle = &subject->engine->fickle;
    VEC_EACH(struct fickle_operation, known, &fickle->operations) {
        if (known->planned == subject->planned) {
            return known;
        }
    }
    struct fickle_operation *made = vec_add(subject->engine->arena, &fickle->operations);
    if (made) {
        made->planned = subject->planned;
    }
    return made;
}

/* How the answers to one request changed, in the order in which they came. A ban shuts out once,
 * and whoever was refused stays so: who is served after a refusal is served by chance. That a valid
 * credential is, in a later round, may be the end of a ban. */
static bool by_turns(const struct subject *subject, size_t who, enum stance *last) {
    const struct shot *asked[] = {subject->control[who],
                                  who == CONTROL_VALID ? subject->again : NULL, subject->fresh[who],
                                  subject->rechecked[who]};
    unsigned changes = 0;
    enum stance before = who == CONTROL_VALID ? STANCE_NONE : *last;
    bool gained = false;
    for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
        enum stance stance = stance_of(asked[i]);
        bool changed = stance && before && stance != before;
        changes += changed;
        gained |= changed && stance == STANCE_SERVES;
        before = stance ? stance : before;
    }
    *last = before;
    return changes > 1 || gained;
}

/* The valid credential is refused where nobody's request is served. */
static bool upside_down(const struct subject *subject) {
    enum stance valid = stance_of(subject->control[CONTROL_VALID]);
    return (valid == STANCE_REFUSES || valid == STANCE_FALLS) &&
           (stance_of(subject->control[CONTROL_ANONYMOUS]) == STANCE_SERVES ||
            stance_of(subject->control[CONTROL_GARBAGE]) == STANCE_SERVES);
}

/* What hit once did not hit again, though the controls hold. */
static bool hit_by_chance(const struct subject *subject) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (subject->steady && !hit->confirmed && shot_tells(hit->again)) {
            return true;
        }
    }
    return false;
}

enum err fickle_note(struct subject *subject) {
    if (!may_ask(subject)) {
        return OK;
    }
    struct fickle_operation *operation = remember(subject);
    TRY_PTR(operation);
    bool was = operation->by_turns;
    operation->by_turns |= hit_by_chance(subject) || upside_down(subject);
    for (size_t who = 0; who < 4; who++) {
        operation->by_turns |= by_turns(subject, who, &operation->last[who]);
    }
    subject->engine->fickle.n += operation->by_turns && !was;
    return OK;
}

/* ---- asking oftener ---- */

static enum err keep(struct subject *subject, struct once_more more) {
    return vec_push(&subject->arena, &subject->more, more) ? OK : ERR_MEMORY;
}

static enum err ask_controls(struct subject *subject) {
    for (size_t who = 0; who < 4; who++) {
        struct shot *slot[4] = {NULL};
        if (subject->control[who] && (who != CONTROL_VALID || subject->requirement)) {
            TRY(controls_shot(subject, (enum control)who, slot));
            TRY(keep(subject, (struct once_more){.shot = slot[who], .control = who}));
        }
    }
    return OK;
}

enum err fickle_ask(struct subject *subject) {
    const struct engine *engine = subject->engine;
    bool tells = subject->hits.n || subject->gate.gate == GATE_OPEN || subject->engine->fickle.all;
    bool wanted = engine->gentle && tells && may_ask(subject) && !MUTANT(fickle_believed);
    for (size_t i = 0; i < TIMES && wanted; i++) {
        TRY(ask_controls(subject));
        for (size_t h = 0; h < subject->hits.n; h++) {
            const struct request *request = &subject->hits.at[h].attack->exchange->request;
            struct shot *shot = shot_new(&subject->volley, "confirmation", request, NULL);
            TRY_PTR(shot);
            TRY(keep(subject, (struct once_more){.shot = shot, .hit = h + 1}));
            TRY(shot_send(shot, ATTACK_REPEATS));
        }
    }
    return OK;
}

bool fickle_holds(const struct subject *subject) {
    bool holds = true;
    VEC_EACH(const struct once_more, more, &subject->more) {
        if (more->hit) {
            holds &= attacks_hit_again(subject, &subject->hits.at[more->hit - 1], more->shot);
        } else {
            holds &= stance_of(more->shot) == stance_of(subject->control[more->control]);
        }
    }
    return holds;
}

/* ---- taking back ---- */

enum err fickle_told(const struct subject *subject, const struct sighting *sighting) {
    struct engine *engine = subject->engine;
    if (engine->gentle || !may_ask(subject)) {
        return OK;
    }
    struct told_sighting told = {.planned = subject->planned, .rule = sighting->rule};
    told.cause = arena_dup(engine->arena, sighting->cause);
    told.operation.method = arena_dup(engine->arena, sighting->operation.method);
    told.operation.path = arena_dup(engine->arena, sighting->operation.path);
    TRY_PTR(told.cause.ptr);
    TRY_PTR(told.operation.path.ptr);
    return vec_push(engine->arena, &engine->fickle.told, told) ? OK : ERR_MEMORY;
}

static enum err ask_again(struct engine *engine, const struct planned *planned) {
    VEC_EACH(const struct planned *const, known, &engine->unsteady_once) {
        if (*known == planned) {
            return OK;
        }
    }
    return vec_push(engine->arena, &engine->unsteady_once, planned) ? OK : ERR_MEMORY;
}

enum err fickle_recall(struct engine *engine) {
    struct fickle *fickle = &engine->fickle;
    if (!fickle_is(engine)) {
        return OK;
    }
    VEC_EACH(const struct told_sighting, told, &fickle->told) {
        findings_withdraw(&engine->findings, told->rule, told->cause, &told->operation);
        TRY(ask_again(engine, told->planned));
    }
    fickle->told.n = 0;
    if (fickle->all || fickle->n * PART < fickle->operations.n || MUTANT(fickle_shut_stays)) {
        return OK;
    }
    fickle->all = true; /* what was refused throughout may have been so by chance */
    VEC_EACH(const struct fickle_operation, operation, &fickle->operations) {
        TRY(ask_again(engine, operation->planned));
    }
    return OK;
}
