/* SPDX-License-Identifier: Apache-2.0 */
/* Counting who answered an attack in the same odd way. */
#include "scan/oddity.h"

#include "base/buf.h"
#include "base/mutant.h"

enum { ENOUGH = 3 };

/* What the answer says of how it went, in whatever order: numbers and ids are no words. */
static uint64_t words_of(const struct sample *sample) {
    uint64_t words = sample->code;
    for (size_t i = 0; i < sample->leaf_n; i++) {
        const struct leaf *leaf = &sample->leaves[i];
        words += leaf->telling || leaf->denial ? leaf->value : 0;
    }
    return words;
}

static void add_answer(struct buf *key, const struct attack *attack) {
    const struct sample *sample = attack->sample;
    buf_printf(key, "odd %s ", attack->probe->rule->id);
    buf_add(key, attack->label);
    buf_printf(key, " %d/%d/%d/%d/%llx ", (int)sample->wire, sample->status, (int)sample->kind,
               sample->challenge, (unsigned long long)words_of(sample));
}

/* One of the first few; a subject that starts over is the same one again. */
static enum err among_first(struct subject *subject, const struct attack *attack, bool *first) {
    BUF_SCOPE key = {0};
    add_answer(&key, attack);
    size_t answer = key.len;
    for (unsigned place = 0; place < ENOUGH && !*first; place++) {
        key.len = answer;
        buf_printf(&key, "%u", place);
        TRY(buf_status(&key));
        *first = subject_first(subject, buf_span(&key));
    }
    return OK;
}

/* Served without a valid credential: a hole, whoever else has one. */
static bool lets_in(const struct attack *attack) {
    return attack->probe->opens && attack->ruling.verdict == VERDICT_GRANTED &&
           !MUTANT(oddity_of_open_doors);
}

/* It may come from what stands before the operations. A verifier that falls over a token uses words
 * that another one falls with, too: how each errs is asked of each. */
static bool is_shared(const struct attack *attack) {
    bool verifiers =
        strcmp(attack->probe->rule->group, "jwt") == 0 || attack->sample->status >= 500;
    return attack->sample->wire == WIRE_OK && (!verifiers || MUTANT(oddity_of_verifiers));
}

enum err oddity_known(struct subject *subject, const struct attack *attack, bool *known) {
    bool first = lets_in(attack) || !is_shared(attack);
    if (!first) {
        TRY(among_first(subject, attack, &first));
    }
    *known = !first && !MUTANT(oddity_forgotten);
    return OK;
}
