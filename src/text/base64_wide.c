/* SPDX-License-Identifier: Apache-2.0 */
/* Characters become values by the range that they are in, and values become bytes by multiplying
 * neighbours together. */
#include "text/base64_wide.h"

#if defined(__x86_64__)

#include <immintrin.h>

enum { STEP = 32, SPARE = 12 /* characters left, so that whole stores stay in the room */ };

#define AVX2 __attribute__((target("avx2")))

/* What is added to the characters of a range: 0 for those outside. */
AVX2 static __m256i in_range(__m256i text, char first, char last, char shift, __m256i *known) {
    __m256i above = _mm256_cmpgt_epi8(text, _mm256_set1_epi8((char)(first - 1)));
    __m256i below = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(last + 1)), text);
    __m256i inside = _mm256_and_si256(above, below);
    *known = _mm256_or_si256(*known, inside);
    return _mm256_and_si256(inside, _mm256_set1_epi8(shift));
}

AVX2 static __m256i values_of(__m256i text, char digit62, char digit63, __m256i *known) {
    __m256i shift = in_range(text, 'A', 'Z', 0 - 'A', known);
    shift = _mm256_or_si256(shift, in_range(text, 'a', 'z', 26 - 'a', known));
    shift = _mm256_or_si256(shift, in_range(text, '0', '9', 52 - '0', known));
    shift = _mm256_or_si256(shift, in_range(text, digit62, digit62, (char)(62 - digit62), known));
    shift = _mm256_or_si256(shift, in_range(text, digit63, digit63, (char)(63 - digit63), known));
    return _mm256_add_epi8(text, shift);
}

/* 32 values of six bits to 24 bytes at the front. */
AVX2 static __m256i bytes_of(__m256i values) {
    const __m256i order = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
                                           2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    __m256i bytes = _mm256_shuffle_epi8(fours, order);
    return _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, -1, -1));
}

AVX2 static size_t read_wide(enum base64_form form, struct span text, uint8_t *to, bool *sound) {
    bool url = form == BASE64_URL || form == BASE64_URL_PADDED;
    char digit62 = url ? '-' : '+', digit63 = url ? '_' : '/';
    __m256i all = _mm256_set1_epi8(-1);
    size_t at = 0;
    for (; text.len - at >= STEP + SPARE; at += STEP, to += (size_t)STEP / 4 * 3) {
        __m256i known = _mm256_setzero_si256();
        __m256i part = _mm256_loadu_si256((const __m256i *)(const void *)(text.ptr + at));
        __m256i values = values_of(part, digit62, digit63, &known);
        all = _mm256_and_si256(all, known);
        _mm256_storeu_si256((__m256i *)(void *)to, bytes_of(values));
    }
    *sound = *sound && _mm256_movemask_epi8(all) == -1;
    return at;
}

size_t base64_wide(enum base64_form form, struct span text, uint8_t *to, bool *sound) {
    return text.len >= STEP + SPARE && __builtin_cpu_supports("avx2")
               ? read_wide(form, text, to, sound)
               : 0;
}

#else

size_t base64_wide(enum base64_form form, struct span text, uint8_t *to, bool *sound) {
    (void)form;
    (void)text;
    (void)to;
    (void)sound;
    return 0;
}

#endif
