/* SPDX-License-Identifier: Apache-2.0 */
/* RSA-OAEP and RSA-OAEP-256 (RFC 7518, section 4.3) around A256GCM (section 5.3), by OpenSSL. */
#include "token/jwe.h"

#include "text/base64.h"
#include "token/forge.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

enum { KEY_BYTES = 32, IV_BYTES = 12, TAG_BYTES = 16, WRAPPED_MOST = 1024 };

struct sealed {
    unsigned char key[KEY_BYTES], iv[IV_BYTES], tag[TAG_BYTES];
    unsigned char wrapped[WRAPPED_MOST];
    size_t wrapped_n;
    struct span text; /* encrypted */
};

static void free_key_context(EVP_PKEY_CTX **context) {
    EVP_PKEY_CTX_free(*context);
}

static void free_cipher_context(EVP_CIPHER_CTX **context) {
    EVP_CIPHER_CTX_free(*context);
}

static enum err wrap(const struct jwe_to *to, struct sealed *sealed) {
    const EVP_MD *hash = to->sha1 ? EVP_sha1() : EVP_sha256();
    __attribute__((cleanup(free_key_context))) EVP_PKEY_CTX *context =
        EVP_PKEY_CTX_new_from_pkey(NULL, to->pkey, NULL);
    sealed->wrapped_n = sizeof(sealed->wrapped);
    bool done = context && EVP_PKEY_encrypt_init(context) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_oaep_md(context, hash) == 1 &&
                EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
                EVP_PKEY_encrypt(context, sealed->wrapped, &sealed->wrapped_n, sealed->key,
                                 sizeof(sealed->key)) == 1;
    return done ? OK : ERR_CRYPTO;
}

/* header64: what is authenticated beside the text. */
static enum err seal(struct arena *arena, struct span header64, struct span text,
                     struct sealed *sealed) {
    __attribute__((cleanup(free_cipher_context))) EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    unsigned char *out = arena_array(arena, unsigned char, text.len + TAG_BYTES);
    int n = 0, last = 0;
    TRY_PTR(context);
    TRY_PTR(out);
    bool done =
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, sealed->key, sealed->iv) == 1 &&
        EVP_EncryptUpdate(context, NULL, &n, (const unsigned char *)header64.ptr,
                          (int)header64.len) == 1 &&
        EVP_EncryptUpdate(context, out, &n, (const unsigned char *)text.ptr, (int)text.len) == 1 &&
        EVP_EncryptFinal_ex(context, out + n, &last) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, sealed->tag) == 1;
    sealed->text = (struct span){(const char *)out, (size_t)(n + last)};
    return done ? OK : ERR_CRYPTO;
}

static struct span header_of(struct arena *arena, const struct jwe_to *to, struct span cty) {
    struct span name = forge_string(arena, to->kid), type = forge_string(arena, cty);
    return arena_printf(arena, "{\"alg\":\"%s\",\"enc\":\"A256GCM\"%s%.*s%s%.*s}",
                        to->sha1 ? "RSA-OAEP" : "RSA-OAEP-256", to->kid.len ? ",\"kid\":" : "",
                        to->kid.len ? (int)name.len : 0, name.ptr, cty.len ? ",\"cty\":" : "",
                        cty.len ? (int)type.len : 0, type.ptr);
}

static struct span encoded(struct arena *arena, const void *bytes, size_t n) {
    static const enum base64_form plain = BASE64_URL;
    return base64_encode(arena, plain, (struct span){bytes, n});
}

enum err jwe_encrypt(struct arena *arena, const struct jwe_to *to, struct span cty,
                     struct span text, struct span *out) {
    struct sealed sealed;
    if (!EVP_PKEY_is_a(to->pkey, "RSA") || EVP_PKEY_get_size(to->pkey) > WRAPPED_MOST) {
        return ERR_UNSUPPORTED;
    }
    if (RAND_bytes(sealed.key, sizeof(sealed.key)) != 1 ||
        RAND_bytes(sealed.iv, sizeof(sealed.iv)) != 1) {
        return ERR_CRYPTO;
    }
    struct span header = header_of(arena, to, cty);
    TRY_PTR(header.ptr);
    struct span header64 = encoded(arena, header.ptr, header.len);
    TRY_PTR(header64.ptr);
    TRY(wrap(to, &sealed));
    TRY(seal(arena, header64, text, &sealed));
    struct span key64 = encoded(arena, sealed.wrapped, sealed.wrapped_n);
    struct span iv64 = encoded(arena, sealed.iv, sizeof(sealed.iv));
    struct span text64 = encoded(arena, sealed.text.ptr, sealed.text.len);
    struct span tag64 = encoded(arena, sealed.tag, sizeof(sealed.tag));
    *out = arena_printf(arena, "%.*s.%.*s.%.*s.%.*s.%.*s", SPAN_ARG(header64), SPAN_ARG(key64),
                        SPAN_ARG(iv64), SPAN_ARG(text64), SPAN_ARG(tag64));
    return out->ptr ? OK : ERR_MEMORY;
}
