/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of shares: one cause, wherever it shows, is one finding. */
#include "catalog/merge_findings.h"

#include "base/mutant.h"
#include "catalog/difference.h"

/* The place in the merged rows of the first operation that shows it. */
static size_t rank_of(const struct result *out, const struct finding *finding) {
    for (size_t i = 0; i < out->operations.n; i++) {
        const struct operation_result *row = &out->operations.at[i];
        VEC_EACH(const struct operation_name, name, &finding->operations) {
            if (operation_is(row, name)) {
                return i;
            }
        }
    }
    return out->operations.n;
}

static struct finding *find_cause(struct result *out, const struct finding *finding) {
    VEC_EACH(struct finding, known, &out->findings) {
        if (finding_same(known, finding)) {
            return known;
        }
    }
    return NULL;
}

/* One cause in two shares: the first operation speaks for both, the gravest severity and the least
 * certainty count. Of what belongs to no operation, the share that saw more tells more. */
static enum err join(const struct merge *merge, struct result *out, struct finding *known,
                     const struct finding *finding) {
    struct finding joined = *known;
    if (rank_of(out, finding) < rank_of(out, known)) {
        joined = *finding;
        joined.operations.at = NULL;
        joined.operations.n = joined.operations.room = 0;
        VEC_EACH(const struct operation_name, name, &known->operations) {
            if (!vec_push(merge->arena, &joined.operations, *name)) {
                return ERR_MEMORY;
            }
        }
    }
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        if (!vec_push(merge->arena, &joined.operations, *name)) {
            return ERR_MEMORY;
        }
    }
    if (!joined.operations.n && finding->message.len > joined.message.len &&
        !MUTANT(first_share_speaks)) {
        joined.message = finding->message;
    }
    joined.severity = known->severity > finding->severity ? known->severity : finding->severity;
    joined.confidence =
        known->confidence < finding->confidence ? known->confidence : finding->confidence;
    joined.known = known->known && (finding->known || MUTANT(known_in_part));
    joined.accepted = SPAN("");
    if (known->accepted.len && finding->accepted.len && joined.known) {
        joined.accepted = known->accepted;
    }
    finding_sort_operations(&joined);
    *known = joined;
    return joined.cause.len ? finding_fingerprint(merge->arena, merge->digest, known) : OK;
}

enum err merge_findings(const struct merge *merge, const struct result *part, struct result *out) {
    VEC_EACH(const struct finding, finding, &part->findings) {
        struct finding *known = find_cause(out, finding);
        if (known && part->kind == KIND_SCAN) {
            TRY(join(merge, out, known, finding));
        } else if (!known && !vec_push(merge->arena, &out->findings, *finding)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
