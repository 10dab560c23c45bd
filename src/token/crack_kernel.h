/* SPDX-License-Identifier: Apache-2.0 */
/* Kernels: HMAC-SHA-2 of one message under many keys at once, for cracking and nothing else. */
#ifndef POSTERN_TOKEN_CRACK_KERNEL_H
#define POSTERN_TOKEN_CRACK_KERNEL_H

#include "base/arena.h"
#include "base/err.h"

/* Code, JOSE name (RFC 7518 section 3.2), OpenSSL's name of the hash, bytes of the MAC, of a block.
 */
#define CRACK_HASH_LIST(X)                        \
    X(CRACK_SHA256, "HS256", "SHA2-256", 32, 64)  \
    X(CRACK_SHA384, "HS384", "SHA2-384", 48, 128) \
    X(CRACK_SHA512, "HS512", "SHA2-512", 64, 128)

#define CRACK_HASH_ENUM(code, jose, name, mac, block) code,
enum crack_hash { CRACK_HASH_LIST(CRACK_HASH_ENUM) };
#undef CRACK_HASH_ENUM

struct crack_hash_info {
    const char *jose, *name;
    size_t mac, block; /* bytes */
};

/* Static. */
const struct crack_hash_info *crack_hash_info(enum crack_hash hash);

/* Most keys that a kernel takes in one call. */
enum { CRACK_LANES_MOST = 64 };

/* The word of the MAC that kernels compare. It is the last that SHA-2 computes three rounds before
 * its end (the fourth is the first, three rounds old), and SHA-384 keeps it. */
enum { CRACK_WORD = 3 };

/* What is the same for all keys, computed once: the message, padded, its schedule expanded and the
 * round constants added. Belongs to an arena. */
struct crack_fixed {
    enum crack_hash hash;
    size_t blocks;        /* after the key's block */
    const uint32_t *kw32; /* SHA-256: blocks times 64 */
    const uint64_t *kw64; /* SHA-384 and SHA-512: blocks times 80 */
    uint32_t want32;      /* CRACK_WORD of the MAC */
    uint64_t want64;
};

/* message: what was signed. mac: as long as the hash says (assert). Errors: ERR_MEMORY. */
NODISCARD enum err crack_fixed_init(struct arena *arena, enum crack_hash hash, struct span message,
                                    struct span mac, struct crack_fixed *out);

/* Computes CRACK_WORD of the MAC under each of the kernel's number of keys. No key is longer than a
 * block. Returns a bit for each key whose word is the wanted one, key 0 lowest: a hit to verify. */
typedef uint64_t crack_kernel_fn(const struct crack_fixed *fixed, const struct span *keys);

struct crack_kernel {
    const char *name;     /* "avx512" */
    unsigned bits;        /* of a word: 32 for SHA-256, 64 for SHA-384 and SHA-512 */
    unsigned lanes;       /* keys a call, at most CRACK_LANES_MOST */
    bool (*usable)(void); /* on this processor */
    crack_kernel_fn *run;
};

/* All kernels built in; of each size of word the fastest first and the portable one last. */
const struct crack_kernel *crack_kernels(size_t *count);

/* True when the kernel computes that hash and runs on this processor. */
bool crack_kernel_fits(const struct crack_kernel *kernel, enum crack_hash hash);

/* The fastest that fits. Never NULL. */
const struct crack_kernel *crack_kernel_choose(enum crack_hash hash);

/* The one of that name, or NULL when none of that name fits. */
const struct crack_kernel *crack_kernel_named(struct span name, enum crack_hash hash);

/* A number in network byte order. */
static inline uint32_t crack_big32(uint32_t v) {
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap32(v) : v;
}

static inline uint64_t crack_big64(uint64_t v) {
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? __builtin_bswap64(v) : v;
}

/* The kernels. Each needs the extension that it is named after. */
crack_kernel_fn crack_sha256_portable, crack_sha512_portable;
#ifdef __x86_64__
crack_kernel_fn crack_sha256_shani;
crack_kernel_fn crack_sha256_avx2, crack_sha512_avx2;
crack_kernel_fn crack_sha256_avx512, crack_sha512_avx512;
#endif

#endif
