/* SPDX-License-Identifier: Apache-2.0 */
/* Reading tokens against forged requests off answers. */
#ifndef POSTERN_SCAN_LOGIN_CSRF_READ_H
#define POSTERN_SCAN_LOGIN_CSRF_READ_H

#include "scan/credential/csrf.h"

/* Reads a token off an answer: a field, a member of its JSON, a meta element or a hidden field.
 * handed_out: its address says that it is about nothing else. *csrf stays as it is where there is
 * none. Errors: ERR_MEMORY. */
NODISCARD enum err login_csrf_read(struct arena *arena, const struct response *response,
                                   bool handed_out, struct csrf *csrf);

#endif
