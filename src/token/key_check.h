/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a key is strong enough to mean something. */
#ifndef POSTERN_TOKEN_KEY_CHECK_H
#define POSTERN_TOKEN_KEY_CHECK_H

#include "base/span.h"
#include "token/alg.h"
#include "token/key_fault.h"

#include <openssl/types.h>

/* Judges an asymmetric key: the RSA modulus' length and its exponent, ROCA's fingerprint, a point
 * on its curve, an Edwards point of small order, a private part that belongs to the public one.
 * KEY_SOUND or what is wrong. */
enum key_fault key_check_pkey(EVP_PKEY *pkey);

/* Judges an HMAC secret for the algorithm: as long as the hash (RFC 7518, section 3.2), and no
 * public text: key, certificate, ssh key, JWK (RFC 8725, section 3.1). */
enum key_fault key_check_secret(enum alg alg, struct span secret);

/* True for a secret that is a public text in disguise. */
bool key_check_is_public(struct span secret);

/* True when the modulus (big endian) has the structure of ROCA's primes (Nemec et al., 2017). */
bool key_check_roca(struct span modulus);

#endif
