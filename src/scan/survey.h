/* SPDX-License-Identifier: Apache-2.0 */
/* A survey: what is asked once a target, when all operations were, and what is read off the answers
 * that come anyhow. Private to those who run it; probes see it through probe.h. */
#ifndef POSTERN_SCAN_SURVEY_H
#define POSTERN_SCAN_SURVEY_H

#include "base/map.h"
#include "scan/account.h"
#include "scan/door.h"
#include "scan/owned.h"

struct engine;

/* What is kept of a pair: it stays the same as long as no list is added. */
struct owned_pair {
    const struct identity *owner, *reader;
    size_t listings, members; /* there were */
    struct owned owned;
};

struct survey {
    struct engine *engine;
    struct arena scratch; /* of one answer that is heard, or of one probe's survey */
    struct map told;      /* keys of survey_first */
    struct listings listings;
    VEC(struct owned_pair) pairs;
    struct doors doors;
    const char *by;     /* the rule whose probe asks */
    bool unsettled;     /* an answer of its survey may be another one later */
    struct account own; /* that it opened; no name: none */
};

#endif
