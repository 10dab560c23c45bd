/* SPDX-License-Identifier: Apache-2.0 */
/* The user and the password of a recorded URL. */
#ifndef POSTERN_TRAFFIC_USERINFO_H
#define POSTERN_TRAFFIC_USERINFO_H

#include "traffic/traffic.h"

/* Takes them out of the request's URL. They become the header that would have carried them, unless
 * the request has one. Errors: ERR_MEMORY. */
NODISCARD enum err userinfo_move(struct arena *arena, struct traffic_request *request);

#endif
