/* SPDX-License-Identifier: Apache-2.0 */
/* HMAC-SHA-256 cracking with the vectors that every processor of the kind has (16 bytes). */
#define LANES_KERNEL crack_sha256_portable
#define LANES_BITS 32
#define LANES_WIDTH 4
#define LANES_STREAMS 1
#define LANES_TARGET
#include "token/crack_lanes.h"
