/* SPDX-License-Identifier: Apache-2.0 */
/* Oddities: answers to an attack that are no plain refusals. One of them may show how a single view
 * errs; what many operations answer comes from what stands before them all. */
#ifndef POSTERN_SCAN_ODDITY_H
#define POSTERN_SCAN_ODDITY_H

#include "scan/subject.h"

/* Whether a few operations answered the same attack so, and were to be asked all there is: a proxy
 * that takes no field twice, a gate that reads tokens in one place more, says nothing of the next
 * one. What lets in without a valid credential, what a forged token gets and what falls over are
 * never known. Errors: ERR_MEMORY. */
NODISCARD enum err oddity_known(struct subject *subject, const struct attack *attack, bool *known);

#endif
