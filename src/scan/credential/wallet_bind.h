/* SPDX-License-Identifier: Apache-2.0 */
/* Binding: which of the things that the file or a login gave serves a scheme. */
#ifndef POSTERN_SCAN_WALLET_BIND_H
#define POSTERN_SCAN_WALLET_BIND_H

#include "scan/credential/wallet.h"

/* The identity's place for a scheme, empty or not; NULL without memory. */
struct credential *wallet_slot(struct wallet *wallet, const struct identity *identity,
                               const struct scheme *scheme);

/* Whether the scheme is one of the contract's own. */
bool wallet_defines(const struct wallet *wallet, const struct scheme *scheme);

/* Sets the credential from what the file gives its identity; no value: nothing fits. Errors:
 * ERR_MEMORY. */
NODISCARD enum err wallet_bind_file(struct wallet *wallet, struct credential *credential);

/* Sets it from what a login gave; *fits is false when there is nothing for the scheme in it. What
 * it held before becomes its old value. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_bind_grant(struct wallet *wallet, struct credential *credential,
                                     struct grant *grant, bool *fits);

/* Takes back what a login gave for the scheme. */
void wallet_unbind(struct credential *credential);

/* The grant was renewed: binds all its credentials anew. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_rebind(struct wallet *wallet, struct grant *grant);

/* A header, cookie or parameter that carries what a login gives (X-Auth-Token, X-JWT). An API key
 * is given by hand, and a CSRF token is no credential. */
bool wallet_carries_token(struct span name);

/* The same of a scheme; what the file names a login for carries what that gives, whatever it is
 * called. */
bool wallet_is_given(const struct wallet *wallet, const struct scheme *scheme);

#endif
