/* SPDX-License-Identifier: Apache-2.0 */
/* What Django signs with its SECRET_KEY (django.core.signing, django.utils.crypto). */
#ifndef POSTERN_TOKEN_DJANGO_SIGNING_H
#define POSTERN_TOKEN_DJANGO_SIGNING_H

#include "base/arena.h"
#include "base/err.h"
#include "token/digest.h"

enum { DJANGO_SIGNING_BYTES = 256 << 10 /* of what is signed, decompressed */ };

/* Django's SECRET_KEY first, then its SECRET_KEY_FALLBACKS. */
struct django_secrets {
    const struct span *at;
    size_t n;
};

/* Reads what signing.dumps made under that salt: "payload:time:signature", by SHA-256; a payload
 * that starts with a dot is compressed. *sound: it is of one of the secrets, compared in constant
 * time; *payload is what was signed. The time counts for nothing. Errors: ERR_CRYPTO, ERR_MEMORY.
 */
NODISCARD enum err django_signing_read(struct arena *arena, struct span text, struct span salt,
                                       const struct django_secrets *secrets, struct span *payload,
                                       bool *sound);

/* Whether hex is salted_hmac(salt, value, secret, algorithm="sha256").hexdigest() of one of the
 * secrets; compared in constant time. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err django_signing_fits(struct span salt, struct span value,
                                       const struct django_secrets *secrets, struct span hex,
                                       bool *fits);

/* Whether a request's token and a cookie are of the same secret (django.middleware.csrf): each is a
 * secret of 32 letters and digits, or one behind its mask, 64. */
bool django_csrf_same(struct span token, struct span cookie);

#endif
