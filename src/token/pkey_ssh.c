/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys as OpenSSH writes them (RFC 4253, section 6.6; RFC 5656; RFC 8709). */
#include "token/pkey_ssh.h"

#include "text/base64.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

enum { NUMBER_BYTES = 2048 };

static void add_string(struct buf *out, struct span bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        buf_byte(out, (char)(bytes.len >> shift & 0xff));
    }
    buf_add(out, bytes);
}

/* A positive number: a zero byte before it where its first bit is set (RFC 4251, section 5). */
static enum err add_number(struct buf *out, const EVP_PKEY *pkey, const char *param) {
    BIGNUM *number = NULL;
    unsigned char bytes[NUMBER_BYTES + 1] = {0};
    if (EVP_PKEY_get_bn_param(pkey, param, &number) != 1 || BN_num_bytes(number) > NUMBER_BYTES) {
        BN_free(number);
        return ERR_CRYPTO;
    }
    size_t len = (size_t)BN_bn2bin(number, bytes + 1);
    bool high = bytes[1] & 0x80;
    BN_free(number);
    add_string(out, (struct span){(const char *)bytes + !high, len + high});
    return OK;
}

static enum err add_rsa(struct buf *out, const EVP_PKEY *pkey) {
    add_string(out, SPAN("ssh-rsa"));
    TRY(add_number(out, pkey, OSSL_PKEY_PARAM_RSA_E));
    return add_number(out, pkey, OSSL_PKEY_PARAM_RSA_N);
}

static enum err add_edwards(struct buf *out, const EVP_PKEY *pkey, struct span type) {
    unsigned char bytes[ALG_CURVE_MOST];
    size_t len = sizeof(bytes);
    if (EVP_PKEY_get_raw_public_key(pkey, bytes, &len) != 1) {
        return ERR_CRYPTO;
    }
    add_string(out, type);
    add_string(out, (struct span){(const char *)bytes, len});
    return OK;
}

static enum err add_point(struct buf *out, const EVP_PKEY *pkey, const struct alg_curve *curve,
                          struct span type, struct span name) {
    static const char *const parts[] = {OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y};
    unsigned char point[1 + 2 * ALG_CURVE_MOST] = {0x04}; /* uncompressed */
    bool done = true;
    for (size_t i = 0; i < 2; i++) {
        BIGNUM *number = NULL;
        done = done && EVP_PKEY_get_bn_param(pkey, parts[i], &number) == 1 &&
               BN_bn2binpad(number, point + 1 + i * curve->size, (int)curve->size) > 0;
        BN_free(number);
    }
    add_string(out, type);
    add_string(out, name);
    add_string(out, (struct span){(const char *)point, 1 + 2 * curve->size});
    return done ? OK : ERR_CRYPTO;
}

enum err pkey_ssh_public(struct arena *arena, const EVP_PKEY *pkey, struct span *out) {
    static const struct {
        struct span curve, type, name;
    } kinds[] = {
        {SPAN_INIT("P-256"), SPAN_INIT("ecdsa-sha2-nistp256"), SPAN_INIT("nistp256")},
        {SPAN_INIT("P-384"), SPAN_INIT("ecdsa-sha2-nistp384"), SPAN_INIT("nistp384")},
        {SPAN_INIT("P-521"), SPAN_INIT("ecdsa-sha2-nistp521"), SPAN_INIT("nistp521")},
        {SPAN_INIT("Ed25519"), SPAN_INIT("ssh-ed25519"), SPAN_INIT("")},
        {SPAN_INIT("Ed448"), SPAN_INIT("ssh-ed448"), SPAN_INIT("")},
    };
    const struct alg_curve *curve = pkey_curve(pkey);
    struct span type = SPAN("ssh-rsa");
    BUF_SCOPE blob = {0};
    if (EVP_PKEY_is_a(pkey, "RSA")) {
        TRY(add_rsa(&blob, pkey));
    }
    for (size_t i = 0; curve && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (span_equal(kinds[i].curve, curve->name)) {
            type = kinds[i].type;
            TRY(curve->edwards ? add_edwards(&blob, pkey, type)
                               : add_point(&blob, pkey, curve, type, kinds[i].name));
        }
    }
    if (!blob.len) {
        return ERR_UNSUPPORTED;
    }
    TRY(buf_status(&blob));
    struct span text = base64_encode(arena, BASE64_PADDED, buf_span(&blob));
    TRY_PTR(text.ptr);
    *out = arena_printf(arena, "%.*s %.*s", SPAN_ARG(type), SPAN_ARG(text));
    return out->ptr ? OK : ERR_MEMORY;
}
