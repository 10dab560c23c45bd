/* SPDX-License-Identifier: Apache-2.0 */
/* Self-signed certificates, through OpenSSL. */
#include "token/cert.h"

#include "text/base64.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

enum { A_DAY = 24 * 60 * 60 };

static void free_certificate(X509 **certificate) {
    X509_free(*certificate);
}

static void free_bio(BIO **bio) {
    (void)BIO_free(*bio);
}

static void free_bytes(unsigned char **bytes) {
    OPENSSL_free(*bytes);
}

#define CERT_SCOPE __attribute__((cleanup(free_certificate))) X509

static enum err make(EVP_PKEY *pkey, X509 **out) {
    CERT_SCOPE *certificate = X509_new();
    TRY_PTR(certificate);
    X509_NAME *name = X509_get_subject_name(certificate);
    bool edwards = EVP_PKEY_is_a(pkey, "ED25519") || EVP_PKEY_is_a(pkey, "ED448");
    bool done = X509_set_version(certificate, 2) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) == 1 &&
                X509_gmtime_adj(X509_getm_notBefore(certificate), -60) &&
                X509_gmtime_adj(X509_getm_notAfter(certificate), A_DAY) &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                           (const unsigned char *)"postern", -1, -1, 0) == 1 &&
                X509_set_issuer_name(certificate, name) == 1 &&
                X509_set_pubkey(certificate, pkey) == 1 &&
                X509_sign(certificate, pkey, edwards ? NULL : EVP_sha256()) > 0;
    if (!done) {
        return ERR_CRYPTO;
    }
    *out = certificate;
    certificate = NULL;
    return OK;
}

enum err cert_self_signed_pem(struct arena *arena, EVP_PKEY *pkey, struct span *out) {
    CERT_SCOPE *certificate = NULL;
    TRY(make(pkey, &certificate));
    __attribute__((cleanup(free_bio))) BIO *bio = BIO_new(BIO_s_mem());
    TRY_PTR(bio);
    char *data = NULL;
    if (PEM_write_bio_X509(bio, certificate) != 1) {
        return ERR_CRYPTO;
    }
    long len = BIO_get_mem_data(bio, &data);
    *out = arena_dup(arena, (struct span){data, len > 0 ? (size_t)len : 0});
    return out->ptr ? OK : ERR_MEMORY;
}

enum err cert_self_signed_base64(struct arena *arena, EVP_PKEY *pkey, struct span *out) {
    CERT_SCOPE *certificate = NULL;
    TRY(make(pkey, &certificate));
    __attribute__((cleanup(free_bytes))) unsigned char *der = NULL;
    int len = i2d_X509(certificate, &der);
    if (len <= 0) {
        return ERR_CRYPTO;
    }
    *out = base64_encode(arena, BASE64_PADDED, (struct span){(const char *)der, (size_t)len});
    return out->ptr ? OK : ERR_MEMORY;
}
