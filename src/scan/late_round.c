/* SPDX-License-Identifier: Apache-2.0 */
/* When the late cases are due, and the wait until then. */
#include "scan/late_round.h"

#include "base/mutant.h"
#include "scan/resumed.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

enum {
    MARGIN = 2,       /* seconds: clocks are read in whole ones */
    IDLE_MARGIN = 15, /* where the target alone knows when it ends */
    TICK_MS = 200,
    NOTE_SIZE = 160
};

/* A token that tells its end cannot live longer; another one may be prolonged by its use, which it
 * was in all that went before. */
static int64_t due_of(const struct late *late, const struct short_token *token, bool last) {
    if (!token->stated) {
        return late->began + token->life + IDLE_MARGIN;
    }
    return token->ends + MARGIN + (last ? LATE_LEEWAY : 0);
}

/* When the last of its tokens is due; whose that is. */
static int64_t due(const struct late *late, const struct late_case *one, bool last,
                   const struct identity **whose) {
    int64_t latest = 0;
    for (size_t i = 0; i < one->n; i++) {
        int64_t at = due_of(late, &one->credentials[i]->short_token, last);
        if (at > latest) {
            latest = at;
            *whose = one->credentials[i]->identity;
        }
    }
    return latest;
}

static enum err wait_until(struct schedule *schedule, int64_t due, const struct identity *whose) {
    struct engine *engine = schedule->engine;
    char note[NOTE_SIZE];
    for (int64_t left; (left = due - client_clock_unix(engine->client)) > 0;) {
        assert(whose); /* without a token, nothing is due */
        (void)snprintf(note, sizeof(note),
                       "waiting %" PRId64 " s for %.*s's token to expire: --patience 0 skips", left,
                       SPAN_ARG(span_slice(whose->name, 0, NOTE_SIZE / 2)));
        engine->progress.waiting = note;
        schedule_tell_progress(schedule);
        if (client_pass(engine->client, TICK_MS) != OK) {
            schedule_fail(schedule, ERR_STOPPED, SPAN("interrupted"));
            break;
        }
    }
    engine->progress.waiting = NULL;
    return schedule->failure;
}

/* Those that wait for this one of the two rounds. */
static bool is_open(const struct late *late, const struct late_case *one) {
    return !one->judged && one->again == late->last;
}

static enum err ask_all(struct schedule *schedule, const struct planned *const *at, size_t n,
                        bool known) {
    schedule->engine->progress.operations += n;
    return n ? schedule_round(schedule,
                              &(struct round){
                                  .at = at, .n = n, .together = true, .late = true, .known = known})
             : OK;
}

/* Those that an earlier run has asked: nothing is awaited for them. What cannot be judged by what
 * it was answered is asked again. */
static enum err recall_known(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    struct late *late = &engine->late;
    const struct planned **at = arena_array(engine->arena, const struct planned *, late->all.n);
    struct late_case **cases = arena_array(engine->arena, struct late_case *, late->all.n);
    size_t n = 0;
    TRY_PTR(at);
    TRY_PTR(cases);
    VEC_EACH(struct late_case *const, one, &late->all) {
        bool known = false;
        TRY(resumed_knows(engine, engine->arena, (*one)->planned, &known));
        if (known && is_open(late, *one) && !MUTANT(late_repeated)) {
            cases[n] = *one;
            at[n++] = (*one)->planned;
        }
    }
    TRY(ask_all(schedule, at, n, true));
    for (size_t i = 0; i < n; i++) {
        cases[i]->changed = false;
        cases[i]->again = late->last ? !cases[i]->judged : cases[i]->again;
    }
    return schedule->failure;
}

/* Those whose tokens can be awaited, when they have been. Of the minute that clocks may differ as
 * much is awaited as patience allows: most verifiers grant less. */
static enum err ask(struct schedule *schedule, int64_t deadline, bool last) {
    struct engine *engine = schedule->engine;
    struct late *late = &engine->late;
    late->last = last;
    TRY(recall_known(schedule));
    const struct planned **at = arena_array(engine->arena, const struct planned *, late->all.n);
    const struct identity *whose = NULL, *last_whose = NULL;
    int64_t latest = 0;
    size_t n = 0;
    TRY_PTR(at);
    VEC_EACH(struct late_case *const, one, &late->all) {
        int64_t when = due(late, *one, last, &whose);
        if (!is_open(late, *one)) {
            continue;
        }
        if (when > deadline) {
            (*one)->needed = when - late->began;
            if (!last) {
                continue;
            }
            when = deadline;
        }
        at[n++] = (*one)->planned;
        latest = when > latest ? when : latest;
        last_whose = when == latest ? whose : last_whose;
    }
    if (n == 0) {
        return OK;
    }
    TRY(wait_until(schedule, latest, last_whose));
    return ask_all(schedule, at, n, false);
}

enum err late_round(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    if (!engine->late.all.n) {
        return OK;
    }
    engine->gentle = false;
    engine->late.began = client_clock_unix(engine->client);
    int64_t deadline = engine->late.began + (int64_t)engine->options->patience;
    TRY(ask(schedule, deadline, false));
    return ask(schedule, deadline, true);
}
