/* SPDX-License-Identifier: Apache-2.0 */
/* What the rehearsal answers. */
#ifndef POSTERN_SCAN_REHEARSAL_ANSWER_H
#define POSTERN_SCAN_REHEARSAL_ANSWER_H

#include "scan/rehearsal/rehearsal.h"

/* As a replay does (http/client.h); user: the rehearsal. */
void rehearsal_answer(void *user, const struct request *request, uint64_t now_ns,
                      struct response *out);

#endif
