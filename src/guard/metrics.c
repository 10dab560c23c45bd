/* SPDX-License-Identifier: Apache-2.0 */
/* Counters as lines of text. */
#include "guard/metrics.h"

#include "base/clock.h"

#include "guard/metric_label.h"

#include <inttypes.h>

#define LATENCY_BOUND(us) us,
static const uint64_t BOUNDS_US[] = {LATENCY_LIST(LATENCY_BOUND)};

static void head(struct buf *out, const char *name, const char *kind, const char *help) {
    buf_printf(out, "# HELP postern_guard_%s %s\n# TYPE postern_guard_%s %s\n", name, help, name,
               kind);
}

static void one(struct buf *out, const char *name, const char *kind, const char *help,
                uint64_t value) {
    head(out, name, kind, help);
    buf_printf(out, "postern_guard_%s %" PRIu64 "\n", name, value);
}

static void decisions(struct buf *out, const struct counter *counter, const char *mode) {
    for (size_t i = 0; i < GROUND_COUNT; i++) {
        enum ground ground = (enum ground)i;
        if (!counter->grounds[i]) {
            continue;
        }
        buf_text(out, "postern_guard_decisions_total{method=\"");
        metric_label(out, counter->method);
        buf_text(out, "\",operation=\"");
        metric_label(out, counter->template);
        buf_printf(out, "\",reason=\"%s\",status=\"%d\",mode=\"%s\"} %" PRIu64 "\n",
                   ground_name(ground), ground_status(ground), mode, counter->grounds[i]);
    }
}

static void latency(struct buf *out, const struct counters *counters) {
    head(out, "seconds", "histogram", "From question to answer.");
    for (size_t i = 0; i < LATENCY_BUCKETS; i++) {
        buf_printf(out, "postern_guard_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
                   (double)BOUNDS_US[i] / 1e6, counters->latency[i]);
    }
    buf_printf(out,
               "postern_guard_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\npostern_guard_seconds_sum "
               "%.9g\npostern_guard_seconds_count %" PRIu64 "\n",
               counters->answered, (double)counters->latency_ns / 1e9, counters->answered);
}

static void shared(struct buf *out, const struct service *service) {
    const struct shared_counts counts = shared_counts(service->shared);
    const struct config_redis *redis = &service->state.policy->config->redis;
    enum shared_view view = shared_view(service->shared, redis, clock_ns());
    one(out, "redis_up", "gauge", "1: Redis answers.", view == SHARED_CURRENT);
    one(out, "redis_blind", "gauge", "1: credentials are refused, since Redis does not answer.",
        view == SHARED_BLIND);
    one(out, "redis_failures_total", "counter", "Questions that Redis did not answer.",
        counts.failures);
    one(out, "redis_unsent_total", "counter", "Failures that other guards were not told.",
        counts.unsent);
    one(out, "redis_heard_total", "counter", "What other guards told.", counts.heard);
    one(out, "redis_unread_total", "counter", "What Redis holds that is not understood.",
        counts.unread);
    one(out, "redis_lost", "gauge", "1: Redis has less than it had; what it said stays revoked.",
        counts.lost);
}

void metrics_write(struct buf *out, const struct service *service, struct keyring *keyring,
                   size_t under_way) {
    const struct counters *counters = &service->counters;
    bool observes = service->state.policy->config->serving.observe;
    const char *mode = observes ? "observe" : "enforce";
    head(out, "decisions_total", "counter", "Decisions by operation and reason.");
    decisions(out, &counters->none, mode);
    VEC_EACH(struct counter *, counter, &counters->all) {
        decisions(out, *counter, mode);
    }
    latency(out, counters);
    one(out, "log_failures_total", "counter", "Lines that could not be written.",
        service->state.journal->failures);
    one(out, "reloads_total", "counter", "Policies that were exchanged.", counters->reloads);
    one(out, "reloads_failed_total", "counter", "Reloads after which the policy stayed.",
        counters->reloads_failed);
    const struct revocations *revocations = &service->state.revocations;
    size_t revoked = 0;
    for (size_t i = 0; i < REVOKED_LISTS; i++) {
        revoked += revocations->lists[i] ? revocations->lists[i]->n : 0;
    }
    one(out, "revocations", "gauge", "Entries of the lists of what is revoked.", revoked);
    one(out, "revocations_stale", "gauge",
        "1: a list cannot be read anew, and the last one that could counts.", revocations->stale);
    if (service->shared) {
        shared(out, service);
    }
    one(out, "users_last_known_total", "counter",
        "Requests that passed by what was known of their user, without the database.",
        counters->recalled);
    one(out, "clock_behind_seconds", "gauge",
        "How far the system's clock was set back behind the time that tokens are held against.",
        (uint64_t)service->steady.behind_s);
    one(out, "operations", "gauge", "Operations of the policy.",
        service->state.policy->operations.n);
    one(out, "under_way", "gauge", "Requests that are not yet answered.", under_way);
    if (keyring) {
        keyring_metrics(keyring, out);
    }
}
