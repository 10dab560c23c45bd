/* SPDX-License-Identifier: Apache-2.0 */
/* The outcome of a subject: its confirmed hits become findings, its gate a row of the matrix. */
#include "scan/steps.h"

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

static enum err tell(struct subject *subject, size_t index) {
    const struct hit *hit = &subject->hits.at[index];
    const struct probe *probe = hit->attack->probe;
    if (!hit->attack->message.len && probe->message) {
        hit->attack->message = probe->message(subject, hit->attack);
    }
    size_t more = hit->attack->probe->once ? others(subject, index) : 0;
    if (more) {
        hit->attack->message =
            arena_printf(&subject->arena, "%.*s %zu other way%s led there, too.",
                         SPAN_ARG(hit->attack->message), more, more == 1 ? "" : "s");
    }
    return findings_add(subject->engine, subject, hit,
                        subject->gate.likely ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED);
}

enum err outcome_tell(struct subject *subject) {
    subject->stage = STAGE_DONE;
    for (size_t i = 0; i < subject->hits.n; i++) {
        const struct hit *hit = &subject->hits.at[i];
        bool wanted = engine_wants(subject->engine, hit->attack->probe->rule);
        if (hit->confirmed && wanted && !told(subject, i)) {
            TRY(tell(subject, i));
        }
    }
    return matrix_write(subject->engine, subject);
}
