/* SPDX-License-Identifier: Apache-2.0 */
/* Who may come in at the rehearsal's operations. */
#ifndef POSTERN_SCAN_REHEARSAL_GATE_H
#define POSTERN_SCAN_REHEARSAL_GATE_H

#include "scan/rehearsal/rehearsal.h"

enum rehearsal_gate {
    REHEARSAL_ASKS = 0, /* for a credential */
    REHEARSAL_REFUSES,  /* the one that is shown */
    REHEARSAL_FALLS_OVER,
    REHEARSAL_SERVES,
};

enum rehearsal_gate rehearsal_ask(struct rehearsal *rehearsal, const struct request *request,
                                  const struct operation *operation);

#endif
