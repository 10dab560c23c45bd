/* SPDX-License-Identifier: Apache-2.0 */
/* A subject starts over: what it forgets, and what its next requests must have anew. */
#include "scan/build/build_body.h"
#include "scan/subject.h"

unsigned subject_round(const struct subject *subject) {
    unsigned round = 0;
    for (size_t i = 0; i < RESTART_REASONS; i++) {
        round += subject->restarts[i];
    }
    return round;
}

void subject_forget(struct subject *subject) {
    memset(subject->control, 0, sizeof(subject->control));
    memset(subject->fresh, 0, sizeof(subject->fresh));
    memset(subject->rechecked, 0, sizeof(subject->rechecked));
    subject->offers.n = subject->members.n = subject->valid.n = subject->attacks.n =
        subject->more.n = subject->hits.n = subject->sent = subject->judged = 0;
    subject->dropped = 0;
    subject->steady = subject->spends = false;
    subject->classed = subject->deepened = subject->whole = false;
    subject->odd.n = 0;
    memset(subject->lacking, 0, sizeof(subject->lacking));
    subject->again = subject->nowhere = subject->canary = subject->bare = subject->stranger = NULL;
    subject->identity = NULL;
    subject->requirement = NULL;
    subject->controls = (struct controls){0};
    subject->forgeries = NULL;
    subject->untried = (struct span){NULL, 0};
}

/* Bodies of one scan must not be those of another. */
static size_t variant_of(const struct subject *subject) {
    enum { SECONDS = 100000, EACH = 1000 };
    return (size_t)(subject->engine->result->started % SECONDS) * EACH + subject->variant;
}

enum err subject_freshen(struct subject *subject, struct request *request) {
    struct span body;
    if (!subject->restarts[RESTART_ONCE] || !request->body.len) {
        return OK;
    }
    subject->variant++;
    TRY(build_other_body(&subject->arena, subject->engine->options->contract, subject->operation,
                         subject->engine->known, variant_of(subject), &body));
    if (body.len) {
        request->body = subject->body = body;
    }
    return OK;
}

bool subject_takes_away(const struct subject *subject) {
    return subject->mode == BUILD_REAL && !subject->draft.made_up_id &&
           span_equal(subject->operation->method, SPAN("DELETE"));
}

const struct route *subject_route(const struct subject *subject) {
    return routes_at(&subject->engine->plan.routes, subject->planned->route);
}

enum err subject_use_made(struct subject *subject) {
    struct draft *draft = &subject->draft;
    struct span method = subject->operation->method, query = draft->request.url;
    bool changes = span_equal(method, SPAN("DELETE")) || span_equal(method, SPAN("PUT")) ||
                   span_equal(method, SPAN("PATCH"));
    if (subject->mode != BUILD_REAL || !changes || !draft->built) {
        return OK;
    }
    struct span url = made_offer(&subject->engine->made, subject_route(subject), false);
    if (!url.len) {
        return OK;
    }
    (void)span_cut(&query, '?');
    draft->made_up_id = false;
    draft->request.url =
        query.len ? arena_printf(&subject->arena, "%.*s?%.*s", SPAN_ARG(url), SPAN_ARG(query))
                  : url;
    return draft->request.url.ptr ? OK : ERR_MEMORY;
}

void subject_spend(struct subject *subject, struct request *request) {
    struct span url = subject->spends
                          ? made_offer(&subject->engine->made, subject_route(subject), true)
                          : SPAN("");
    request->url = url.len ? url : request->url;
}
