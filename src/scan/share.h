/* SPDX-License-Identifier: Apache-2.0 */
/* A share of the operations, for scans that are spread over several runs. */
#ifndef POSTERN_SCAN_SHARE_H
#define POSTERN_SCAN_SHARE_H

#include "base/span.h"

/* The index-th of `of` shares, from 1; zero is all of them. */
struct share {
    unsigned index, of;
};

/* Whether an operation of that path is in the share. A collection, its objects and what is nested
 * below them stay together, since lists teach the ids that the others need. The same in every run
 * and on every machine. */
bool share_has(struct share share, struct span path);

#endif
