/* SPDX-License-Identifier: Apache-2.0 */
/* Which kernels there are, and which of them this processor runs. */
#include "token/crack_kernel.h"

#include <assert.h>

const struct crack_hash_info *crack_hash_info(enum crack_hash hash) {
#define HASH_INFO(code, jose, name, mac, block) {jose, name, mac, block},
    static const struct crack_hash_info infos[] = {CRACK_HASH_LIST(HASH_INFO)};
#undef HASH_INFO
    assert((size_t)hash < sizeof(infos) / sizeof(infos[0]));
    return &infos[hash];
}

static bool always(void) {
    return true;
}

#ifdef __x86_64__
#include <cpuid.h>

static bool has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}

/* Compilers of today have no name for it: leaf 7, EBX bit 29. */
static bool has_shani(void) {
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1) &&
           __builtin_cpu_supports("sse4.1");
}
#endif

/* SHA-NI comes after AVX-512, which computes 32 MACs side by side, and before AVX2, which lacks
 * rotations. */
const struct crack_kernel *crack_kernels(size_t *count) {
    static const struct crack_kernel kernels[] = {
#ifdef __x86_64__
        {"avx512", 32, 32, has_avx512, crack_sha256_avx512},
        {"shani", 32, 2, has_shani, crack_sha256_shani},
        {"avx2", 32, 8, has_avx2, crack_sha256_avx2},
#endif
        {"portable", 32, 4, always, crack_sha256_portable},
#ifdef __x86_64__
        {"avx512", 64, 16, has_avx512, crack_sha512_avx512},
        {"avx2", 64, 4, has_avx2, crack_sha512_avx2},
#endif
        {"portable", 64, 2, always, crack_sha512_portable},
    };
    *count = sizeof(kernels) / sizeof(kernels[0]);
    return kernels;
}

bool crack_kernel_fits(const struct crack_kernel *kernel, enum crack_hash hash) {
    return kernel->bits == (hash == CRACK_SHA256 ? 32 : 64) && kernel->usable();
}

const struct crack_kernel *crack_kernel_choose(enum crack_hash hash) {
    size_t count;
    const struct crack_kernel *kernel = crack_kernels(&count);
    while (!crack_kernel_fits(kernel, hash)) {
        kernel++;
    }
    return kernel;
}

const struct crack_kernel *crack_kernel_named(struct span name, enum crack_hash hash) {
    size_t count;
    const struct crack_kernel *kernels = crack_kernels(&count);
    for (size_t i = 0; i < count; i++) {
        if (span_equal(name, span_from(kernels[i].name)) && crack_kernel_fits(&kernels[i], hash)) {
            return &kernels[i];
        }
    }
    return NULL;
}
