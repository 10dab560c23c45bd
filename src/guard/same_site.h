/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a page of the application's own has sent a request, as far as a browser says so. */
#ifndef POSTERN_GUARD_SAME_SITE_H
#define POSTERN_GUARD_SAME_SITE_H

#include "policy/config_session.h"
#include "text/message.h"

/* True when Origin (RFC 6454), or without one Referer, is of the configured origins, or when a
 * header holds the secret of the cookie beside it, which no other site can read or have sent. */
bool same_site(const struct config_session *config, const struct fields *fields);

#endif
