/* SPDX-License-Identifier: Apache-2.0 */
/* Between a question and its answer: the request's name, the log, the mode. */
#include "guard/service.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "guard/audit_line.h"

#include <sys/random.h>

enum { ID_BYTES = 16, ID_MOST = 64 };

/* The proxy's own name for the request; what does not look like one is left out. */
static struct span given_id(const struct fields *fields) {
    struct span id = fields_get(fields, SPAN("X-Request-ID"));
    bool sound = id.len > 0 && id.len <= ID_MOST;
    for (size_t i = 0; sound && i < id.len; i++) {
        char c = id.ptr[i];
        sound =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }
    return sound ? id : SPAN("");
}

/* A name that stands in answer and log, so that a refusal can be looked up by whoever got it. */
static struct span name_request(struct arena *arena, const struct fields *fields) {
    struct span given = given_id(fields);
    unsigned char bytes[ID_BYTES];
    char *text = given.len ? NULL : arena_take(arena, (size_t)2 * ID_BYTES, 1);
    if (!text || getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes)) {
        return given;
    }
    for (size_t i = 0; i < ID_BYTES; i++) {
        text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    return (struct span){text, (size_t)2 * ID_BYTES};
}

static enum err write_down(const struct service_state *state, int64_t now, struct span id,
                           const struct facts_request *request, const struct facts *facts,
                           const struct decision *decision) {
    BUF_SCOPE line = {0};
    struct audit_line what = {now, id, state->policy->config->serving.observe};
    audit_line_write(&line, &what, request, facts, decision);
    TRY(buf_status(&line));
    return journal_write(state->journal, now, buf_span(&line));
}

static bool lets_all_pass(const struct config_serving *serving, bool written) {
    return serving->observe || written || serving->log_may_fail;
}

enum err service_answer(struct service *service, struct arena *arena, const struct ask *ask,
                        int64_t now, struct answer *out) {
    const struct service_state *state = &service->state;
    uint64_t began = clock_ns();
    const struct policy *policy = state->policy;
    const struct config_serving *serving = &policy->config->serving;
    struct facts_request request;
    struct facts facts = {.fault = GROUND_UNDECIDED};
    struct decision decision;
    struct span id = name_request(arena, ask->fields);
    ask_judge(arena, policy, ask, now, &request, &facts, &decision);
    if (decision.effect == EFFECT_PROVE) {
        *out = (struct answer){.status = 0};
        return OK;
    }
    bool written = write_down(state, now, id, &request, &facts, &decision) == OK;
    if (!lets_all_pass(serving, written) && !MUTANT(unlogged)) {
        decision = (struct decision){.effect = EFFECT_DENY, .ground = GROUND_FAULT};
    }
    counters_add(&service->counters, &decision, clock_ns() - began);
    TRY(answer_make(arena, policy, &facts, &decision, out));
    if (id.len && !fields_add(arena, &out->fields, SPAN("X-Request-ID"), id)) {
        return ERR_MEMORY;
    }
    return OK;
}
