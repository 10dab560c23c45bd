/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of the schemes. */
#ifndef POSTERN_SCAN_LOGIN_MEMORY_H
#define POSTERN_SCAN_LOGIN_MEMORY_H

#include "scan/login/login.h"

/* What is known of a scheme so far; NULL without memory. */
struct login_memory *login_memory(struct login *login, const struct scheme *scheme);

#endif
