/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 by way of OpenSSL. */
#include "token/digest.h"

#include <openssl/evp.h>

enum err digest_sha256(struct span text, char hex[DIGEST_HEX]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (EVP_Digest(text.ptr, text.len, digest, &len, EVP_sha256(), NULL) != 1 ||
        len * 2 != DIGEST_HEX) {
        return ERR_CRYPTO;
    }
    for (size_t i = 0; i < len; i++) {
        hex[i * 2] = digits[digest[i] >> 4];
        hex[i * 2 + 1] = digits[digest[i] & 15];
    }
    return OK;
}
