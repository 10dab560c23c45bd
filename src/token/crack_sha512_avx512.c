/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC-SHA-512 cracking with AVX-512: 8 keys in a vector, rotations and three-way logic in one
 * instruction each. */
#ifdef __x86_64__
#include <immintrin.h>

/* The last operand is the truth table of the function, first argument highest. */
#define LANES_LOGIC(x, y, z, table) \
    ((vec)_mm512_ternarylogic_epi64((__m512i)(x), (__m512i)(y), (__m512i)(z), (table)))
#define LANES_XOR3(x, y, z) LANES_LOGIC(x, y, z, 0x96)
#define LANES_CH(x, y, z) LANES_LOGIC(x, y, z, 0xca)
#define LANES_MAJ(x, y, z) LANES_LOGIC(x, y, z, 0xe8)

#define LANES_KERNEL crack_sha512_avx512
#define LANES_BITS 64
#define LANES_WIDTH 8
#define LANES_STREAMS 2
#define LANES_TARGET __attribute__((target("avx512f,avx512bw,avx512vl")))
#include "token/crack_lanes.h"
#else
typedef int crack_sha512_avx512_is_empty_here;
#endif
