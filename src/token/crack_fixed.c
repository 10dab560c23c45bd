/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the MAC that no key changes: the message's blocks, padded and expanded (FIPS 180-4).
 */
#include "token/crack_kernel.h"
#include "token/crack_sha2.h"

#include <assert.h>

static const uint32_t k32[64] = {CRACK_SHA2_K64(CRACK_SHA2_UPPER)};
static const uint64_t k64[80] = {CRACK_SHA2_K64(CRACK_SHA2_WHOLE) CRACK_SHA2_K80(CRACK_SHA2_WHOLE)};

static uint32_t ror32(uint32_t x, unsigned n) {
    return x >> n | x << (32 - n);
}

static uint64_t ror64(uint64_t x, unsigned n) {
    return x >> n | x << (64 - n);
}

static uint32_t load32(const unsigned char *p) {
    uint32_t v;
    memcpy(&v, p, sizeof(v));
    return crack_big32(v);
}

static uint64_t load64(const unsigned char *p) {
    uint64_t v;
    memcpy(&v, p, sizeof(v));
    return crack_big64(v);
}

static void schedule32(const unsigned char *block, uint32_t *w) {
    for (size_t i = 0; i < 16; i++) {
        w[i] = load32(block + 4 * i);
    }
    for (size_t i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (ror32(a, 7) ^ ror32(a, 18) ^ a >> 3) +
               (ror32(b, 17) ^ ror32(b, 19) ^ b >> 10);
    }
    for (size_t i = 0; i < 64; i++) {
        w[i] += k32[i];
    }
}

static void schedule64(const unsigned char *block, uint64_t *w) {
    for (size_t i = 0; i < 16; i++) {
        w[i] = load64(block + 8 * i);
    }
    for (size_t i = 16; i < 80; i++) {
        uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (ror64(a, 1) ^ ror64(a, 8) ^ a >> 7) +
               (ror64(b, 19) ^ ror64(b, 61) ^ b >> 6);
    }
    for (size_t i = 0; i < 80; i++) {
        w[i] += k64[i];
    }
}

/* The message as whole blocks: a 1 bit, zeros, the length in bits, to which the key's block counts
 * (FIPS 180-4 section 5.1). */
static unsigned char *pad(struct arena *arena, struct span message, size_t block, size_t *blocks) {
    size_t length_field = block / 8;
    *blocks = (message.len + 1 + length_field + block - 1) / block;
    unsigned char *padded = arena_take(arena, *blocks * block, 1);
    if (!padded) {
        return NULL;
    }
    if (message.len) {
        memcpy(padded, message.ptr, message.len);
    }
    padded[message.len] = 0x80;
    uint64_t bits = 8 * ((uint64_t)message.len + block);
    for (size_t i = 0; i < 8; i++) {
        padded[*blocks * block - 1 - i] = (unsigned char)(bits >> (8 * i));
    }
    return padded;
}

enum err crack_fixed_init(struct arena *arena, enum crack_hash hash, struct span message,
                          struct span mac, struct crack_fixed *out) {
    const struct crack_hash_info *info = crack_hash_info(hash);
    assert(mac.len == info->mac);
    *out = (struct crack_fixed){.hash = hash};
    unsigned char *padded = pad(arena, message, info->block, &out->blocks);
    TRY_PTR(padded);
    const unsigned char *bytes = (const unsigned char *)mac.ptr;
    out->want32 = load32(bytes + CRACK_WORD * sizeof(uint32_t));
    out->want64 = load64(bytes + CRACK_WORD * sizeof(uint64_t));
    if (hash == CRACK_SHA256) {
        uint32_t *kw = arena_array(arena, uint32_t, 64 * out->blocks);
        TRY_PTR(kw);
        for (size_t i = 0; i < out->blocks; i++) {
            schedule32(padded + i * info->block, kw + 64 * i);
        }
        out->kw32 = kw;
        return OK;
    }
    uint64_t *kw = arena_array(arena, uint64_t, 80 * out->blocks);
    TRY_PTR(kw);
    for (size_t i = 0; i < out->blocks; i++) {
        schedule64(padded + i * info->block, kw + 80 * i);
    }
    out->kw64 = kw;
    return OK;
}
