/* SPDX-License-Identifier: Apache-2.0 */
/* Keys written down: PEM, DER, JWK. */
#include "token/pkey.h"

#include "text/base64.h"
#include "text/json.h"
#include "token/pkey_ssh.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>

const char *pkey_form_words(enum pkey_form form) {
#define PKEY_FORM_WORDS(code, words) words,
    static const char *const texts[] = {PKEY_FORM_LIST(PKEY_FORM_WORDS)};
#undef PKEY_FORM_WORDS
    return (unsigned)form < PKEY_FORM_COUNT ? texts[form] : "";
}

static enum err encode(struct arena *arena, const EVP_PKEY *pkey, int selection, const char *type,
                       const char *structure, struct span *out) {
    unsigned char *data = NULL;
    size_t len = 0;
    OSSL_ENCODER_CTX *ctx = OSSL_ENCODER_CTX_new_for_pkey(pkey, selection, type, structure, NULL);
    bool done = ctx && OSSL_ENCODER_CTX_get_num_encoders(ctx) > 0 &&
                OSSL_ENCODER_to_data(ctx, &data, &len) == 1;
    OSSL_ENCODER_CTX_free(ctx);
    ERR_clear_error();
    if (!done) {
        return ERR_CRYPTO;
    }
    *out = arena_dup(arena, (struct span){(const char *)data, len});
    OPENSSL_clear_free(data, len);
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err encode_public(struct arena *arena, const EVP_PKEY *pkey, const char *type,
                              bool pkcs1, struct span *out) {
    if (pkcs1 && !EVP_PKEY_is_a(pkey, "RSA")) {
        return ERR_UNSUPPORTED;
    }
    return encode(arena, pkey, EVP_PKEY_PUBLIC_KEY, type,
                  pkcs1 ? "type-specific" : "SubjectPublicKeyInfo", out);
}

enum err pkey_private_pem(struct arena *arena, const EVP_PKEY *pkey, struct span *out) {
    return encode(arena, pkey, EVP_PKEY_KEYPAIR, "PEM", "PrivateKeyInfo", out);
}

static enum err with_crlf(struct arena *arena, struct span text, struct span *out) {
    BUF_SCOPE buf = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            buf_byte(&buf, '\r');
        }
        buf_byte(&buf, text.ptr[i]);
    }
    TRY(buf_status(&buf));
    *out = arena_dup(arena, buf_span(&buf));
    return out->ptr ? OK : ERR_MEMORY;
}

/* A member whose value is the base64url of a number, of size bytes (0: as few as it needs). */
static enum err add_number(struct json_writer *w, const EVP_PKEY *pkey, const char *member,
                           const char *param, size_t size) {
    BIGNUM *number = NULL;
    unsigned char bytes[2048];
    if (EVP_PKEY_get_bn_param(pkey, param, &number) != 1) {
        return ERR_CRYPTO;
    }
    size_t len = size ? size : (size_t)BN_num_bytes(number);
    bool done = len <= sizeof(bytes) && BN_bn2binpad(number, bytes, (int)len) == (int)len;
    BN_free(number);
    if (!done) {
        return ERR_CRYPTO;
    }
    BUF_SCOPE text = {0};
    base64_write(&text, BASE64_URL, (struct span){(const char *)bytes, len});
    json_key(w, member);
    json_string(w, buf_span(&text));
    return buf_status(&text);
}

static enum err add_raw(struct json_writer *w, const EVP_PKEY *pkey) {
    unsigned char bytes[ALG_CURVE_MOST];
    size_t len = sizeof(bytes);
    if (EVP_PKEY_get_raw_public_key(pkey, bytes, &len) != 1) {
        return ERR_CRYPTO;
    }
    BUF_SCOPE text = {0};
    base64_write(&text, BASE64_URL, (struct span){(const char *)bytes, len});
    json_key(w, "x");
    json_string(w, buf_span(&text));
    return buf_status(&text);
}

/* The required members in lexicographic order (RFC 7638, section 3.2). */
static enum err add_members(struct json_writer *w, const EVP_PKEY *pkey) {
    const struct alg_curve *curve = pkey_curve(pkey);
    if (EVP_PKEY_is_a(pkey, "RSA")) {
        TRY(add_number(w, pkey, "e", OSSL_PKEY_PARAM_RSA_E, 0));
        json_key(w, "kty");
        json_text(w, "RSA");
        return add_number(w, pkey, "n", OSSL_PKEY_PARAM_RSA_N, 0);
    }
    if (!curve) {
        return ERR_UNSUPPORTED;
    }
    json_key(w, "crv");
    json_string(w, curve->name);
    json_key(w, "kty");
    json_text(w, curve->edwards ? "OKP" : "EC");
    if (curve->edwards) {
        return add_raw(w, pkey);
    }
    TRY(add_number(w, pkey, "x", OSSL_PKEY_PARAM_EC_PUB_X, curve->size));
    return add_number(w, pkey, "y", OSSL_PKEY_PARAM_EC_PUB_Y, curve->size);
}

static void add_text(struct json_writer *w, const char *key, struct span value) {
    if (value.len) {
        json_key(w, key);
        json_string(w, value);
    }
}

enum err pkey_jwk(struct arena *arena, const EVP_PKEY *pkey, struct span kid, struct span alg,
                  struct span *out) {
    BUF_SCOPE buf = {0};
    struct json_writer w = {.out = &buf};
    json_begin_object(&w);
    add_text(&w, "kid", kid);
    add_text(&w, "alg", alg);
    if (kid.len || alg.len) {
        add_text(&w, "use", SPAN("sig"));
    }
    TRY(add_members(&w, pkey));
    json_end_object(&w);
    TRY(buf_status(&buf));
    *out = arena_dup(arena, buf_span(&buf));
    return out->ptr ? OK : ERR_MEMORY;
}

struct span pkey_jwks(struct arena *arena, struct span jwk) {
    return arena_printf(arena, "{\"keys\":[%.*s]}", SPAN_ARG(jwk));
}

enum err pkey_public(struct arena *arena, const EVP_PKEY *pkey, enum pkey_form form,
                     struct span *out) {
    switch (form) {
    case PKEY_SPKI_PEM:
        return encode_public(arena, pkey, "PEM", false, out);
    case PKEY_SPKI_PEM_BARE:
    case PKEY_PKCS1_PEM_BARE:
        TRY(encode_public(arena, pkey, "PEM", form == PKEY_PKCS1_PEM_BARE, out));
        *out = span_trim(*out);
        return OK;
    case PKEY_PKCS1_PEM:
        return encode_public(arena, pkey, "PEM", true, out);
    case PKEY_SPKI_PEM_CRLF:
        TRY(encode_public(arena, pkey, "PEM", false, out));
        return with_crlf(arena, *out, out);
    case PKEY_SPKI_BASE64:
        TRY(encode_public(arena, pkey, "DER", false, out));
        *out = base64_encode(arena, BASE64_PADDED, *out);
        return out->ptr ? OK : ERR_MEMORY;
    case PKEY_SPKI_DER:
        return encode_public(arena, pkey, "DER", false, out);
    case PKEY_PKCS1_DER:
        return encode_public(arena, pkey, "DER", true, out);
    case PKEY_JWK:
        return pkey_jwk(arena, pkey, SPAN(""), SPAN(""), out);
    case PKEY_SSH:
        return pkey_ssh_public(arena, pkey, out);
    case PKEY_FORM_COUNT:
        break;
    }
    return ERR_UNSUPPORTED;
}
