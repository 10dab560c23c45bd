/* SPDX-License-Identifier: Apache-2.0 */
/* Recorded requests as values for the operations that they are of. */
#ifndef POSTERN_SCAN_BUILD_RECORDED_H
#define POSTERN_SCAN_BUILD_RECORDED_H

#include "base/diag.h"
#include "scan/build/build.h"
#include "traffic/traffic.h"

/* Adds what was recorded to what is known, of each operation the request that was served with the
 * fewest values: path and query parameters, headers that the contract names, the body. Credentials
 * are none of it, nor what looks like one. Where requests of base_url's origin were recorded, those
 * of others count for nothing; else those of the origin that fits the contract best do. What is of
 * no operation, and what came of it all, is told. Errors: ERR_MEMORY. */
NODISCARD enum err build_recorded(struct known_values *known, const struct contract *contract,
                                  struct span base_url, const struct traffic *traffic,
                                  struct diag *diag);

#endif
