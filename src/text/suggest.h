/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean …?": the nearest of some words to one that nobody knows. */
#ifndef POSTERN_TEXT_SUGGEST_H
#define POSTERN_TEXT_SUGGEST_H

#include "base/span.h"

/* Start with word alone; after the offers, best is the nearest word, or NULL when none is near. */
struct suggest {
    struct span word;
    const char *best;
    unsigned distance;
};

/* Considers a candidate; it must outlive the suggestion. */
void suggest_offer(struct suggest *suggest, const char *candidate);

#endif
