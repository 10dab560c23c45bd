/* SPDX-License-Identifier: Apache-2.0 */
/* What rules do to words: each writes its variant and gives the length, 0 when there is none. */
#ifndef POSTERN_TOKEN_CRACK_MANGLE_H
#define POSTERN_TOKEN_CRACK_MANGLE_H

#include "token/crack_rules.h"

crack_mangle crack_mangle_nothing, crack_mangle_lower, crack_mangle_upper, crack_mangle_capital;
crack_mangle crack_mangle_reverse, crack_mangle_utf16, crack_mangle_hex;

/* rule->text goes behind, before, or on both sides. */
crack_mangle crack_mangle_suffix, crack_mangle_prefix, crack_mangle_quote;

/* The text and the year rule->number years ago go behind. */
crack_mangle crack_mangle_year;

/* rule->text: pairs of a small letter and what stands for it. */
crack_mangle crack_mangle_substitute;

/* rule->number times; 0: until it has 32 bytes. */
crack_mangle crack_mangle_repeat;

/* Decoded as lenient libraries do. rule->number 1: whole groups of four letters only. */
crack_mangle crack_mangle_base64;

#endif
