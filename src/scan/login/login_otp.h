/* SPDX-License-Identifier: Apache-2.0 */
/* One-time codes by time (RFC 6238). */
#ifndef POSTERN_SCAN_LOGIN_OTP_H
#define POSTERN_SCAN_LOGIN_OTP_H

#include "base/arena.h"

/* The code of this moment: six digits, SHA-1, 30 seconds, as authenticators make them. seed: base32
 * (spaces and letters of either case, as it is printed for people), or an otpauth:// URL. False: it
 * is no seed, or no memory. */
bool login_otp(struct arena *arena, struct span seed, struct span *code);

#endif
