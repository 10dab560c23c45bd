/* SPDX-License-Identifier: Apache-2.0 */
/* Reading PEM and DER through OpenSSL's decoders, and telling what cannot be read. */
#include "token/key_pem.h"

#include "text/base64.h"
#include "token/key_pem_mend.h"
#include "token/mutant.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

/* Instead of asking at the terminal: what the caller gave. */
static int give_passphrase(char *out, size_t room, size_t *len, const OSSL_PARAM params[],
                           void *arg) {
    const struct span *passphrase = arg;
    (void)params;
    if (!passphrase->len || passphrase->len > room) {
        return 0;
    }
    memcpy(out, passphrase->ptr, passphrase->len);
    *len = passphrase->len;
    return 1;
}

/* selection: what must be in it; without one, two numbers would be taken for parameters of DH. */
static EVP_PKEY *read_key(struct span text, int selection, struct span passphrase) {
    EVP_PKEY *pkey = NULL;
    const unsigned char *data = (const unsigned char *)text.ptr;
    size_t len = text.len;
    OSSL_DECODER_CTX *ctx =
        OSSL_DECODER_CTX_new_for_pkey(&pkey, NULL, NULL, NULL, selection, NULL, NULL);
    if (ctx && OSSL_DECODER_CTX_set_passphrase_cb(ctx, give_passphrase, &passphrase) == 1) {
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

/* As it stands: PEM or DER. */
static EVP_PKEY *read_plain(struct span text, struct span passphrase) {
    if (text.len == 0 || text.len > INT_MAX) {
        return NULL;
    }
    EVP_PKEY *pkey = read_key(text, EVP_PKEY_KEYPAIR, passphrase);
    pkey = pkey ? pkey : read_key(text, EVP_PKEY_PUBLIC_KEY, passphrase);
    pkey = pkey ? pkey : read_certificate(text);
    ERR_clear_error();
    return pkey;
}

/* The bytes that bare base64 stands for, the body of a PEM without its lines around it; blank for
 * any other text. */
static struct span read_bare(struct arena *arena, struct span text) {
    struct span packed = key_pem_pack(arena, text), der = {NULL, 0};
    enum base64_form form;
    if (packed.len < 40 || packed.ptr[0] != 'M' || /* 0x30, SEQUENCE */
        base64_decode_loose(arena, packed, &der, &form) != OK) {
        return (struct span){NULL, 0};
    }
    return der;
}

static EVP_PKEY *read_mended(struct arena *arena, struct span text, struct span passphrase) {
    struct span rest = text, block, mended;
    EVP_PKEY *pkey = NULL;
    while (!pkey && key_pem_next(&rest, &block)) {
        mended = key_pem_mend(arena, block);
        pkey = read_plain(mended, passphrase);
    }
    return pkey ? pkey : read_plain(read_bare(arena, text), passphrase);
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

static bool is_pkcs12(struct span text) {
    const unsigned char *der = (const unsigned char *)text.ptr;
    PKCS12 *found = text.len < INT_MAX ? d2i_PKCS12(NULL, &der, (long)text.len) : NULL;
    PKCS12_free(found);
    ERR_clear_error();
    return found != NULL;
}

static bool is_locked(struct span text) {
    const unsigned char *der = (const unsigned char *)text.ptr;
    X509_SIG *found = text.len < INT_MAX ? d2i_X509_SIG(NULL, &der, (long)text.len) : NULL;
    X509_SIG_free(found);
    ERR_clear_error();
    return found || span_find(text, SPAN("BEGIN ENCRYPTED PRIVATE KEY")) != SIZE_MAX ||
           span_find(text, SPAN("4,ENCRYPTED")) != SIZE_MAX;
}

enum key_pem_kind key_pem_read_with(struct span text, struct span passphrase, EVP_PKEY **out) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)16 << 20);
    *out = read_plain(text, passphrase);
    *out = *out ? *out : read_mended(&arena, text, passphrase);
    if (*out) {
        return KEY_PEM_KEY;
    }
    bool ssh = is_ssh(span_trim(text)) || span_find(text, SPAN("OPENSSH PRIVATE")) != SIZE_MAX;
    return ssh               ? KEY_PEM_SSH
           : is_locked(text) ? KEY_PEM_LOCKED
           : is_pkcs12(text) ? KEY_PEM_PKCS12
                             : KEY_PEM_NOTHING;
}

enum key_fault key_pem_fault(enum key_pem_kind kind, struct span passphrase) {
    switch (kind) {
    case KEY_PEM_KEY:
        return KEY_SOUND;
    case KEY_PEM_LOCKED:
        return passphrase.len ? KEY_PASSPHRASE : KEY_LOCKED;
    case KEY_PEM_SSH:
        return KEY_SSH;
    case KEY_PEM_PKCS12:
        return KEY_PKCS12;
    case KEY_PEM_NOTHING:
        break;
    }
    return KEY_NO_KEY;
}

enum err key_pem_read(struct span text, EVP_PKEY **out) {
    struct span none = {NULL, 0};
    return key_pem_read_with(text, none, out) == KEY_PEM_KEY ? OK : ERR_SYNTAX;
}

static bool is_der(struct span text) {
    bool starts = text.len > 2 && text.ptr[0] == 0x30;
    EVP_PKEY *pkey = starts ? read_plain(text, (struct span){NULL, 0}) : NULL;
    EVP_PKEY_free(pkey);
    return pkey != NULL;
}

static bool is_bare_base64(struct span text) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)16 << 20);
    return is_der(read_bare(&arena, text));
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
