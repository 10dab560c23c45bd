/* SPDX-License-Identifier: Apache-2.0 */
/* What a scan that came to its end still owes, read off its rows and credentials. */
#ifndef POSTERN_CATALOG_SHORTFALL_H
#define POSTERN_CATALOG_SHORTFALL_H

#include "catalog/result.h"

struct shortfall_terms {
    struct arena *arena; /* keeps the reason */
    bool identities;     /* some were given */
    bool impatient;      /* throttling was not waited out */
};

/* Why it is not whole, by what stands in its rows: something could not be read, or nothing
 * was judged; empty: nothing of that. Without memory the reason has no text. */
struct span shortfall_of_rows(const struct result *result, const struct shortfall_terms *terms);

/* The same by what its credentials and its numbers come to: a scheme that nobody proved,
 * answers that changed, too few judged, most of it broken. */
struct span shortfall_of_measure(const struct result *result, const struct shortfall_terms *terms);

/* Some operation that declares security was asked. */
bool shortfall_gate_asked(const struct result *result);

/* Some credential of the identity is proven. */
bool shortfall_proven(const struct result *result, struct span identity);

/* Gives rows that refuse every identity, though each one's credential is taken elsewhere, that
 * reason. */
void shortfall_tell_rightless(struct result *result);

#endif
