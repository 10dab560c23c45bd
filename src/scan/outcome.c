/* SPDX-License-Identifier: Apache-2.0 */
/* From a subject to the result: what is told of it, with evidence. */
#include "scan/outcome.h"

#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/evidence.h"
#include "scan/fickle.h"
#include "scan/lacking.h"
#include "scan/matrix.h"

/* Hits of the same probe beyond this one, which it stands for. */
static size_t others(const struct subject *subject, size_t index) {
    const struct probe *probe = subject->hits.at[index].attack->probe;
    size_t n = 0;
    for (size_t i = index + 1; i < subject->hits.n; i++) {
        n += subject->hits.at[i].confirmed && subject->hits.at[i].attack->probe == probe;
    }
    return n;
}

static bool told(const struct subject *subject, size_t index) {
    const struct probe *probe = subject->hits.at[index].attack->probe;
    for (size_t i = 0; i < index && probe->once; i++) {
        if (subject->hits.at[i].confirmed && subject->hits.at[i].attack->probe == probe) {
            return true;
        }
    }
    return false;
}

static enum err add_evidence(struct subject *subject, struct finding *finding,
                             const struct exchange *exchange, struct span what, struct span label,
                             struct span hide) {
    struct engine *engine = subject->engine;
    struct evidence *evidence = vec_add(engine->arena, &finding->evidence);
    TRY_PTR(evidence);
    struct hidden hidden = {engine->options->identities, hide, &engine->options->client.fields};
    return evidence_make(engine->arena, &hidden, exchange, what, label, evidence);
}

/* What the attack's answer is to be compared with: the refusal, and the valid credential's. */
static enum err add_controls(struct subject *subject, struct finding *finding) {
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (anonymous && subject->gate.anonymous.verdict == VERDICT_DENIED) {
        TRY(add_evidence(subject, finding, &anonymous->exchange, SPAN("control"),
                         SPAN("no credential"), SPAN("")));
    }
    if (valid) {
        struct span label = cell_who(&subject->arena, valid->identity->name);
        TRY(add_evidence(subject, finding, &valid->exchange, SPAN("control"), label, SPAN("")));
    }
    return OK;
}

static enum err show(struct subject *subject, const struct hit *hit, struct finding *finding) {
    TRY(add_controls(subject, finding));
    return add_evidence(subject, finding, &hit->again->exchange, SPAN("attack"), hit->attack->label,
                        hit->attack->hide);
}

/* Of the operation, of another one that the attack names, or of both. */
static enum err see(struct subject *subject, const struct hit *hit, struct finding **shown) {
    struct findings *findings = &subject->engine->findings;
    const struct attack *attack = hit->attack;
    struct sighting sighting = {
        .rule = attack->probe->rule,
        .cause = attack->cause,
        .rank = subject->planned->index,
        .place = subject->operation->place,
        .message = attack->message,
        .confidence = subject->gate.likely ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED,
        .operation = {subject->operation->method, subject->operation->path},
        .mild = attack->mild,
    };
    struct finding *other;
    subject->engine->progress.findings++;
    if (attack->only_named) {
        sighting.operation = attack->named;
        TRY(fickle_told(subject, &sighting));
        return findings_add(findings, &sighting, shown);
    }
    TRY(fickle_told(subject, &sighting));
    TRY(findings_add(findings, &sighting, shown));
    sighting.operation = attack->named;
    if (!attack->named.path.len) {
        return OK;
    }
    TRY(fickle_told(subject, &sighting));
    return findings_add(findings, &sighting, &other);
}

static enum err tell(struct subject *subject, size_t index) {
    const struct hit *hit = &subject->hits.at[index];
    const struct probe *probe = hit->attack->probe;
    if (!hit->attack->message.len && probe->message) {
        hit->attack->message = probe->message(subject, hit->attack);
    }
    size_t more = hit->attack->probe->once ? others(subject, index) : 0;
    if (more && !MUTANT(others_untold)) {
        hit->attack->message =
            arena_printf(&subject->arena, "%.*s %zu other way%s led there, too.",
                         SPAN_ARG(hit->attack->message), more, more == 1 ? "" : "s");
    }
    struct finding *shown;
    TRY(see(subject, hit, &shown));
    return shown ? show(subject, hit, shown) : OK;
}

/* Writing might have told, and was not allowed. What the answers were worth is another question: a
 * valid credential that got none is no matter of safety. */
static bool spared(const struct subject *subject) {
    const struct sample *valid = &subject->controls.valid;
    bool read = build_is_read(subject->operation->method);
    if (subject->gate.gate == GATE_UNTESTED && subject->draft.spared && !MUTANT(spared_unsaid)) {
        return true;
    }
    if (subject->engine->options->allow_writes) {
        return false;
    }
    if (subject->gate.gate == GATE_UNTESTED) {
        return !read && !subject->operation->gap.len;
    }
    if (subject->gate.by_lacking && subject->gate.gate != GATE_OPEN) {
        return true; /* shut, and what a valid credential opens may not be tried */
    }
    bool fell = valid->wire == WIRE_OK && valid->status == 500; /* over what was spoiled */
    bool error = sample_past(valid) && (!sample_served(valid) || sample_fails(valid));
    return !MUTANT(write_spared_never) && !read && subject->gate.gate == GATE_INCONCLUSIVE &&
           (error || fell) && !valid->throttled;
}

/* Everybody gets a server error, every time: there is nothing to be judged before it is mended. */
static bool broken(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    return !MUTANT(broken_unsaid) && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->valid.status == 500 && controls->anonymous.status == 500 &&
           controls->garbage.status == 500;
}

/* What is behind the gate may fall over. */
static bool accepted(const struct subject *subject) {
    const struct sample *valid = &subject->controls.valid;
    return subject->gate.valid_accepted || (subject->gate.gate == GATE_ENFORCED &&
                                            valid->wire == WIRE_OK && !sample_refused(valid));
}

/* Not enforced as if all had been judged. */
static enum err say_unjudged(struct arena *arena, struct operation_result *row) {
    if (row->gate != GATE_ENFORCED || row->attacks.judged >= row->attacks.planned ||
        MUTANT(unjudged_green)) {
        return OK;
    }
    row->gate = GATE_INCONCLUSIVE;
    row->reason = arena_printf(arena,
                               "refuses plain attempts, but %zu of %zu attacks got no answer that "
                               "tells anything",
                               row->attacks.planned - row->attacks.judged, row->attacks.planned);
    return row->reason.ptr ? OK : ERR_MEMORY;
}

static enum err write_row(struct subject *subject) {
    static const struct span names[3] = {SPAN_INIT("anonymous"), SPAN_INIT("garbage"),
                                         SPAN_INIT("wrong-scheme")};
    const struct ruling *rulings[3] = {&subject->gate.anonymous, &subject->gate.garbage,
                                       &subject->gate.wrong_scheme};
    struct engine *engine = subject->engine;
    struct asker *askers = arena_array(&subject->arena, struct asker, 3 + subject->valid.n);
    size_t n = 0;
    TRY_PTR(askers);
    for (size_t i = 0; i < 3; i++) {
        const struct shot *shot = lacking_shown(subject, (enum control)i);
        if (shot) {
            askers[n++] = (struct asker){names[i], &shot->sample, rulings[i]};
        }
    }
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct span who = cell_who(&subject->arena, (*shot)->identity->name);
        askers[n++] = (struct asker){who, &(*shot)->sample, NULL};
    }
    const struct matrix_source source = {.gate = &subject->gate,
                                         .controls = &subject->controls,
                                         .security = &subject->operation->security,
                                         .untested_why = subject->draft.reason,
                                         .gap = subject->operation->gap,
                                         .untried = subject->untried,
                                         .askers = askers,
                                         .asker_n = n,
                                         .opened = attacks_opened(subject),
                                         .requests = subject->volley.requests};
    struct operation_result *row = &engine->result->operations.at[subject->planned->index];
    TRY(matrix_write(engine->arena, &source, row));
    row->spared = spared(subject);
    row->broken = broken(subject);
    row->accepted = accepted(subject);
    row->attacks = attacks_count(subject);
    row->unsteady = subject->put_off;
    return say_unjudged(engine->arena, row);
}

enum err outcome_tell(struct subject *subject) {
    for (size_t i = 0; i < subject->hits.n; i++) {
        const struct hit *hit = &subject->hits.at[i];
        bool wanted = plan_wants(subject->engine->options, hit->attack->probe->rule);
        if (hit->confirmed && wanted && !told(subject, i)) {
            TRY(tell(subject, i));
        }
    }
    if (subject->late) {
        return late_tell(subject);
    }
    TRY(write_row(subject));
    return late_keep(subject);
}
