/* SPDX-License-Identifier: Apache-2.0 */
/* Which probes an operation is asked with, and when. */
#include "scan/attacks_plan.h"

#include "base/mutant.h"
#include "scan/forgery/forgery.h"

/* A probe that was not asked for is still asked when it may be the cause of what one that was asked
 * for shows: what is reported does not depend on --only and --skip, only how much of it. */
static bool explains_wanted(const struct scan_options *options, const struct probe *probe) {
    for (const struct probe *const *part = probe->parts; part && *part; part++) {
        if (plan_wants(options, (*part)->rule)) {
            return true;
        }
    }
    for (const struct probe *const *other = PROBES; *other; other++) {
        for (const struct probe *cause = (*other)->cause; cause; cause = cause->cause) {
            if (cause == probe && !MUTANT(causes_unasked) && plan_wants(options, (*other)->rule)) {
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
    const struct scan_options *options = subject->engine->options;
    bool wanted = plan_wants(options, probe->rule) || explains_wanted(options, probe);
    return (probe->plan || probe->forge) && wanted && (!(needs & NEEDS_SECURITY) || security) &&
           (!(needs & NEEDS_REFUSAL) || refusal || MUTANT(attacks_when_open)) &&
           (!(needs & NEEDS_VALID) || gate->valid_accepted);
}

bool attacks_hit_by(const struct subject *subject, const struct probe *probe) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (hit->attack->probe == probe) {
            return true;
        }
    }
    return false;
}

bool attacks_explained(const struct subject *subject, const struct probe *probe) {
    for (const struct probe *cause = probe->cause; cause; cause = cause->cause) {
        if (attacks_hit_by(subject, cause)) {
            return true;
        }
    }
    return false;
}

/* Whether a subject that is deepened gets more of the probe. */
static bool deepens(const struct subject *subject, const struct probe *probe) {
    bool odd = subject->whole;
    VEC_EACH(const char *const, group, &subject->odd) {
        odd |= strcmp(*group, probe->rule->group) == 0;
    }
    return odd && !(probe->once && attacks_hit_by(subject, probe));
}

static bool asked_in(const struct subject *subject, const struct probe *probe,
                     enum attack_wave wave) {
    bool waits = probe->cause != NULL || probe->needs & NEEDS_SECRET;
    return waits == (wave == ATTACK_SYMPTOMS) && may(subject, probe) &&
           !attacks_explained(subject, probe) && (!subject->deepened || deepens(subject, probe));
}

static bool asks_late(const struct subject *subject, const struct probe *probe) {
    const struct scan_options *options = subject->engine->options;
    return probe->late && options->effort != EFFORT_QUICK && plan_wants(options, probe->rule) &&
           may(subject, probe) && !attacks_explained(subject, probe) &&
           !attacks_hit_by(subject, probe);
}

bool attacks_want_late(const struct subject *subject) {
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if (asks_late(subject, *probe)) {
            return true;
        }
    }
    return false;
}

static enum err plan_late(struct subject *subject) {
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if (asks_late(subject, *probe)) {
            TRY((*probe)->late(subject));
        }
    }
    return OK;
}

enum err attacks_plan(struct subject *subject, enum attack_wave wave) {
    if (wave == ATTACK_LATE) {
        return plan_late(subject);
    }
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if (asked_in(subject, *probe, wave)) {
            TRY((*probe)->forge ? forgery_each(subject, *probe) : (*probe)->plan(subject));
        }
    }
    return OK;
}

bool attacks_need_secret(const struct subject *subject) {
    if (subject->engine->options->effort == EFFORT_QUICK) {
        return false;
    }
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if ((*probe)->needs & NEEDS_SECRET && asked_in(subject, *probe, ATTACK_SYMPTOMS)) {
            return true;
        }
    }
    return false;
}
