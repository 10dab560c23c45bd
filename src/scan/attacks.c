/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks: what hit, and whether it stands when asked again. */
#include "scan/attacks.h"

#include "base/mutant.h"
#include "scan/attacks_plan.h"

/* A hit whose probe's cause hit as well is a symptom of that. */
static void drop_symptoms(struct subject *subject) {
    size_t n = subject->hits.n, kept = 0;
    for (size_t i = 0; i < n; i++) { /* marked first: a cause may be a symptom itself */
        const struct attack *attack = subject->hits.at[i].attack;
        subject->hits.at[i].symptom =
            attack->tentative || attacks_explained(subject, attack->probe) ||
            (attack->symptom_of && attacks_hit_by(subject, attack->symptom_of));
    }
    for (size_t i = 0; i < n; i++) {
        if (!subject->hits.at[i].symptom || MUTANT(symptoms_told)) {
            subject->hits.at[kept++] = subject->hits.at[i];
        }
    }
    subject->hits.n = kept;
}

enum err attacks_send(struct subject *subject) {
    size_t end = subject->attacks.n;
    while (subject->sent < end) {
        TRY(shot_send(subject->attacks.at[subject->sent++]->shot, ATTACK_REPEATS));
    }
    return OK;
}

bool attacks_waiting(const struct subject *subject) {
    return subject->sent < subject->attacks.n;
}

static bool is_hit(const struct subject *subject, const struct attack *attack) {
    if (attack->witness) {
        return false;
    }
    return attack->probe->hit ? attack->probe->hit(subject, attack)
                              : attack->ruling.verdict == VERDICT_GRANTED;
}

bool attacks_tells(const struct attack *attack) {
    int status = attack->sample->status;
    return shot_tells(attack->shot) ||
           (attack->retried && (status == 502 || status == 504) && !MUTANT(breaks_untold));
}

static enum err retry(struct subject *subject, struct attack *attack) {
    attack->retried = true;
    attack->shot =
        shot_new(&subject->volley, attack->probe->rule->id, &attack->exchange->request, NULL);
    TRY_PTR(attack->shot);
    attack->exchange = &attack->shot->exchange;
    attack->sample = &attack->shot->sample;
    return shot_send(attack->shot, ATTACK_REPEATS);
}

size_t attacks_untold(const struct subject *subject) {
    size_t n = 0;
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        n += !attacks_tells(*attack);
    }
    return n;
}

enum err attacks_retry(struct subject *subject) {
    VEC_EACH(struct attack *, attack, &subject->attacks) {
        if (!attacks_tells(*attack)) {
            TRY(retry(subject, *attack));
        }
    }
    return OK;
}

/* The credential in several places at once was let in, and in none of them by itself: once so, once
 * not. */
static bool unexplained(const struct subject *subject, const struct attack *attack) {
    bool explained = !attack->names || attack->ruling.verdict != VERDICT_GRANTED;
    VEC_EACH(const struct hit, hit, &subject->hits) {
        explained |= hit->attack->probe == attack->probe;
        for (const struct probe *const *part = attack->probe->parts; part && *part; part++) {
            explained |= hit->attack->probe == *part;
        }
    }
    return !explained && !MUTANT(unexplained_judged);
}

struct attack_count attacks_count(const struct subject *subject) {
    struct attack_count count = {.planned = MUTANT(dropped_uncounted) ? 0 : subject->dropped};
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        count.planned += !(*attack)->witness;
        count.judged += !(*attack)->witness && (subject->steady || MUTANT(unsteady_judged)) &&
                        (attacks_tells(*attack) || MUTANT(untold_judged)) &&
                        !unexplained(subject, *attack);
    }
    VEC_EACH(const struct hit, hit, &subject->hits) {
        count.judged -= subject->steady && attacks_tells(hit->attack) && !hit->confirmed &&
                        !MUTANT(unconfirmed_judged); /* once so, once not */
    }
    return count;
}

bool attacks_hit(const struct subject *subject, const struct attack *attack) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (hit->attack == attack) {
            return true;
        }
    }
    return false;
}

static enum err judge(struct subject *subject, struct attack *one) {
    one->ruling = oracle_judge(&subject->controls, one->sample);
    if (attacks_hit(subject, one) || !is_hit(subject, one)) {
        return OK;
    }
    return vec_push(&subject->arena, &subject->hits, ((struct hit){.attack = one})) ? OK
                                                                                    : ERR_MEMORY;
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    static const struct battery_range all = {BATTERY_QUICK, BATTERY_FULL};
    struct battery_range planning = subject->battery;
    subject->battery = all;
    enum err narrowed = attack->probe->narrow(subject, attack);
    subject->battery = planning;
    return narrowed;
}

/* The hits from that one on. */
static enum err narrow_from(struct subject *subject, size_t first) {
    for (size_t i = first, n = subject->hits.n; i < n; i++) {
        const struct attack *one = subject->hits.at[i].attack;
        if ((one->combined || one->tentative) && one->probe->narrow) {
            TRY(narrow(subject, one));
        }
    }
    return OK;
}

enum err attacks_judge_retried(struct subject *subject) {
    size_t hits = subject->hits.n;
    VEC_EACH(struct attack *, attack, &subject->attacks) {
        if ((*attack)->retried) {
            TRY(judge(subject, *attack));
        }
    }
    return narrow_from(subject, hits);
}

enum err attacks_collect(struct subject *subject) {
    size_t hits = subject->hits.n;
    while (subject->judged < subject->attacks.n) {
        struct attack *one = subject->attacks.at[subject->judged++];
        TRY(judge(subject, one));
    }
    return narrow_from(subject, hits);
}

/* A combined hit stands only when none of its parts does. */
static void drop_narrowed(struct subject *subject) {
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

void attacks_sift(struct subject *subject) {
    drop_narrowed(subject);
    drop_symptoms(subject);
}

enum err attacks_confirm(struct subject *subject) {
    VEC_EACH(struct hit, hit, &subject->hits) {
        struct request request = hit->attack->exchange->request;
        if (hit->attack->given_body) {
            TRY(subject_freshen(subject, &request));
        }
        if (hit->attack->probe->opens) {
            subject_spend(subject, &request);
        }
        hit->again = MUTANT(confirm_skipped)
                         ? hit->attack->shot
                         : shot_new(&subject->volley, "confirmation", &request, NULL);
        TRY_PTR(hit->again);
        TRY(MUTANT(confirm_skipped) ? OK : shot_send(hit->again, ATTACK_REPEATS));
    }
    return OK;
}

bool attacks_confirmation_tells(const struct subject *subject) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (!shot_tells(hit->again)) {
            return false;
        }
    }
    return true;
}

bool attacks_hit_again(const struct subject *subject, const struct hit *hit,
                       const struct shot *shot) {
    struct attack again = *hit->attack;
    again.sample = &shot->sample;
    again.exchange = &shot->exchange;
    again.ruling = oracle_judge(&subject->controls, again.sample);
    return is_hit(subject, &again);
}

void attacks_conclude(struct subject *subject, bool hold) {
    VEC_EACH(struct hit, hit, &subject->hits) {
        hit->confirmed =
            hold && (attacks_hit_again(subject, hit, hit->again) || MUTANT(unconfirmed_told));
    }
}

bool attacks_opened(const struct subject *subject) {
    VEC_EACH(const struct hit, hit, &subject->hits) {
        if (hit->confirmed && hit->attack->probe->opens) {
            return true;
        }
    }
    return false;
}
