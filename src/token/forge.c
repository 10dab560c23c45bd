/* SPDX-License-Identifier: Apache-2.0 */
/* Forging: base64url, a dot, base64url, a dot, and whatever signs. */
#include "token/forge.h"

#include "text/json.h"

#include <inttypes.h>
#include <openssl/err.h>
#include <openssl/evp.h>

static enum err sign_hmac(struct arena *arena, const struct forge_signer *signer, struct span input,
                          struct span *out) {
    const struct alg_info *info = alg_info(signer->alg);
    unsigned char *mac = arena_take(arena, EVP_MAX_MD_SIZE, 1);
    TRY_PTR(mac);
    const char *secret = signer->secret.ptr ? signer->secret.ptr : "";
    if (!EVP_Q_mac(NULL, "HMAC", NULL, info->digest, NULL, secret, signer->secret.len,
                   (const unsigned char *)input.ptr, input.len, mac, EVP_MAX_MD_SIZE, NULL)) {
        ERR_clear_error();
        return ERR_CRYPTO;
    }
    *out = (struct span){(const char *)mac, info->digest_size};
    return OK;
}

enum err forge_signature(struct arena *arena, const struct forge_signer *signer,
                         struct span signing_input, struct span *out) {
    if (signer->alg == ALG_UNKNOWN) {
        *out = signer->signature;
        return OK;
    }
    if (alg_info(signer->alg)->family == FAMILY_HMAC) {
        return sign_hmac(arena, signer, signing_input, out);
    }
    return signer->pkey ? pkey_sign(arena, signer->alg, signer->pkey, signing_input, out)
                        : ERR_INVALID;
}

enum err forge_segments(struct arena *arena, struct span header64, struct span payload64,
                        const struct forge_signer *signer, struct span *out) {
    struct span signature;
    BUF_SCOPE buf = {0};
    buf_add(&buf, header64);
    buf_byte(&buf, '.');
    buf_add(&buf, payload64);
    TRY(buf_status(&buf));
    TRY(forge_signature(arena, signer, buf_span(&buf), &signature));
    buf_byte(&buf, '.');
    base64_write(&buf, signer->form, signature);
    TRY(buf_status(&buf));
    *out = arena_dup(arena, buf_span(&buf));
    return out->ptr ? OK : ERR_MEMORY;
}

enum err forge_token(struct arena *arena, struct span header, struct span payload,
                     const struct forge_signer *signer, struct span *out) {
    struct span header64 = base64_encode(arena, signer->form, header);
    struct span payload64 = base64_encode(arena, signer->form, payload);
    TRY_PTR(header64.ptr);
    TRY_PTR(payload64.ptr);
    return forge_segments(arena, header64, payload64, signer, out);
}

struct span forge_header(struct arena *arena, struct span alg_name) {
    struct span alg = forge_string(arena, alg_name);
    return alg.ptr ? arena_printf(arena, "{\"alg\":%.*s,\"typ\":\"JWT\"}", SPAN_ARG(alg)) : alg;
}

struct span forge_string(struct arena *arena, struct span text) {
    BUF_SCOPE buf = {0};
    json_quote(&buf, text);
    return buf_status(&buf) == OK ? arena_dup(arena, buf_span(&buf)) : (struct span){NULL, 0};
}

struct span forge_number(struct arena *arena, int64_t value) {
    return arena_printf(arena, "%" PRId64, value);
}
