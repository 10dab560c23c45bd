/* SPDX-License-Identifier: Apache-2.0 */
/* The multi-buffer HMAC, written once: each vector lane computes under its own key. A kernel's file
 * says which hash and which vectors, then includes this one; so there is no include guard.
 *
 *   LANES_KERNEL    the function to define, a crack_kernel_fn
 *   LANES_BITS      32 (SHA-256) or 64 (SHA-384 and SHA-512)
 *   LANES_WIDTH     keys in a vector
 *   LANES_STREAMS   vectors side by side, to hide latency: 1 or 2
 *   LANES_TARGET    the attribute that allows the instructions
 *   LANES_XOR3, LANES_CH, LANES_MAJ   optional, where one instruction does it
 */
#include "token/crack_kernel.h"
#include "token/crack_sha2.h"

#if LANES_BITS == 32
#define LANES_ROUNDS 64
#define LANES_LONG_SIGMA0(x) LANES_XOR3(ror(x, 2), ror(x, 13), ror(x, 22))
#define LANES_LONG_SIGMA1(x) LANES_XOR3(ror(x, 6), ror(x, 11), ror(x, 25))
#define LANES_SIGMA0(x) LANES_XOR3(ror(x, 7), ror(x, 18), (x) >> 3)
#define LANES_SIGMA1(x) LANES_XOR3(ror(x, 17), ror(x, 19), (x) >> 10)
typedef uint32_t word;
static const word round_constants[64] = {CRACK_SHA2_K64(CRACK_SHA2_UPPER)};
static const word initial[1][8] = {{CRACK_SHA2_IV512(CRACK_SHA2_UPPER)}};
#else
#define LANES_ROUNDS 80
#define LANES_LONG_SIGMA0(x) LANES_XOR3(ror(x, 28), ror(x, 34), ror(x, 39))
#define LANES_LONG_SIGMA1(x) LANES_XOR3(ror(x, 14), ror(x, 18), ror(x, 41))
#define LANES_SIGMA0(x) LANES_XOR3(ror(x, 1), ror(x, 8), (x) >> 7)
#define LANES_SIGMA1(x) LANES_XOR3(ror(x, 19), ror(x, 61), (x) >> 6)
typedef uint64_t word;
static const word round_constants[80] = {CRACK_SHA2_K64(CRACK_SHA2_WHOLE)
                                             CRACK_SHA2_K80(CRACK_SHA2_WHOLE)};
static const word initial[2][8] = {{CRACK_SHA2_IV384(CRACK_SHA2_WHOLE)},
                                   {CRACK_SHA2_IV512(CRACK_SHA2_WHOLE)}};
#endif

#ifndef LANES_XOR3
#define LANES_XOR3(x, y, z) ((x) ^ (y) ^ (z))
#define LANES_CH(x, y, z) ((((y) ^ (z)) & (x)) ^ (z))
#define LANES_MAJ(x, y, z) ((((x) | (y)) & (z)) | ((x) & (y)))
#endif

#define LANES_INLINE static inline __attribute__((always_inline)) LANES_TARGET
#define LANES_TWELVE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define LANES_THIRTEEN(X) LANES_TWELVE(X) X(12)
#define LANES_SIXTEEN(X) LANES_THIRTEEN(X) X(13) X(14) X(15)

typedef word vec __attribute__((vector_size(sizeof(word) * LANES_WIDTH)));

struct lanes {
    vec state[LANES_STREAMS][8];
    vec w[LANES_STREAMS][16];
};

LANES_INLINE vec ror(vec x, unsigned n) {
    return (x >> n) | (x << (LANES_BITS - n));
}

/* Round i of 16. The eight variables stay where they are; it is their names that move on. */
LANES_INLINE void one_round(vec *s, unsigned i, vec kw) {
    vec a = s[(0 - i) & 7], b = s[(1 - i) & 7], c = s[(2 - i) & 7], d = s[(3 - i) & 7];
    vec e = s[(4 - i) & 7], f = s[(5 - i) & 7], g = s[(6 - i) & 7], h = s[(7 - i) & 7];
    vec t = (h + kw) + LANES_CH(e, f, g) + LANES_LONG_SIGMA1(e);
    s[(3 - i) & 7] = d + t;
    s[(7 - i) & 7] = t + LANES_MAJ(a, b, c) + LANES_LONG_SIGMA0(a);
}

/* FIPS 180-4 section 6.2.2 step 1, sixteen words at a time in place. */
LANES_INLINE void expand(vec *w, unsigned i) {
    w[i] += LANES_SIGMA1(w[(i + 14) & 15]) + w[(i + 9) & 15] + LANES_SIGMA0(w[(i + 1) & 15]);
}

LANES_INLINE void load_states(vec s[LANES_STREAMS][8], const struct lanes *lanes) {
    for (unsigned i = 0; i < 8; i++) {
        s[0][i] = lanes->state[0][i];
        s[LANES_STREAMS - 1][i] = lanes->state[LANES_STREAMS - 1][i];
    }
}

LANES_INLINE void add_states(struct lanes *lanes, vec s[LANES_STREAMS][8]) {
    for (unsigned i = 0; i < 8; i++) {
        lanes->state[0][i] += s[0][i];
        if (LANES_STREAMS > 1) {
            lanes->state[LANES_STREAMS - 1][i] += s[LANES_STREAMS - 1][i];
        }
    }
}

#define LANES_BOTH(call_first, call_last) \
    do {                                  \
        call_first;                       \
        if (LANES_STREAMS > 1) {          \
            call_last;                    \
        }                                 \
    } while (0);
#define LANES_LAST (LANES_STREAMS - 1)
#define LANES_SHARED(i) \
    LANES_BOTH(one_round(s[0], i, zero + kw[i]), one_round(s[LANES_LAST], i, zero + kw[i]))
#define LANES_FIRST(i)                             \
    LANES_BOTH(one_round(s[0], i, w[0][i] + k[i]), \
               one_round(s[LANES_LAST], i, w[LANES_LAST][i] + k[i]))
#define LANES_LATER(i)                                    \
    LANES_BOTH(expand(w[0], i), expand(w[LANES_LAST], i)) \
    LANES_FIRST(i)

/* A block of the message: the same for all lanes, expanded beforehand. */
LANES_TARGET static void shared_block(struct lanes *lanes, const word *kw) {
    const vec zero = {0};
    vec s[LANES_STREAMS][8];
    load_states(s, lanes);
    for (unsigned t = 0; t < LANES_ROUNDS; t += 16, kw += 16) {
        LANES_SIXTEEN(LANES_SHARED)
    }
    add_states(lanes, s);
}

/* A block of each lane's own, in lanes->w, which is spent. Not whole: leaves out the last three
 * rounds, and only CRACK_WORD of the state is right. */
LANES_TARGET static void own_block(struct lanes *lanes, bool whole) {
    const word *k = round_constants;
    vec s[LANES_STREAMS][8], w[LANES_STREAMS][16];
    load_states(s, lanes);
    memcpy(w, lanes->w, sizeof(w));
    LANES_SIXTEEN(LANES_FIRST)
    for (k += 16; k < round_constants + LANES_ROUNDS - 16; k += 16) {
        LANES_SIXTEEN(LANES_LATER)
    }
    LANES_THIRTEEN(LANES_LATER)
    if (whole) {
        LANES_LATER(13) LANES_LATER(14) LANES_LATER(15)
    }
    add_states(lanes, s);
}

/* Big-endian words of a key, padded with zeros, into one lane of the transposed block. */
static inline void load_key(word block[16][LANES_WIDTH], unsigned lane, struct span key) {
    const unsigned char *p = (const unsigned char *)key.ptr;
    size_t words = key.len / sizeof(word), rest = key.len % sizeof(word);
    for (size_t i = 0; i < words; i++, p += sizeof(word)) {
        word v;
        memcpy(&v, p, sizeof(v));
        block[i][lane] = LANES_BITS == 32 ? crack_big32((uint32_t)v) : (word)crack_big64(v);
    }
    if (rest) {
        word v = 0;
        for (size_t i = 0; i < rest; i++) {
            v |= (word)p[i] << (LANES_BITS - 8 - 8 * i);
        }
        block[words][lane] = v;
    }
}

/* State and block with which an HMAC pass starts: the key under its pad byte (RFC 2104). */
LANES_INLINE void start_pass(struct lanes *lanes, word (*keys)[16][LANES_WIDTH], const word *iv,
                             word pad) {
    const vec zero = {0};
    for (unsigned s = 0; s < LANES_STREAMS; s++) {
        for (unsigned i = 0; i < 16; i++) {
            vec key;
            memcpy(&key, keys[s][i], sizeof(key));
            lanes->w[s][i] = key ^ pad;
        }
        for (unsigned i = 0; i < 8; i++) {
            lanes->state[s][i] = zero + iv[i];
        }
    }
}

/* The inner digest as the outer pass's second block, padded. words: of the digest. */
LANES_INLINE void digest_block(struct lanes *lanes, const vec inner[LANES_STREAMS][8],
                               unsigned words) {
    const vec zero = {0};
    for (unsigned s = 0; s < LANES_STREAMS; s++) {
        for (unsigned i = 0; i < 16; i++) {
            lanes->w[s][i] = i < words ? inner[s][i & 7] : zero;
        }
        lanes->w[s][words] = zero + ((word)1 << (LANES_BITS - 1));
        lanes->w[s][15] = zero + (word)(16 + words) * LANES_BITS;
    }
}

LANES_TARGET uint64_t LANES_KERNEL(const struct crack_fixed *fixed, const struct span *keys) {
    _Alignas(64) word blocks[LANES_STREAMS][16][LANES_WIDTH];
    vec inner[LANES_STREAMS][8];
    struct lanes lanes;
    const word pad = (word)-1 / 255;
#if LANES_BITS == 32
    const word *iv = initial[0], *kw = fixed->kw32, want = fixed->want32;
    const unsigned words = 8;
#else
    const word *iv = initial[fixed->hash == CRACK_SHA512], *kw = fixed->kw64, want = fixed->want64;
    const unsigned words = fixed->hash == CRACK_SHA512 ? 8 : 6;
#endif
    memset(blocks, 0, sizeof(blocks));
    for (unsigned i = 0; i < LANES_STREAMS * LANES_WIDTH; i++) {
        load_key(blocks[i / LANES_WIDTH], i % LANES_WIDTH, keys[i]);
    }
    start_pass(&lanes, blocks, iv, 0x36 * pad);
    own_block(&lanes, true);
    for (size_t i = 0; i < fixed->blocks; i++) {
        shared_block(&lanes, kw + i * LANES_ROUNDS);
    }
    memcpy(inner, lanes.state, sizeof(inner));
    start_pass(&lanes, blocks, iv, 0x5c * pad);
    own_block(&lanes, true);
    digest_block(&lanes, (const vec(*)[8])inner, words);
    own_block(&lanes, false);
    uint64_t hits = 0;
    for (unsigned i = 0; i < LANES_STREAMS * LANES_WIDTH; i++) {
        hits |= (uint64_t)(lanes.state[i / LANES_WIDTH][CRACK_WORD][i % LANES_WIDTH] == want) << i;
    }
    return hits;
}
