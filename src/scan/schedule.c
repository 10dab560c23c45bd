/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps subjects busy, and renews credentials while all of them wait. */
#include "scan/schedule.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "scan/renewal.h"
#include "scan/requests_by.h"
#include "scan/resumed.h"
#include "scan/stages.h"
#include "scan/survey_run.h"

enum { WINDOW_LEAST = 4, RUN_MS = 200 };

/* A place for one subject at a time. */
struct seat {
    struct seat *next;
    struct subject subject;
    struct schedule *schedule;
    size_t place;        /* in the round */
    bool taken, in_turn; /* it waits until those before it have passed the stage */
    uint64_t since_ns;   /* when it began to wait */
};

void schedule_fail(struct schedule *schedule, enum err failure, struct span why) {
    if (schedule->failure == OK) {
        schedule->failure = failure;
        schedule->why = why;
    }
}

/* What waited for its turn when the scan ended never left. */
static bool was_sent(const struct shot *shot) {
    enum wire wire = shot->exchange.response.wire;
    return wire != WIRE_BUDGET && wire != WIRE_STOPPED && wire != WIRE_FAILED;
}

static void hear(struct volley *volley, const struct shot *shot) {
    struct seat *seat = volley->owner;
    struct engine *engine = seat->schedule->engine;
    const struct heard heard = {seat->subject.planned->operation, shot->identity, &shot->exchange};
    volley->overflowed |= was_sent(shot) && requests_by_count(engine, shot->by) != OK;
    volley->overflowed |= made_note(engine, &shot->exchange, shot->identity) != OK;
    volley->overflowed |= survey_hear(engine, &heard) != OK;
    struct span why = {NULL, 0};
    enum err over = outage_hear(&seat->schedule->outage, engine, shot, &why);
    if (over != OK) {
        schedule_fail(seat->schedule, over, why);
    }
}

void schedule_tell_progress(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    const struct scan_options *options = engine->options;
    if (options->progress) {
        engine->progress.requests = client_stats(engine->client).sent;
        engine->progress.elapsed = (double)(clock_ns() - schedule->started_ns) / 1e9;
        options->progress(options->user, &engine->progress);
    }
}

static void retire(struct seat *seat) {
    struct schedule *schedule = seat->schedule;
    if (!schedule->lost.len) { /* a login that failed: it is better asked again */
        resumed_keep(&seat->subject);
    }
    arena_reset(&seat->subject.arena);
    seat->next = schedule->idle;
    schedule->idle = seat;
    seat->taken = false;
    schedule->active--;
    schedule->engine->progress.operations_done++;
}

static void set_ready(struct seat *seat) {
    seat->next = seat->schedule->ready;
    seat->schedule->ready = seat;
}

static const char TOO_LARGE[] = "its answers are larger than can be kept";

/* One operation whose answers are too much to keep must not end the scan of the others. */
static enum err step(struct subject *subject) {
    enum err stepped = subject->volley.overflowed ? ERR_MEMORY : stages_step(subject);
    return stepped == ERR_MEMORY ? stages_give_up(subject, TOO_LARGE) : stepped;
}

/* After a step, or the first one: keeps the seat, or frees it. */
static void settle(struct seat *seat, enum err stepped) {
    struct schedule *schedule = seat->schedule;
    struct subject *subject = &seat->subject;
    if (stepped != OK) {
        schedule_fail(schedule, stepped, span_from(err_words(stepped)));
    }
    if (subject->volley.outstanding) {
        return; /* to what is under way, the subject's memory must stay, whatever happened */
    }
    if (schedule->failure != OK) {
        return; /* see tell_unfinished */
    }
    if (subject->stage == STAGE_DONE) {
        retire(seat);
    } else if (subject->stage == STAGE_RENEWAL) {
        schedule->paused = true;
        set_ready(seat);
    } else if (subject->stage == STAGE_TURN || subject->stage == STAGE_CLASS) {
        seat->in_turn = true;
        seat->since_ns = client_clock_ns(schedule->engine->client);
    }
}

/* Goes on with a subject whose answers are all in. */
static void advance(struct seat *seat) {
    settle(seat, seat->schedule->failure == OK ? step(&seat->subject) : OK);
}

/* Whether all that stand before it in the round have come past its stage. One that takes long is
 * not waited for. */
static bool has_turn(const struct seat *seat) {
    static const uint64_t LONG_NS = 5000000000;
    const struct schedule *schedule = seat->schedule;
    if (client_clock_ns(schedule->engine->client) - seat->since_ns > LONG_NS ||
        MUTANT(turns_untaken)) {
        return true;
    }
    VEC_EACH(struct seat *const, other, &schedule->seats) {
        if ((*other)->taken && (*other)->place < seat->place &&
            (*other)->subject.passed < seat->subject.stage) {
            return false;
        }
    }
    return true;
}

static struct seat *next_in_turn(const struct schedule *schedule) {
    VEC_EACH(struct seat *const, seat, &schedule->seats) {
        if ((*seat)->in_turn && has_turn(*seat)) {
            return *seat;
        }
    }
    return NULL;
}

static void take_turns(struct schedule *schedule) {
    struct seat *seat;
    while (!schedule->paused && schedule->failure == OK && (seat = next_in_turn(schedule))) {
        seat->in_turn = false;
        advance(seat);
    }
}

static void go_on(struct volley *volley) {
    struct seat *seat = volley->owner;
    if (seat->schedule->paused) {
        set_ready(seat);
    } else {
        advance(seat);
        take_turns(seat->schedule);
    }
}

static struct seat *take_seat(struct schedule *schedule) {
    struct seat *seat = schedule->idle;
    if (seat) {
        schedule->idle = seat->next;
        return seat;
    }
    struct arena *arena = schedule->engine->arena;
    seat = arena_new(arena, struct seat);
    if (!seat || !vec_push(arena, &schedule->seats, seat)) {
        return NULL;
    }
    arena_init(&seat->subject.arena, LIMIT_SUBJECT_BYTES);
    seat->schedule = schedule;
    return seat;
}

static struct late_case *late_case_of(const struct engine *engine, const struct planned *planned) {
    VEC_EACH(struct late_case *const, each, &engine->late.all) {
        if ((*each)->planned == planned) {
            return *each;
        }
    }
    return NULL;
}

static enum err start(struct schedule *schedule, const struct round *round, size_t place) {
    const struct planned *planned = round->at[place];
    struct seat *seat = take_seat(schedule);
    TRY_PTR(seat);
    struct subject *subject = &seat->subject;
    *subject =
        (struct subject){.engine = schedule->engine,
                         .arena = subject->arena, /* emptied, and kept */
                         .planned = planned,
                         .operation = planned->operation,
                         .late = round->late ? late_case_of(schedule->engine, planned) : NULL};
    subject->volley = (struct volley){.arena = &subject->arena,
                                      .client = schedule->engine->client,
                                      .gentle = schedule->engine->gentle,
                                      .heard = hear,
                                      .whole = go_on,
                                      .owner = seat};
    TRY(resumed_recall(subject, round->late, round->known));
    schedule->active++;
    seat->taken = true;
    seat->in_turn = false;
    seat->place = place;
    enum err started = stages_start(subject);
    settle(seat, started == ERR_MEMORY ? stages_give_up(subject, TOO_LARGE) : started);
    return OK;
}

static void take_ready(struct schedule *schedule) {
    struct seat *ready = schedule->ready;
    schedule->ready = NULL;
    while (ready) {
        struct seat *next = ready->next;
        advance(ready);
        ready = next;
    }
}

static void note_run(struct schedule *schedule, enum err ran) {
    if (ran == ERR_STOPPED) {
        schedule_fail(schedule, ERR_STOPPED, SPAN("interrupted"));
    } else if (ran != OK) {
        schedule_fail(schedule, ran, span_from(err_words(ran)));
    }
}

/* Lets requests and tasks go on for a while. */
static void let_work(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    bool idle = client_pending(engine->client) == 0 && tasks_pending(engine->tasks) > 0;
    note_run(schedule, idle && !schedule->paused
                           ? client_idle(engine->client, RUN_MS)
                           : client_run(engine->client, schedule->paused ? 0 : RUN_MS));
    (void)tasks_collect(engine->tasks);
}

static void look(struct schedule *schedule) {
    struct span why = {NULL, 0};
    enum err over = outage_look(&schedule->outage, schedule->engine, &why);
    if (over != OK && schedule->failure == OK) {
        schedule_fail(schedule, over, why.len ? why : span_from(err_words(over)));
    }
}

/* Operations under way at the most. */
static size_t window_of(const struct engine *engine) {
    unsigned concurrency = engine->options->client.concurrency;
    size_t usual = concurrency > WINDOW_LEAST ? concurrency : WINDOW_LEAST;
    return engine->gentle ? 1 : usual;
}

/* Whether the next one may start beside those that are under way. */
static bool may_start(const struct schedule *schedule, const struct round *round, size_t next) {
    if (schedule->paused || schedule->failure != OK || next == round->n ||
        schedule->active >= window_of(schedule->engine)) {
        return false;
    }
    return schedule->active == 0 || next == 0 || round->together ||
           round->at[next]->wave == round->at[next - 1]->wave;
}

/* Operations that were asked when the scan ended early, and not to their end. */
static enum err tell_unfinished(struct schedule *schedule) {
    VEC_EACH(struct seat *, seat, &schedule->seats) {
        if ((*seat)->taken && (*seat)->subject.stage != STAGE_DONE && !MUTANT(unfinished_kept)) {
            TRY(stages_give_up(&(*seat)->subject, "the scan ended while it was tested"));
        }
    }
    return OK;
}

enum err schedule_round(struct schedule *schedule, const struct round *round) {
    const struct engine *engine = schedule->engine;
    size_t next = 0;
    schedule->paused |= renewal_due(schedule->engine); /* there may have been a wait before */
    while (schedule->failure == OK && (schedule->active || next < round->n)) {
        while (may_start(schedule, round, next)) {
            TRY(start(schedule, round, next++));
        }
        let_work(schedule);
        look(schedule);
        schedule->paused |= renewal_due(schedule->engine);
        if (schedule->paused && client_pending(engine->client) == 0) {
            renewal_run(schedule->engine, &schedule->lost);
            schedule->paused = false;
            take_ready(schedule);
        }
        take_turns(schedule);
        schedule_tell_progress(schedule);
    }
    return schedule->failure == OK ? OK : tell_unfinished(schedule);
}

void schedule_free(struct schedule *schedule) {
    VEC_EACH(struct seat *, seat, &schedule->seats) {
        arena_free(&(*seat)->subject.arena);
    }
}
