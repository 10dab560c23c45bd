/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC-SHA-256 cracking with AVX2, 8 keys in a vector. */
#ifdef __x86_64__
#define LANES_KERNEL crack_sha256_avx2
#define LANES_BITS 32
#define LANES_WIDTH 8
#define LANES_STREAMS 1
#define LANES_TARGET __attribute__((target("avx2")))
#include "token/crack_lanes.h"
#else
typedef int crack_sha256_avx2_is_empty_here;
#endif
