/* SPDX-License-Identifier: Apache-2.0 */
/* When an identity's tokens end, wherever they travel. */
#ifndef POSTERN_SCAN_EXPIRY_H
#define POSTERN_SCAN_EXPIRY_H

#include "scan/login/login_way.h"

/* Sets expires to the soonest end of the bearer token and of every JWT in a header or cookie that
 * the contract's schemes name. */
void expiry_of_file(struct identity *identity, const struct login_needs *needs);

/* The same of what logins gave: what another login makes fresh. */
void expiry_of_login(struct identity *identity);

/* What a login gave last, to be told from what the next one gives: the bearer token, else a
 * session cookie or header; {NULL, 0}: nothing. */
struct span expiry_token(const struct identity *identity);

#endif
