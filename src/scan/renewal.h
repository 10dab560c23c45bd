/* SPDX-License-Identifier: Apache-2.0 */
/* Renewal: credentials that end soon, or that died, are had anew while nothing is sent. */
#ifndef POSTERN_SCAN_RENEWAL_H
#define POSTERN_SCAN_RENEWAL_H

#include "scan/engine_state.h"

/* Notes the credentials that run out soon as to be renewed; true: there are some. */
bool renewal_due(const struct engine *engine);

/* Renews all that are to be renewed. An identity that cannot be is lost, which *lost then tells in
 * words. */
void renewal_run(struct engine *engine, struct span *lost);

#endif
