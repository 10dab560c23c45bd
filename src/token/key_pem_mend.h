/* SPDX-License-Identifier: Apache-2.0 */
/* PEM as configuration files, environments and documents leave it, made good again. */
#ifndef POSTERN_TOKEN_KEY_PEM_MEND_H
#define POSTERN_TOKEN_KEY_PEM_MEND_H

#include "base/arena.h"

/* Cuts the next PEM block (RFC 7468, section 2) off *rest, from its first dashes to its last. False
 * at the end. */
bool key_pem_next(struct span *rest, struct span *block);

/* A block that key_pem_next cut, in lines of its own: whatever indented it, folded it or escaped
 * its line breaks is gone. {NULL, 0} without memory. */
struct span key_pem_mend(struct arena *arena, struct span block);

/* The text without white space, quotes and escaped line breaks; {NULL, 0} without memory or when it
 * is too long for a key. */
struct span key_pem_pack(struct arena *arena, struct span text);

#endif
