/* SPDX-License-Identifier: Apache-2.0 */
/* Written: what the contract says of an operation beside what a request needs. */
#ifndef POSTERN_SCAN_WRITTEN_H
#define POSTERN_SCAN_WRITTEN_H

#include "contract/contract.h"

/* Whether its summary or its description holds one of the phrases, whatever their case. */
bool written_says(const struct operation *operation, const struct span *phrases, size_t n);

#endif
