/* SPDX-License-Identifier: Apache-2.0 */
/* Between a question and its answer: the request's name, the log, the mode. */
#include "guard/service.h"

#include "base/mutant.h"
#include "guard/assertion.h"
#include "guard/audit_line.h"

#include <sys/random.h>

enum { ID_MOST = 64 };

/* The proxy's own name for the request; what does not look like one is left out. */
static struct span given_id(const struct fields *fields) {
    struct span id = fields_get(fields, SPAN("X-Request-ID"));
    bool sound = id.len > 0 && id.len <= ID_MOST;
    for (size_t i = 0; sound && i < id.len; i++) {
        char c = id.ptr[i];
        sound =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }
    return sound || MUTANT(any_name) ? id : SPAN("");
}

static void spell(char name[16], uint64_t number) {
    for (size_t i = 16; i-- > 0; number >>= 4) {
        name[i] = "0123456789abcdef"[number & 15];
    }
}

/* A name that stands in answer and log, so that a refusal can be looked up by whoever got it. One
 * of our own is of no use to guess: it counts on from a number that the process was born with. */
static struct span name_request(struct service *service, struct arena *arena,
                                const struct fields *fields) {
    struct span given = given_id(fields);
    if (given.len) {
        return given;
    }
    if (!service->born && getrandom(&service->born, sizeof(service->born), 0) < 0) {
        return SPAN("");
    }
    char name[32];
    spell(name, service->born);
    spell(name + 16, ++service->named);
    return arena_dup(arena, (struct span){name, sizeof(name)});
}

/* Spelled once a second. */
static struct span spell_time(struct service *service, int64_t now) {
    if (now != service->spelled_s || !service->spelled[0]) {
        (void)clock_iso(now, service->spelled);
        service->spelled_s = now;
    }
    return span_from(service->spelled);
}

static enum err write_down(struct service *service, int64_t now, struct span id,
                           const struct facts_request *request, const struct facts *facts,
                           const struct decision *decision) {
    const struct service_state *state = &service->state;
    struct audit_line what = {spell_time(service, now), id, state->policy->config->serving.observe};
    buf_clear(&service->line);
    audit_line_write(&service->line, &what, request, facts, decision);
    TRY(buf_status(&service->line));
    return journal_write(state->journal, now, buf_span(&service->line));
}

static bool lets_all_pass(const struct config_serving *serving, bool written) {
    return serving->observe || written || serving->log_may_fail;
}

enum err service_answer(struct service *service, struct arena *arena, const struct ask *ask,
                        int64_t now, struct answer *out) {
    const struct service_state *state = &service->state;
    uint64_t began = ask->users.now_ns;
    now = steady_time(&service->steady, now, ask->users.now_ns);
    const struct policy *policy = state->policy;
    const struct config_serving *serving = &policy->config->serving;
    struct facts_request request;
    struct facts facts;
    struct decision decision;
    struct span id = name_request(service, arena, ask->fields);
    facts_clear(&facts);
    ask_judge(arena, policy, ask, now, &request, &facts, &decision);
    if (decision.effect == EFFECT_PROVE) {
        *out = (struct answer){.status = 0};
        return OK;
    }
    if (facts.has_news && service->shared) {
        shared_tell(service->shared, &facts.news);
    }
    bool written = write_down(service, now, id, &request, &facts, &decision) == OK;
    if (!lets_all_pass(serving, written) && !MUTANT(unlogged)) {
        decision = (struct decision){.effect = EFFECT_DENY, .ground = GROUND_FAULT};
    }
    counters_add(&service->counters, &decision, clock_ns() - began);
    TRY(answer_make(arena, policy, &facts, &decision, out));
    struct span assertion;
    TRY(assertion_make(arena, policy, &facts, &decision, now, &assertion));
    if (out->status == 200 && !fields_add(arena, &out->fields, SPAN(ASSERTION_HEADER), assertion)) {
        return ERR_MEMORY;
    }
    if (id.len && !fields_add(arena, &out->fields, SPAN("X-Request-ID"), id)) {
        return ERR_MEMORY;
    }
    return OK;
}

bool service_settle(struct service *service) {
    struct journal *journal = service->state.journal;
    journal_flush(journal);
    bool written = journal->lost == 0 || MUTANT(lost_lines_pass);
    journal->lost = 0;
    journal->gathers = true;
    return lets_all_pass(&service->state.policy->config->serving, written);
}

void service_free(struct service *service) {
    shared_close(service->shared);
    limits_free(service->limits);
    counters_free(&service->counters);
    buf_free(&service->line);
}
