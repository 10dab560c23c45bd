/* SPDX-License-Identifier: Apache-2.0 */
/* What a status says of the request that it answers (RFC 9110, section 15.5). 0: no answer. */
#ifndef POSTERN_SCAN_STATUS_H
#define POSTERN_SCAN_STATUS_H

#include <stdbool.h>

/* 404, 410: what the path names is not there. */
bool status_is_missing(int status);

/* 400, 415, 422: there is fault with the body. */
bool status_blames_body(int status);

#endif
