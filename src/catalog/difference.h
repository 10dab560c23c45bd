/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two results of the same target. */
#ifndef POSTERN_CATALOG_DIFFERENCE_H
#define POSTERN_CATALOG_DIFFERENCE_H

#include "catalog/result.h"

/* Of a finding. Silence counts as mended only where the later run could have spoken. */
#define CHANGE_LIST(X)                                                            \
    X(SAME, "same")                                                               \
    X(NEW, "new")                                                                 \
    X(WIDER, "wider")       /* the same cause shows at more places */             \
    X(NARROWER, "narrower") /* at fewer, and at no other */                       \
    X(UNJUDGED, "unjudged") /* gone, and the later run did not judge its place */ \
    X(FIXED, "fixed")
#define CHANGE_ENUM(code, word) CHANGE_##code,
enum change { CHANGE_LIST(CHANGE_ENUM) };
enum { CHANGES = CHANGE_FIXED + 1 };
#undef CHANGE_ENUM
const char *change_word(enum change change);

struct finding_change {
    enum change change;
    const struct finding *before, *after; /* NULL: not there */
    struct texts more, fewer;             /* places of WIDER and NARROWER: "GET /api/orders/" */
    struct span why;                      /* of UNJUDGED */
};

/* A row whose verdict is another one. */
struct row_change {
    struct span name;           /* "GET /api/orders/" */
    const char *before, *after; /* verdicts; NULL: the row is not there */
};

struct difference {
    VEC(struct finding_change) findings; /* the later run's, then those that it lacks */
    VEC(struct row_change) rows;
    size_t n[CHANGES];
};

/* Compares two results of the same kind. Both must outlive the difference. Errors: ERR_MEMORY. */
NODISCARD enum err difference_of(struct arena *arena, const struct result *before,
                                 const struct result *after, struct difference *out);

/* Where a finding shows: "GET /api/orders/", or an audit's route. Errors: ERR_MEMORY. */
NODISCARD enum err difference_places(struct arena *arena, const struct finding *finding,
                                     struct texts *out);

/* True when they are one finding, perhaps at other places: by fingerprint, or by rule and cause. */
bool finding_same(const struct finding *a, const struct finding *b);

/* The result's finding that is the same, by fingerprint if there is one such; or NULL. */
const struct finding *finding_in(const struct result *result, const struct finding *finding);

/* True when the earlier finding has the rule, the cause and every place of the other: whoever has
 * accepted the one has accepted the other. */
bool finding_covers(const struct finding *earlier, const struct finding *finding);

/* Empty when the later result would have told the earlier one's finding if it still held; else why
 * it could not: its rule was left out, its operation was not judged, the run is incomplete, or asks
 * less than the earlier one did where that counts. */
struct span finding_unjudged(const struct result *before, const struct result *after,
                             const struct finding *finding);

#endif
