/* SPDX-License-Identifier: Apache-2.0 */
/* How much an operation looks like a login. */
#ifndef POSTERN_SCAN_LOGIN_SCORE_H
#define POSTERN_SCAN_LOGIN_SCORE_H

#include "contract/contract.h"

/* How much an operation looks like a login; below 1: it is none. */
int login_score(const struct contract *contract, const struct operation *operation);

/* The same of one that takes Basic and no body. */
int login_score_basic(const struct operation *operation);

#endif
