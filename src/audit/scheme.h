/* SPDX-License-Identifier: Apache-2.0 */
/* How the credential that an authenticator takes travels. */
#ifndef POSTERN_AUDIT_SCHEME_H
#define POSTERN_AUDIT_SCHEME_H

#include "django/endpoints.h"

/* "bearer", "basic", "prefix Token", "header X-API-Key", "query key", "cookie sessionid"; empty:
 * not known. The text lives in the interpreter's lasting arena. */
struct span scheme_of(struct interp *in, const struct in_effect *authenticator);

#endif
