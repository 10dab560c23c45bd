/* SPDX-License-Identifier: Apache-2.0 */
/* Weighing rehearsals: how many of an API's gates are like which. */
#include "scan/rehearsal/forecast.h"

#include "base/mutant.h"
#include "scan/plan.h"
#include "scan/requests_by.h"

#include <math.h>

enum { MOST_OPERATIONS = 3000 };

static size_t selected(const struct scan_options *options) {
    size_t n = 0;
    VEC_EACH(const struct operation, operation, &options->contract->operations) {
        n += plan_selects(options, operation);
    }
    return n;
}

bool forecast_wants(const struct scan_options *options, enum rehearsal_mood mood) {
    return mood != MOOD_SOUND && selected(options) <= MOST_OPERATIONS;
}

enum err forecast_keep(struct forecast *forecast, enum rehearsal_mood mood,
                       const struct result *result) {
    struct rehearsed *kept = &forecast->of[mood];
    size_t n = result->operations.n;
    kept->rows = arena_array(forecast->arena, unsigned, n + 1);
    TRY_PTR(kept->rows);
    for (size_t i = 0; i < n; i++) {
        kept->rows[i] = result->operations.at[i].requests;
    }
    VEC_EACH(const struct request_count, count, &result->requests_by) {
        if (!vec_push(forecast->arena, &kept->by, *count)) {
            return ERR_MEMORY;
        }
    }
    kept->requests = result->requests;
    kept->done = true;
    return OK;
}

/* ---- weights ---- */

static size_t asked_rows(const struct rehearsed *rehearsed, size_t n) {
    size_t asked = 0;
    for (size_t i = 0; i < n; i++) {
        asked += rehearsed->rows[i] > 0;
    }
    return asked;
}

/* Of odd answers there are few kinds however many operations there are: about as many as the root
 * of their number, but for the one that all share. With --quick no more than that costs requests.
 * By default the first of each kind brings a battery, too, and so do flaws; with --thorough all is
 * sent anyhow. Measured with bench/requests, on other servers of the lab, and on products: flaws in
 * every other operation take half as much again as sound gates, whose number must be near, too. */
static void weigh(const struct forecast *forecast, size_t operations, double out[static MOODS]) {
    static const double FLAWED = 0.62, FEWER = 0.4;
    size_t n = asked_rows(&forecast->of[MOOD_SOUND], operations);
    double size = sqrt(n > 1 ? (double)n : 1), odd = 1 - 1 / size;
    if (!forecast->of[MOOD_FRAGILE].done || MUTANT(forecast_unweighed)) {
        odd = 0;
    }
    switch (forecast->effort) {
    case EFFORT_USUAL:
        out[MOOD_FRAGILE] = FLAWED * odd / pow(size, FEWER);
        break;
    case EFFORT_QUICK:
        out[MOOD_OPEN] = out[MOOD_FRAGILE] = odd / size / 2;
        break;
    case EFFORT_THOROUGH:
        break;
    }
    out[MOOD_SOUND] = 1 - out[MOOD_OPEN] - out[MOOD_FRAGILE];
}

/* ---- settling ---- */

static void settle_rows(const struct forecast *forecast, const double weights[static MOODS],
                        struct result *result) {
    for (size_t i = 0; i < result->operations.n; i++) {
        double sum = 0.5;
        for (size_t mood = 0; mood < MOODS; mood++) {
            sum += weights[mood] > 0 ? weights[mood] * forecast->of[mood].rows[i] : 0;
        }
        result->operations.at[i].requests = (unsigned)sum;
    }
}

/* Of that rule, in all of them. */
static double sum_by(const struct forecast *forecast, const double weights[static MOODS],
                     struct span by) {
    double sum = 0;
    for (size_t mood = 0; mood < MOODS; mood++) {
        VEC_EACH(const struct request_count, count, &forecast->of[mood].by) {
            sum += span_equal(count->by, by) ? weights[mood] * (double)count->n : 0;
        }
    }
    return sum;
}

static bool holds(const struct result *result, struct span by) {
    VEC_EACH(const struct request_count, count, &result->requests_by) {
        if (span_equal(count->by, by)) {
            return true;
        }
    }
    return false;
}

static enum err settle_by(const struct forecast *forecast, const double weights[static MOODS],
                          struct arena *arena, struct result *result) {
    result->requests_by.n = 0;
    for (size_t mood = 0; mood < MOODS; mood++) {
        VEC_EACH(const struct request_count, count, &forecast->of[mood].by) {
            uint64_t n = (uint64_t)(sum_by(forecast, weights, count->by) + 0.5);
            struct request_count one = {count->by, n};
            if (n && !holds(result, count->by) && !vec_push(arena, &result->requests_by, one)) {
                return ERR_MEMORY;
            }
        }
    }
    requests_by_sort(result);
    return OK;
}

static void settle_range(const struct forecast *forecast, struct result *result) {
    for (size_t mood = 0; mood < MOODS; mood++) {
        const struct rehearsed *one = &forecast->of[mood];
        uint64_t n = one->done ? one->requests : result->requests;
        result->requests_least = n < result->requests_least ? n : result->requests_least;
        result->requests_most = n > result->requests_most ? n : result->requests_most;
    }
}

enum err forecast_settle(const struct forecast *forecast, struct arena *arena,
                         struct result *result) {
    double weights[MOODS] = {0}, sum = 0.5;
    weigh(forecast, result->operations.n, weights);
    for (size_t mood = 0; mood < MOODS; mood++) {
        sum += weights[mood] * (double)forecast->of[mood].requests;
    }
    result->requests = result->requests_least = result->requests_most = (uint64_t)sum;
    settle_range(forecast, result);
    settle_rows(forecast, weights, result);
    return settle_by(forecast, weights, arena, result);
}
