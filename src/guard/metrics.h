/* SPDX-License-Identifier: Apache-2.0 */
/* What the guard did, for Prometheus. */
#ifndef POSTERN_GUARD_METRICS_H
#define POSTERN_GUARD_METRICS_H

#include "guard/keys/keyring.h"
#include "guard/service.h"

/* Appends the text exposition format, version 0.0.4. keyring: NULL: nothing is fetched. under_way:
 * requests not yet answered. */
void metrics_write(struct buf *out, const struct service *service, struct keyring *keyring,
                   size_t under_way);

#endif
