/* SPDX-License-Identifier: Apache-2.0 */
/* Binding keys to algorithms and preparing their contexts. */
#include "token/key.h"

#include "token/key_check.h"
#include "token/pkey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

void key_free(struct key *key) {
    EVP_MAC_CTX_free(key->mac);
    EVP_PKEY_CTX_free(key->verify);
    EVP_MD_CTX_free(key->digest);
    EVP_MD_free(key->md);
    EVP_PKEY_free(key->pkey);
    *key = (struct key){0};
}

/* Gives back a half-made key on the way out. */
static enum err give_up(struct key *key, enum err err) {
    key_free(key);
    ERR_clear_error();
    return err;
}

static enum err refuse(enum key_fault *fault, enum key_fault why) {
    *fault = why;
    return ERR_INVALID;
}

static enum err from_secret(struct key *key, enum alg alg, struct span kid, struct span secret,
                            bool may_be_short, enum key_fault *fault) {
    *key = (struct key){.alg = alg, .kid = kid};
    const struct alg_info *info = alg_info(alg);
    if (info->family != FAMILY_HMAC) {
        return refuse(fault, KEY_ALG_FIT);
    }
    *fault = key_check_secret(alg, secret);
    if (*fault != KEY_SOUND && !(may_be_short && *fault == KEY_SECRET_SHORT)) {
        return ERR_INVALID;
    }
    *fault = KEY_SOUND;
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)(uintptr_t)info->digest, 0),
        OSSL_PARAM_construct_end()};
    key->signature_len = info->digest_size;
    key->mac = hmac ? EVP_MAC_CTX_new(hmac) : NULL;
    EVP_MAC_free(hmac);
    bool done = key->mac &&
                EVP_MAC_init(key->mac, (const unsigned char *)secret.ptr, secret.len, params) == 1;
    return done ? OK : give_up(key, ERR_CRYPTO);
}

enum err key_from_secret(struct key *key, enum alg alg, struct span kid, struct span secret,
                         enum key_fault *fault) {
    return from_secret(key, alg, kid, secret, false, fault);
}

enum err key_from_short_secret(struct key *key, enum alg alg, struct span kid, struct span secret,
                               enum key_fault *fault) {
    return from_secret(key, alg, kid, secret, true, fault);
}

static bool prepare_digest(struct key *key, const char *name) {
    key->md = EVP_MD_fetch(NULL, name, NULL);
    key->verify = EVP_PKEY_CTX_new_from_pkey(NULL, key->pkey, NULL);
    return key->md && key->verify && EVP_DigestInit_ex2(key->digest, key->md, NULL) == 1 &&
           EVP_PKEY_verify_init(key->verify) == 1 &&
           EVP_PKEY_CTX_set_signature_md(key->verify, key->md) == 1;
}

static bool prepare_padding(struct key *key, int padding) {
    return EVP_PKEY_CTX_set_rsa_padding(key->verify, padding) == 1 &&
           (padding != RSA_PKCS1_PSS_PADDING ||
            (EVP_PKEY_CTX_set_rsa_pss_saltlen(key->verify, RSA_PSS_SALTLEN_DIGEST) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(key->verify, key->md) == 1));
}

static bool prepare_order(struct key *key, const struct alg_curve *curve) {
    BIGNUM *order = NULL;
    bool done = EVP_PKEY_get_bn_param(key->pkey, OSSL_PKEY_PARAM_EC_ORDER, &order) == 1 &&
                BN_bn2binpad(order, key->order, (int)curve->size) == (int)curve->size;
    BN_free(order);
    return done;
}

static bool prepare(struct key *key, const struct alg_curve *curve) {
    const struct alg_info *info = alg_info(key->alg);
    key->signature_len = curve ? curve->signature_size : (size_t)EVP_PKEY_get_size(key->pkey);
    key->digest = EVP_MD_CTX_new();
    if (!key->digest) {
        return false;
    }
    switch (info->family) {
    case FAMILY_RSA:
        return prepare_digest(key, info->digest) && prepare_padding(key, RSA_PKCS1_PADDING);
    case FAMILY_PSS:
        return prepare_digest(key, info->digest) && prepare_padding(key, RSA_PKCS1_PSS_PADDING);
    case FAMILY_ECDSA:
        return curve && prepare_digest(key, info->digest) && prepare_order(key, curve);
    case FAMILY_EDDSA:
        return true;
    case FAMILY_NONE:
    case FAMILY_HMAC:
        break;
    }
    return false;
}

static enum alg usual_alg(const EVP_PKEY *pkey, const struct alg_curve *curve) {
    if (curve) {
        return alg_of_curve(curve);
    }
    return EVP_PKEY_is_a(pkey, "RSA-PSS") ? ALG_PS256 : ALG_RS256;
}

enum err key_from_pkey(struct key *key, enum alg alg, struct span kid, EVP_PKEY *pkey,
                       enum key_fault *fault) {
    *key = (struct key){.kid = kid};
    const struct alg_curve *curve = pkey_curve(pkey);
    key->alg = alg == ALG_UNKNOWN ? usual_alg(pkey, curve) : alg;
    *fault = key_check_pkey(pkey);
    if (*fault != KEY_SOUND) {
        return ERR_INVALID;
    }
    if (EVP_PKEY_is_a(pkey, "EC") && !curve) {
        return refuse(fault, KEY_CURVE);
    }
    if (!pkey_is_family(pkey, alg_info(key->alg)->family) ||
        (curve && !alg_fits_curve(key->alg, curve))) {
        return refuse(fault, KEY_ALG_FIT);
    }
    if (EVP_PKEY_up_ref(pkey) != 1) {
        return ERR_CRYPTO;
    }
    key->pkey = pkey;
    return prepare(key, curve) ? OK : give_up(key, ERR_CRYPTO);
}

enum err key_from_jwk(struct key *key, enum alg wanted, const struct jwk *jwk,
                      enum key_fault *fault) {
    *key = (struct key){0};
    if (!jwk->verifies) {
        return refuse(fault, KEY_PURPOSE);
    }
    if (jwk->alg_name.ptr &&
        (jwk->alg == ALG_UNKNOWN || (wanted != ALG_UNKNOWN && wanted != jwk->alg))) {
        return refuse(fault, KEY_ALG);
    }
    enum alg alg = jwk->alg != ALG_UNKNOWN ? jwk->alg : wanted;
    if (jwk->pkey) {
        return key_from_pkey(key, alg, jwk->kid, jwk->pkey, fault);
    }
    return key_from_secret(key, alg == ALG_UNKNOWN ? ALG_HS256 : alg, jwk->kid, jwk->secret, fault);
}
