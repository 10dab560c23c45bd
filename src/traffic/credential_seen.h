/* SPDX-License-Identifier: Apache-2.0 */
/* How a recorded request carried its credential; never the credential. */
#ifndef POSTERN_TRAFFIC_CREDENTIAL_SEEN_H
#define POSTERN_TRAFFIC_CREDENTIAL_SEEN_H

#include "traffic/traffic.h"

/* "bearer", "bearer JWT", "basic", "prefix Token", "header X-API-Key", "query api_key",
 * "cookie sessionid", as outline_scheme takes it; empty: it carried none. Where it carried several,
 * a cookie that browsers send along comes last. {NULL, 0} without memory. */
struct span credential_seen(struct arena *arena, const struct traffic_request *request);

/* True when a query parameter of that name is a credential. */
bool credential_in_query(struct span name);

#endif
