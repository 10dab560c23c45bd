/* SPDX-License-Identifier: Apache-2.0 */
/* Every operation gets the short battery, since flaws sit in single views. How a verifier errs
 * shows in how it refuses: the full one goes to the first of each class, and what of it is of the
 * same group as an attack that was not plainly refused, to whoever answered so, until a few
 * answered in the same words. */
#include "scan/battery.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/oddity.h"

void battery_choose(struct subject *subject) {
    static const struct battery_range first[] = {
        [EFFORT_USUAL] = {BATTERY_QUICK, BATTERY_SHORT},
        [EFFORT_QUICK] = {BATTERY_QUICK, BATTERY_QUICK},
        [EFFORT_THOROUGH] = {BATTERY_QUICK, BATTERY_FULL},
    };
    static const struct battery_range rest = {BATTERY_FULL, BATTERY_FULL};
    bool last = subject->deepened && !subject->late;
    subject->battery = last ? rest : first[subject->engine->options->effort];
}

/* It shows no good credential where one belongs. What needs one alone, and no refusal, asks with
 * it. */
static bool asks_gate(const struct attack *attack) {
    unsigned needs = attack->probe->needs & (NEEDS_VALID | NEEDS_REFUSAL);
    return !attack->witness && needs != NEEDS_VALID;
}

/* The same method at the same URL as the controls: what it gets should be what they got. */
static bool in_place(const struct subject *subject, const struct attack *attack) {
    const struct request *request = &attack->exchange->request;
    return asks_gate(attack) && span_equal(request->method, subject->draft.request.method) &&
           span_equal(request->url, subject->draft.request.url);
}

/* Answered and judged as one of the controls that had no good credential. */
static bool like_control(const struct subject *subject, const struct attack *attack) {
    const struct controls *controls = &subject->controls;
    const struct sample *samples[] = {&controls->anonymous, &controls->garbage,
                                      &controls->wrong_scheme};
    const struct ruling *rulings[] = {&subject->gate.anonymous, &subject->gate.garbage,
                                      &subject->gate.wrong_scheme};
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        if (samples[i]->wire == WIRE_OK && samples[i]->status == attack->sample->status &&
            rulings[i]->verdict == attack->ruling.verdict) {
            return true;
        }
    }
    return false;
}

/* What tells nothing is asked again by itself, and looked at then; what is tentative has parts,
 * which are. */
static bool plainly_refused(const struct subject *subject, const struct attack *attack) {
    if (!asks_gate(attack) || !attacks_tells(attack) ||
        (attack->tentative && attacks_hit(subject, attack))) {
        return true;
    }
    return in_place(subject, attack)
               ? like_control(subject, attack)
               : attack->ruling.verdict != VERDICT_GRANTED || !attack->probe->opens;
}

static enum err add_odd(struct subject *subject, const char *group) {
    VEC_EACH(const char *const, odd, &subject->odd) {
        if (strcmp(*odd, group) == 0) {
            return OK;
        }
    }
    return vec_push(&subject->arena, &subject->odd, group) ? OK : ERR_MEMORY;
}

/* The groups of rules among whose attacks one was not, and not as a few others before. */
static enum err find_odd(struct subject *subject) {
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        bool known = plainly_refused(subject, *attack) || MUTANT(all_plain);
        if (!known) {
            TRY(oddity_known(subject, *attack, &known));
        }
        if (!known) {
            TRY(add_odd(subject, (*attack)->probe->rule->group));
        }
    }
    return OK;
}

/* The part of the API that the operation stands in: gates are often put before one. Not its own
 * directory: many views have one to themselves. */
static struct span part_of(struct span path) {
    enum { DEPTH = 2 };
    size_t depth = 0, end = 0;
    for (size_t i = 1; i < path.len && depth < DEPTH && path.ptr[i] != '{'; i++) {
        bool slash = path.ptr[i] == '/' && i + 1 < path.len && path.ptr[i + 1] != '{';
        depth += slash;
        end = slash ? i : end;
    }
    return span_slice(path, 0, end);
}

static void add_schemes(struct buf *key, const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        buf_byte(key, '|');
        VEC_EACH(const struct need, need, &requirement->needs) {
            buf_add(key, need->name);
            buf_byte(key, '&');
        }
    }
}

/* The form of a refusal: whose of the controls it is word by word, else its status and its kind. */
static struct span form_of(struct subject *subject, const struct sample *sample) {
    const struct controls *controls = &subject->controls;
    return subject_alike(subject, sample, &controls->anonymous) ? SPAN(" anonymous")
           : subject_alike(subject, sample, &controls->garbage)
               ? SPAN(" garbage")
               : arena_printf(&subject->arena, " %d/%d/%d/%d", (int)sample->wire, sample->status,
                              (int)sample->kind, sample->challenge);
}

/* Which forms there are, not which attack has which: operations are asked different ones. What is
 * odd is the operation's own. */
static void add_forms(struct buf *key, struct subject *subject) {
    struct span forms = SPAN("");
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        if ((*attack)->sample->wire != WIRE_UNSENT && in_place(subject, *attack) &&
            plainly_refused(subject, *attack)) {
            struct span form = form_of(subject, (*attack)->sample);
            bool known = span_find(forms, form) != SIZE_MAX;
            forms = known ? forms : arena_join(&subject->arena, forms, form);
        }
    }
    buf_add(key, forms);
}

static void add_control(struct buf *key, const struct sample *sample) {
    buf_printf(key, " %d/%d/%d", sample->status, (int)sample->kind, sample->challenge);
}

/* What operations have in common that one and the same code guards, as far as it can be seen. */
static void add_class(struct buf *key, struct subject *subject) {
    const struct controls *controls = &subject->controls;
    buf_text(key, "class ");
    buf_add(key, part_of(subject->operation->path));
    add_schemes(key, &subject->operation->security);
    buf_text(key, build_is_read(subject->operation->method) ? " read" : " write");
    add_control(key, &controls->anonymous);
    add_control(key, &controls->garbage);
    add_control(key, &controls->wrong_scheme);
    add_forms(key, subject);
}

static bool first_of_class(struct subject *subject) {
    BUF_SCOPE key = {0};
    add_class(&key, subject);
    return buf_status(&key) == OK && subject_first(subject, buf_span(&key));
}

enum err battery_deepens(struct subject *subject, bool *deepens) {
    *deepens = false;
    if (subject->engine->options->effort != EFFORT_USUAL || subject->deepened || subject->late ||
        !subject->attacks.n) {
        return OK;
    }
    subject->whole = !subject->classed && first_of_class(subject) && !MUTANT(class_never_first);
    subject->classed = true;
    TRY(find_odd(subject));
    *deepens = subject->deepened = subject->whole || subject->odd.n;
    return OK;
}
