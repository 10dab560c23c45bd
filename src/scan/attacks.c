/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks: which probes are asked, what hit, and whether it stands when asked again. */
#include "scan/steps.h"

/* A probe that was not asked for is still asked when it may be the cause of what one that was asked
 * for shows: what is reported does not depend on --only and --skip, only how much of it. */
static bool explains_wanted(const struct engine *engine, const struct probe *probe) {
    for (const struct probe *const *other = PROBES; *other; other++) {
        for (const struct probe *cause = (*other)->cause; cause; cause = cause->cause) {
            if (cause == probe && engine_wants(engine, (*other)->rule)) {
                return true;
            }
        }
    }
    return false;
}

static bool may(const struct subject *subject, const struct probe *probe) {
    const struct gate_ruling *gate = &subject->gate;
    unsigned needs = probe->needs;
    bool security = !security_is_public(&subject->operation->security);
    bool refusal = gate->gate == GATE_ENFORCED && gate->anonymous.verdict == VERDICT_DENIED &&
                   gate->garbage.verdict != VERDICT_GRANTED;
    bool wanted =
        engine_wants(subject->engine, probe->rule) || explains_wanted(subject->engine, probe);
    return probe->plan && wanted && (!(needs & NEEDS_SECURITY) || security) &&
           (!(needs & NEEDS_REFUSAL) || refusal) &&
           (!(needs & NEEDS_VALID) || gate->valid_accepted);
}

static bool hit_by(const struct subject *subject, const struct probe *probe) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (hit->attack->probe == probe) {
            return true;
        }
    }
    return false;
}

/* Whether this probe's cause, or the cause of that, has hit. */
static bool explained(const struct subject *subject, const struct probe *probe) {
    for (const struct probe *cause = probe->cause; cause; cause = cause->cause) {
        if (hit_by(subject, cause)) {
            return true;
        }
    }
    return false;
}

void attacks_drop_symptoms(struct subject *subject) {
    size_t n = subject->hits.n, kept = 0;
    for (size_t i = 0; i < n; i++) { /* marked first: a cause may be a symptom itself */
        subject->hits.at[i].symptom = explained(subject, subject->hits.at[i].attack->probe);
    }
    for (size_t i = 0; i < n; i++) {
        if (!subject->hits.at[i].symptom) {
            subject->hits.at[kept++] = subject->hits.at[i];
        }
    }
    subject->hits.n = kept;
}

enum err attacks_plan(struct subject *subject, bool symptoms) {
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        bool symptom = (*probe)->cause != NULL;
        if (symptom == symptoms && may(subject, *probe) && !explained(subject, *probe)) {
            TRY((*probe)->plan(subject));
        }
    }
    return OK;
}

void attacks_send(struct subject *subject) {
    size_t end = subject->attacks.n;
    while (subject->sent < end) {
        shot_send(subject->attacks.at[subject->sent++]->shot);
    }
}

bool attacks_is_hit(const struct subject *subject, const struct attack *attack) {
    if (attack->witness) {
        return false;
    }
    return attack->probe->hit ? attack->probe->hit(subject, attack)
                              : attack->ruling.verdict == VERDICT_GRANTED;
}

enum err attacks_collect(struct subject *subject) {
    while (subject->judged < subject->attacks.n) {
        struct attack *one = subject->attacks.at[subject->judged++];
        one->ruling = oracle_judge(&subject->controls, one->sample);
        if (attacks_is_hit(subject, one) &&
            !vec_push(&subject->arena, &subject->hits, ((struct hit){.attack = one}))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* A combined hit stands only when none of its parts does. */
void attacks_drop_narrowed(struct subject *subject) {
    size_t kept = 0;
    for (size_t i = 0; i < subject->hits.n; i++) {
        struct hit hit = subject->hits.at[i];
        bool narrowed = false;
        for (size_t j = 0; j < subject->hits.n && hit.attack->combined; j++) {
            const struct attack *other = subject->hits.at[j].attack;
            narrowed |= !other->combined && other->probe == hit.attack->probe;
        }
        if (!narrowed) {
            subject->hits.at[kept++] = hit;
        }
    }
    subject->hits.n = kept;
}

/* The fresh controls say the same as the first ones. */
bool attacks_controls_hold(const struct subject *subject) {
    const struct ruling *first[3] = {&subject->gate.anonymous, &subject->gate.garbage,
                                     &subject->gate.wrong_scheme};
    if (subject->gate.likely || subject->gate.by_crash) {
        return true;
    }
    for (size_t i = 0; i < 3; i++) {
        const struct shot *fresh = subject->fresh[i];
        if (fresh && fresh->sample.status / 100 != 5 && !fresh->sample.throttled &&
            first[i]->verdict != VERDICT_UNCLEAR &&
            !security_is_public(&subject->operation->security) &&
            oracle_judge(&subject->controls, &fresh->sample).verdict != first[i]->verdict) {
            return false;
        }
    }
    const struct shot *valid = subject->fresh[CONTROL_VALID];
    return !subject->gate.valid_accepted || (valid && sample_past(&valid->sample));
}
