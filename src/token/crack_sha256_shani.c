/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC-SHA-256 cracking with the SHA extension: two keys at a time, interleaved. */
#ifdef __x86_64__
#include "token/crack_kernel.h"
#include "token/crack_sha2.h"

#include <immintrin.h>

#define SHANI __attribute__((target("sha,ssse3,sse4.1")))
#define SHANI_INLINE static inline __attribute__((always_inline)) SHANI

_Alignas(16) static const uint32_t round_constants[64] = {CRACK_SHA2_K64(CRACK_SHA2_UPPER)};
static const uint32_t initial[8] = {CRACK_SHA2_IV512(CRACK_SHA2_UPPER)};

/* The state as the instructions want it: words a, b, e, f and c, d, g, h, each from the top. */
struct state {
    __m128i abef, cdgh;
};

struct pair {
    struct state state[2];
    __m128i w[2][4]; /* the own block, as words */
};

SHANI_INLINE struct state initial_state(void) {
    const int *h = (const int *)initial;
    return (struct state){_mm_set_epi32(h[0], h[1], h[4], h[5]),
                          _mm_set_epi32(h[2], h[3], h[6], h[7])};
}

SHANI_INLINE void four_rounds(struct state *s, __m128i kw) {
    s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, kw);
    s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, _mm_shuffle_epi32(kw, 0x0e));
}

/* Words 16 to 19 after words 0 to 15, in place of the first four. */
SHANI_INLINE void expand(__m128i *w, size_t i) {
    __m128i a = w[i & 3], b = w[(i + 1) & 3], c = w[(i + 2) & 3], d = w[(i + 3) & 3];
    __m128i t = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
    w[i & 3] = _mm_sha256msg2_epu32(t, d);
}

SHANI_INLINE void add_states(struct pair *pair, const struct state *s) {
    for (size_t i = 0; i < 2; i++) {
        pair->state[i].abef = _mm_add_epi32(pair->state[i].abef, s[i].abef);
        pair->state[i].cdgh = _mm_add_epi32(pair->state[i].cdgh, s[i].cdgh);
    }
}

SHANI static void shared_block(struct pair *pair, const uint32_t *kw) {
    struct state s[2] = {pair->state[0], pair->state[1]};
    for (size_t i = 0; i < 16; i++) {
        __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(kw + 4 * i));
        four_rounds(&s[0], four);
        four_rounds(&s[1], four);
    }
    add_states(pair, s);
}

SHANI_INLINE void own_four(struct pair *pair, struct state *s, size_t i) {
    __m128i k = _mm_load_si128((const __m128i *)(const void *)(round_constants + 4 * i));
    four_rounds(&s[0], _mm_add_epi32(pair->w[0][i & 3], k));
    four_rounds(&s[1], _mm_add_epi32(pair->w[1][i & 3], k));
}

SHANI static void own_block(struct pair *pair) {
    struct state s[2] = {pair->state[0], pair->state[1]};
    for (size_t i = 0; i < 4; i++) {
        own_four(pair, s, i);
    }
    for (size_t i = 4; i < 16; i++) {
        expand(pair->w[0], i);
        expand(pair->w[1], i);
        own_four(pair, s, i);
    }
    add_states(pair, s);
}

SHANI_INLINE void start_pass(struct pair *pair, unsigned char keys[2][64], int pad) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (size_t i = 0; i < 2; i++) {
        pair->state[i] = initial_state();
        for (size_t j = 0; j < 4; j++) {
            __m128i key = _mm_load_si128((const __m128i *)(const void *)(keys[i] + 16 * j));
            pair->w[i][j] = _mm_shuffle_epi8(_mm_xor_si128(key, _mm_set1_epi8((char)pad)), swap);
        }
    }
}

/* The inner digest as the outer pass's second block: 32 bytes, padded (96 bytes in all). */
SHANI_INLINE void digest_block(struct pair *pair, const struct state *inner) {
    for (size_t i = 0; i < 2; i++) {
        __m128i feba = _mm_shuffle_epi32(inner[i].abef, 0x1b);
        __m128i hgdc = _mm_shuffle_epi32(inner[i].cdgh, 0x1b);
        pair->w[i][0] = _mm_unpacklo_epi64(feba, hgdc);
        pair->w[i][1] = _mm_unpackhi_epi64(feba, hgdc);
        pair->w[i][2] = _mm_set_epi32(0, 0, 0, (int)0x80000000);
        pair->w[i][3] = _mm_set_epi32(96 * 8, 0, 0, 0);
    }
}

SHANI uint64_t crack_sha256_shani(const struct crack_fixed *fixed, const struct span *keys) {
    _Alignas(16) unsigned char blocks[2][64] = {{0}};
    struct pair pair;
    for (size_t i = 0; i < 2; i++) {
        if (keys[i].len) {
            memcpy(blocks[i], keys[i].ptr, keys[i].len);
        }
    }
    start_pass(&pair, blocks, 0x36);
    own_block(&pair);
    for (size_t i = 0; i < fixed->blocks; i++) {
        shared_block(&pair, fixed->kw32 + 64 * i);
    }
    const struct state inner[2] = {pair.state[0], pair.state[1]};
    start_pass(&pair, blocks, 0x5c);
    own_block(&pair);
    digest_block(&pair, inner);
    own_block(&pair);
    uint64_t hits = 0;
    for (size_t i = 0; i < 2; i++) {
        uint32_t d = (uint32_t)_mm_extract_epi32(pair.state[i].cdgh, 2);
        hits |= (uint64_t)(d == fixed->want32) << i;
    }
    return hits;
}
#else
typedef int crack_sha256_shani_is_empty_here;
#endif
