/* SPDX-License-Identifier: Apache-2.0 */
/* Versions of packages, and which of them a specifier allows (PEP 440, and Poetry's and conda's
 * short forms). */
#ifndef POSTERN_DJANGO_VERSION_H
#define POSTERN_DJANGO_VERSION_H

#include "base/arena.h"

enum { VERSION_PARTS = 4 };

struct version {
    uint32_t part[VERSION_PARTS]; /* what is not written is 0: 2.8 is 2.8.0.0 */
};

/* All that may be installed. */
struct version_range {
    struct version least, most;
    bool below; /* most itself is not among them */
    bool exact; /* one version was named */
};

/* The numbers that a version begins with; "2.0rc1" is 2.0. False: it begins with none. */
bool version_parse(struct span text, struct version *out);

int version_compare(const struct version *a, const struct version *b);

/* ">=2,<3", "~=1.7", "==2.8.*", "^2.8", "2.8"; "" and "*" allow everything. False: it is no
 * specifier, or one that allows several ranges. */
bool version_range_parse(struct span text, struct version_range *out);

/* Widens a range by another. */
void version_range_join(struct version_range *range, const struct version_range *other);

bool version_range_all_before(const struct version_range *range, const struct version *version);
bool version_range_none_before(const struct version_range *range, const struct version *version);

#endif
