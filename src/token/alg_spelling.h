/* SPDX-License-Identifier: Apache-2.0 */
/* How algorithms are spelled by those who do not keep to JOSE's names: for looking and forging. */
#ifndef POSTERN_TOKEN_ALG_SPELLING_H
#define POSTERN_TOKEN_ALG_SPELLING_H

#include "base/arena.h"
#include "token/alg.h"

/* JOSE's own names, the same in small or capital letters, and the names that XML signatures and
 * Java's providers have for them (RFC 7518, appendix A.1). */
enum alg_style {
    ALG_STYLE_JOSE = 0,
    ALG_STYLE_SMALL,
    ALG_STYLE_CAPITAL,
    ALG_STYLE_XML,
    ALG_STYLE_JAVA
};

/* The algorithm that such a name means, without regard to case; ALG_UNKNOWN: none. style may be
 * NULL. A verifier compares letter for letter instead: alg_from_name. */
enum alg alg_from_spelling(struct span name, enum alg_style *style);

/* The algorithm's name in that style; JOSE's where the style has none. {NULL, 0} without memory. */
struct span alg_spell(struct arena *arena, enum alg alg, enum alg_style style);

#endif
