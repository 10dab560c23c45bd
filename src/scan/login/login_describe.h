/* SPDX-License-Identifier: Apache-2.0 */
/* A login's answer in words that hold no credential. */
#ifndef POSTERN_SCAN_LOGIN_DESCRIBE_H
#define POSTERN_SCAN_LOGIN_DESCRIBE_H

#include "text/message.h"

/* " to /where/", " with a page", " with the members ok, data": names, and no values. {NULL, 0}
 * without memory. */
struct span login_describe(struct arena *arena, const struct request *request,
                           const struct response *response);

#endif
