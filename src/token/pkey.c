/* SPDX-License-Identifier: Apache-2.0 */
/* Making key pairs, telling their kinds, signing with them. */
#include "token/pkey.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

void pkey_free(EVP_PKEY **pkey) {
    EVP_PKEY_free(*pkey);
    *pkey = NULL;
}

enum err pkey_generate(enum alg alg, EVP_PKEY **out) {
    *out = NULL;
    const struct alg_info *info = alg_info(alg);
    switch (info->family) {
    case FAMILY_NONE:
    case FAMILY_HMAC:
        return ERR_UNSUPPORTED;
    case FAMILY_RSA:
    case FAMILY_PSS:
        *out = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
        break;
    case FAMILY_ECDSA:
        *out = EVP_PKEY_Q_keygen(NULL, NULL, "EC", alg_curve(info->curve)->group);
        break;
    case FAMILY_EDDSA:
        *out = EVP_PKEY_Q_keygen(NULL, NULL, alg == ALG_ED448 ? "ED448" : "ED25519");
        break;
    }
    return *out ? OK : ERR_CRYPTO;
}

bool pkey_equal(const EVP_PKEY *a, const EVP_PKEY *b) {
    return EVP_PKEY_eq(a, b) == 1;
}

bool pkey_is_private(const EVP_PKEY *pkey) {
    OSSL_PARAM *params = NULL;
    bool found = EVP_PKEY_todata(pkey, EVP_PKEY_KEYPAIR, &params) == 1 &&
                 (OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_PRIV_KEY) ||
                  OSSL_PARAM_locate(params, OSSL_PKEY_PARAM_RSA_D));
    OSSL_PARAM_free(params);
    ERR_clear_error();
    return found;
}

const struct alg_curve *pkey_curve(const EVP_PKEY *pkey) {
    char group[64];
    size_t len = 0;
    if (EVP_PKEY_is_a(pkey, "ED25519")) {
        return alg_curve(SPAN("ED25519"));
    }
    if (EVP_PKEY_is_a(pkey, "ED448")) {
        return alg_curve(SPAN("ED448"));
    }
    if (!EVP_PKEY_is_a(pkey, "EC") ||
        EVP_PKEY_get_group_name(pkey, group, sizeof(group), &len) != 1) {
        return NULL;
    }
    return alg_curve((struct span){group, len});
}

bool pkey_is_family(const EVP_PKEY *pkey, enum alg_family family) {
    switch (family) {
    case FAMILY_NONE:
    case FAMILY_HMAC:
        return false;
    case FAMILY_RSA:
        return EVP_PKEY_is_a(pkey, "RSA");
    case FAMILY_PSS:
        return EVP_PKEY_is_a(pkey, "RSA") || EVP_PKEY_is_a(pkey, "RSA-PSS");
    case FAMILY_ECDSA:
        return EVP_PKEY_is_a(pkey, "EC");
    case FAMILY_EDDSA:
        return EVP_PKEY_is_a(pkey, "ED25519") || EVP_PKEY_is_a(pkey, "ED448");
    }
    return false;
}

/* The bytes of r and s, which OpenSSL gives as a DER SEQUENCE of two INTEGERs. */
static enum err raw_ecdsa(struct arena *arena, struct span der, size_t half, struct span *out) {
    const unsigned char *from = (const unsigned char *)der.ptr;
    ECDSA_SIG *parts = d2i_ECDSA_SIG(NULL, &from, (long)der.len);
    unsigned char *raw = arena_take(arena, 2 * half, 1);
    bool done = parts && raw &&
                BN_bn2binpad(ECDSA_SIG_get0_r(parts), raw, (int)half) == (int)half &&
                BN_bn2binpad(ECDSA_SIG_get0_s(parts), raw + half, (int)half) == (int)half;
    ECDSA_SIG_free(parts);
    *out = (struct span){(const char *)raw, 2 * half};
    return done ? OK : ERR_CRYPTO;
}

static bool start_signing(EVP_MD_CTX *md, const struct alg_info *info, EVP_PKEY *pkey) {
    EVP_PKEY_CTX *ctx = NULL;
    const char *digest = info->family == FAMILY_EDDSA ? NULL : info->digest;
    if (EVP_DigestSignInit_ex(md, &ctx, digest, NULL, NULL, pkey, NULL) != 1) {
        return false;
    }
    return info->family != FAMILY_PSS ||
           (EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) == 1 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST) == 1);
}

enum err pkey_sign(struct arena *arena, enum alg alg, EVP_PKEY *pkey, struct span data,
                   struct span *signature) {
    const struct alg_info *info = alg_info(alg);
    const struct alg_curve *curve = pkey_curve(pkey);
    if (!pkey_is_family(pkey, info->family) || (info->family == FAMILY_ECDSA && !curve) ||
        !pkey_is_private(pkey)) {
        return ERR_INVALID;
    }
    size_t len = (size_t)EVP_PKEY_get_size(pkey);
    unsigned char *bytes = arena_take(arena, len, 1);
    TRY_PTR(bytes);
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    bool done = md && start_signing(md, info, pkey) &&
                EVP_DigestSign(md, bytes, &len, (const unsigned char *)data.ptr, data.len) == 1;
    EVP_MD_CTX_free(md);
    ERR_clear_error();
    if (!done) {
        return ERR_CRYPTO;
    }
    *signature = (struct span){(const char *)bytes, len};
    return info->family == FAMILY_ECDSA ? raw_ecdsa(arena, *signature, curve->size, signature) : OK;
}
