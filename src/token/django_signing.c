/* SPDX-License-Identifier: Apache-2.0 */
/* HMACs under keys that are hashes of salt and secret. */
#include "token/django_signing.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/base64.h"
#include "token/inflate.h"

#include <openssl/crypto.h>

enum { MAC_TEXT = 43, CSRF_SECRET = 32, CSRF_MASKED = 64 };

static enum err salted(struct span salt, struct span secret, struct span value,
                       unsigned char mac[DIGEST_KEY]) {
    unsigned char key[DIGEST_KEY];
    BUF_SCOPE text = {0};
    buf_add(&text, salt);
    buf_add(&text, secret);
    TRY(buf_status(&text));
    TRY(digest_bytes(buf_span(&text), key));
    return digest_keyed(key, value, mac);
}

/* What stands before the last separator; the rest behind it. */
static bool cut_last(struct span text, struct span *before, struct span *after) {
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != ':') {
        at--;
    }
    if (at == 0) {
        return false;
    }
    *before = span_slice(text, 0, at - 1);
    *after = span_from_index(text, at);
    return true;
}

static enum err is_signed(struct span value, struct span signature, struct span salt,
                          const struct django_secrets *secrets, bool *sound) {
    unsigned char mac[DIGEST_KEY], given[64];
    size_t len = 0;
    *sound = false;
    if (signature.len != MAC_TEXT || base64_room(signature.len) > sizeof(given) ||
        base64_read(BASE64_URL, signature, given, &len) != OK || len != DIGEST_KEY) {
        return OK;
    }
    for (size_t i = 0; i < secrets->n && !*sound; i++) {
        TRY(salted(salt, secrets->at[i], value, mac));
        *sound = CRYPTO_memcmp(mac, given, DIGEST_KEY) == 0 || MUTANT(any_session);
    }
    return OK;
}

static enum err unpack(struct arena *arena, struct span text, struct span *payload, bool *sound) {
    bool packed = span_starts(text, SPAN("."));
    struct span data;
    enum err err =
        base64_decode(arena, BASE64_URL, packed ? span_from_index(text, 1) : text, &data);
    *payload = data;
    if (err == OK && packed) {
        err = inflate_read(arena, data, DJANGO_SIGNING_BYTES, payload);
    }
    *sound = err == OK;
    return err == ERR_SYNTAX || err == ERR_LIMIT ? OK : err;
}

enum err django_signing_read(struct arena *arena, struct span text, struct span salt,
                             const struct django_secrets *secrets, struct span *payload,
                             bool *sound) {
    struct span value, signature, packed, time;
    *sound = false;
    if (text.len > DJANGO_SIGNING_BYTES || !cut_last(text, &value, &signature) ||
        !cut_last(value, &packed, &time)) {
        return OK;
    }
    struct span whole = arena_join(arena, salt, SPAN("signer"));
    TRY_PTR(whole.ptr);
    TRY(is_signed(value, signature, whole, secrets, sound));
    return *sound ? unpack(arena, packed, payload, sound) : OK;
}

enum err django_signing_fits(struct span salt, struct span value,
                             const struct django_secrets *secrets, struct span hex, bool *fits) {
    static const char digits[] = "0123456789abcdef";
    unsigned char mac[DIGEST_KEY];
    char text[DIGEST_HEX];
    *fits = false;
    for (size_t i = 0; i < secrets->n && hex.len == DIGEST_HEX && !*fits; i++) {
        TRY(salted(salt, secrets->at[i], value, mac));
        for (size_t k = 0; k < DIGEST_KEY; k++) {
            text[k * 2] = digits[mac[k] >> 4];
            text[k * 2 + 1] = digits[mac[k] & 15];
        }
        *fits = CRYPTO_memcmp(text, hex.ptr, DIGEST_HEX) == 0;
    }
    return OK;
}

/* Its place among Django's letters; -1: none of them. */
static int place_of(char c) {
    return c >= 'a' && c <= 'z'   ? c - 'a'
           : c >= 'A' && c <= 'Z' ? c - 'A' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
                                  : -1;
}

/* The secret in places; false when it is none. */
static bool unmask(struct span text, int secret[CSRF_SECRET]) {
    bool masked = text.len == CSRF_MASKED, sound = masked || text.len == CSRF_SECRET;
    for (size_t i = 0; sound && i < CSRF_SECRET; i++) {
        int mask = masked ? place_of(text.ptr[i]) : 0;
        int place = place_of(text.ptr[masked ? i + CSRF_SECRET : i]);
        sound = mask >= 0 && place >= 0;
        secret[i] = (place - mask + 62) % 62;
    }
    return sound;
}

bool django_csrf_same(struct span token, struct span cookie) {
    int a[CSRF_SECRET], b[CSRF_SECRET];
    return unmask(token, a) && unmask(cookie, b) && CRYPTO_memcmp(a, b, sizeof(a)) == 0;
}
