/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of algorithms and curves. */
#include "token/alg.h"

const struct alg_info *alg_info(enum alg alg) {
#define ALG_ROW(code, name, family, digest, size, curve) \
    [ALG_##code] = {SPAN_INIT(name), family, digest, size, SPAN_INIT(curve)},
    static const struct alg_info table[ALG_COUNT] = {
        [ALG_UNKNOWN] = {SPAN_INIT(""), FAMILY_NONE, "", 0, SPAN_INIT("")}, ALG_LIST(ALG_ROW)};
#undef ALG_ROW
    return &table[(unsigned)alg < ALG_COUNT ? alg : ALG_UNKNOWN];
}

enum alg alg_from_name(struct span name) {
    for (int alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
        if (span_equal(alg_info((enum alg)alg)->name, name)) {
            return (enum alg)alg;
        }
    }
    return ALG_UNKNOWN;
}

const struct alg_curve *alg_curve(struct span name) {
#define CURVE_ROW(code, name, group, size, signature, edwards) \
    {SPAN_INIT(name), group, size, signature, edwards},
    static const struct alg_curve table[] = {CURVE_LIST(CURVE_ROW)};
#undef CURVE_ROW
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (span_equal(table[i].name, name) || span_equal(span_from(table[i].group), name)) {
            return &table[i];
        }
    }
    return NULL;
}

bool alg_fits_curve(enum alg alg, const struct alg_curve *curve) {
    const struct alg_info *info = alg_info(alg);
    if (alg == ALG_EDDSA) {
        return curve->edwards;
    }
    return info->curve.len > 0 && span_equal(info->curve, curve->name);
}

enum alg alg_of_curve(const struct alg_curve *curve) {
    for (int alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
        if (alg_fits_curve((enum alg)alg, curve)) {
            return (enum alg)alg;
        }
    }
    return ALG_UNKNOWN;
}
