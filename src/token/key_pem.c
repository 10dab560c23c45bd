/* SPDX-License-Identifier: Apache-2.0 */
/* Reading PEM and DER through OpenSSL's decoders. */
#include "token/key_pem.h"

#include "text/base64.h"
#include "token/mutant.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

/* Instead of asking at the terminal. */
static int no_passphrase(char *out, size_t room, size_t *len, const OSSL_PARAM params[],
                         void *arg) {
    (void)out;
    (void)room;
    (void)params;
    (void)arg;
    *len = 0;
    return 0;
}

/* selection: what must be in it; without one, two numbers would be taken for parameters of DH. */
static EVP_PKEY *read_key(struct span text, int selection) {
    EVP_PKEY *pkey = NULL;
    const unsigned char *data = (const unsigned char *)text.ptr;
    size_t len = text.len;
    OSSL_DECODER_CTX *ctx =
        OSSL_DECODER_CTX_new_for_pkey(&pkey, NULL, NULL, NULL, selection, NULL, NULL);
    if (ctx && OSSL_DECODER_CTX_set_passphrase_cb(ctx, no_passphrase, NULL) == 1) {
        (void)OSSL_DECODER_from_data(ctx, &data, &len);
    }
    OSSL_DECODER_CTX_free(ctx);
    return pkey;
}

static EVP_PKEY *read_certificate(struct span text) {
    const unsigned char *der = (const unsigned char *)text.ptr;
    BIO *bio = BIO_new_mem_buf(text.ptr, (int)text.len);
    X509 *certificate = bio ? PEM_read_bio_X509(bio, NULL, NULL, (void *)"") : NULL;
    if (!certificate) {
        certificate = d2i_X509(NULL, &der, (long)text.len);
    }
    EVP_PKEY *pkey = certificate ? X509_get_pubkey(certificate) : NULL;
    X509_free(certificate);
    BIO_free(bio);
    return pkey;
}

enum err key_pem_read(struct span text, EVP_PKEY **out) {
    *out = NULL;
    if (text.len == 0 || text.len > INT_MAX) {
        return ERR_SYNTAX;
    }
    *out = read_key(text, EVP_PKEY_KEYPAIR);
    if (!*out) {
        *out = read_key(text, EVP_PKEY_PUBLIC_KEY);
    }
    if (!*out) {
        *out = read_certificate(text);
    }
    ERR_clear_error();
    return *out ? OK : ERR_SYNTAX;
}

static bool is_der(struct span text) {
    EVP_PKEY *pkey = NULL;
    bool found = text.len > 2 && text.ptr[0] == 0x30 && key_pem_read(text, &pkey) == OK;
    EVP_PKEY_free(pkey);
    return found;
}

/* The body of a PEM without its lines around it. */
static bool is_bare_base64(struct span text) {
    BUF_SCOPE packed = {0};
    if (text.len < 64 || (text.ptr[0] != 'M')) { /* 0x30, SEQUENCE */
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr(" \t\r\n", text.ptr[i])) {
            buf_byte(&packed, text.ptr[i]);
        }
    }
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span der;
    return base64_decode(&arena, BASE64_PADDED, buf_span(&packed), &der) == OK && is_der(der);
}

static bool is_ssh(struct span text) {
    static const struct span starts[] = {SPAN_INIT("ssh-"), SPAN_INIT("ecdsa-sha2-"),
                                         SPAN_INIT("sk-ssh-"), SPAN_INIT("sk-ecdsa-"),
                                         SPAN_INIT("---- BEGIN SSH2 ")};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (span_starts_nocase(text, starts[i]) && !MUTANT(secret_ssh)) {
            return true;
        }
    }
    return false;
}

static bool is_pem(struct span text) {
    if (MUTANT(secret_pem)) {
        return false;
    }
    struct span mark = SPAN("-----BEGIN ");
    return MUTANT(secret_space) ? span_starts(text, mark) : span_find(text, mark) != SIZE_MAX;
}

bool key_pem_is_key(struct span text) {
    struct span core = span_trim(text);
    return is_pem(text) || is_ssh(core) || is_der(text) || is_bare_base64(core);
}
