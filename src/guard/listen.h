/* SPDX-License-Identifier: Apache-2.0 */
/* Where the guard is asked: a loopback address or a unix socket. */
#ifndef POSTERN_GUARD_LISTEN_H
#define POSTERN_GUARD_LISTEN_H

#include "policy/config.h"

enum { LISTEN_NAME_BYTES = 128 };

/* Whether "listen" and "proxies" can be used, where they are said; what is wrong goes to diag.
 * Errors: ERR_INVALID. */
NODISCARD enum err listen_check(const struct config *config, struct diag *diag);

/* Opens the socket that "listen" names, which must have been checked; port 0 is any free one. A
 * unix socket that nobody answers on is replaced; its owner and group may connect. name: what it is
 * called, "127.0.0.1:8600". Errors: ERR_IO with errno set. */
NODISCARD enum err listen_open(struct span where, int *fd, char name[LISTEN_NAME_BYTES]);

/* Takes a unix socket's name away again. */
void listen_forget(struct span where);

#endif
