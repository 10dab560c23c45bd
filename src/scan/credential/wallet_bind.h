/* SPDX-License-Identifier: Apache-2.0 */
/* Binding: which of the things that an identity holds serves a scheme. */
#ifndef POSTERN_SCAN_WALLET_BIND_H
#define POSTERN_SCAN_WALLET_BIND_H

#include "scan/credential/wallet.h"

/* Sets value and prefix of the credential from what its identity holds now; no value: it holds
 * nothing that fits. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_bind(struct arena *arena, struct credential *credential);

/* The value of one of the names; {NULL, 0}: it is not among them. nocase: for headers. */
struct span wallet_named(const struct named_secret *all, size_t n, struct span name, bool nocase);

#endif
