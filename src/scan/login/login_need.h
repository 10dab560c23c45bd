/* SPDX-License-Identifier: Apache-2.0 */
/* Which credentials are worth a login: those that an operation cannot be asked without. */
#ifndef POSTERN_SCAN_LOGIN_NEED_H
#define POSTERN_SCAN_LOGIN_NEED_H

#include "scan/login/login.h"

/* True when some operation that the scan asks needs a credential of the scheme from the identity,
 * which a login can give and nothing else of it can stand for. A login may leave traces at the
 * target, so a session is only begun where no other credential of the identity fits. */
bool login_needs(struct login *login, const struct identity *identity, const struct scheme *scheme);

/* True when the scan asks the operation. */
bool login_selects(const struct login *login, const struct operation *operation);

/* True when the scan asks an operation that declares the scheme, or when the contract declares
 * nothing at all and so may mean any of its schemes. */
bool login_is_asked(const struct login *login, const struct scheme *scheme);

/* True for schemes whose credential a login can give. */
bool login_can_give(const struct wallet *wallet, const struct scheme *scheme);

#endif
