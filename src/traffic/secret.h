/* SPDX-License-Identifier: Apache-2.0 */
/* What of recorded traffic is a secret: it is never sent again, nor written down. */
#ifndef POSTERN_TRAFFIC_SECRET_H
#define POSTERN_TRAFFIC_SECRET_H

#include "text/message.h"

/* True when what has that name is a credential or part of one: "password", "X-API-Key",
 * "csrfToken". */
bool secret_named(struct span name);

/* True when the text itself looks like a token: a JWT, or long and of letters and digits without a
 * word in it; a UUID, a number and a hash's length of hex digits are none. */
bool secret_shaped(struct span value);

/* True when the request's Authorization, Cookie or a header of a secret's name holds the value: a
 * token that is sent in a body as well. */
bool secret_carried(const struct fields *fields, struct span value);

#endif
