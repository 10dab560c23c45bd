/* SPDX-License-Identifier: Apache-2.0 */
/* /healthz, /readyz and /metrics. */
#include "guard/watch.h"

#include "guard/metrics.h"

static enum err write_metrics(const struct watch *watch, struct arena *arena,
                              struct web_reply *reply) {
    BUF_SCOPE text = {0};
    metrics_write(&text, watch->backing->service, watch->backing->keyring,
                  web_under_way(watch->asked));
    TRY(buf_status(&text));
    reply->body = arena_dup(arena, buf_span(&text));
    TRY_PTR(reply->body.ptr);
    return OK;
}

/* Why some are answered 503, so that others should be asked; empty: nobody is. */
static struct span lacking(const struct watch *watch, struct arena *arena) {
    const struct backing *backing = watch->backing;
    struct span scheme = backing->keyring ? keyring_lacks(backing->keyring) : SPAN("");
    if (watch->draining) {
        return SPAN("draining\n");
    }
    if (scheme.len) {
        return arena_printf(arena, "no keys of '%.*s'\n", SPAN_ARG(scheme));
    }
    if (backing_blind(backing)) {
        return SPAN("Redis does not answer\n");
    }
    return backing_tells_users(backing) ? SPAN("") : SPAN("the database does not answer\n");
}

static enum err answer_ready(const struct watch *watch, struct arena *arena,
                             struct web_reply *reply) {
    struct span why = lacking(watch, arena);
    TRY_PTR(why.ptr);
    if (why.len) {
        reply->status = 503;
        reply->body = why;
    }
    return OK;
}

enum err watch_answer(void *user, struct arena *arena, const struct web_request *request,
                      struct web_reply *reply) {
    const struct watch *watch = user;
    *reply = (struct web_reply){.status = 200, .body = SPAN("ok\n"), .type = SPAN("text/plain")};
    if (span_equal(request->target, SPAN("/metrics"))) {
        return write_metrics(watch, arena, reply);
    }
    if (span_equal(request->target, SPAN("/readyz"))) {
        return answer_ready(watch, arena, reply);
    } else if (!span_equal(request->target, SPAN("/healthz"))) {
        reply->status = 404;
        reply->body = SPAN("/healthz, /readyz, /metrics\n");
    }
    return OK;
}
