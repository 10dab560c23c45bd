/* SPDX-License-Identifier: Apache-2.0 */
/* A batch: candidates gathered until the kernel's lanes are full; one for each thread. */
#ifndef POSTERN_TOKEN_CRACK_BATCH_H
#define POSTERN_TOKEN_CRACK_BATCH_H

#include "token/crack.h"

#include <openssl/evp.h>

struct crack_batch {
    const struct crack_target *target;
    const struct crack_fixed *fixed;
    const struct crack_kernel *kernel;
    const struct crack_rule *rules;
    size_t rule_count;
    unsigned year;
    struct span keys[CRACK_LANES_MOST];    /* what the kernel sees: at most a block */
    struct span secrets[CRACK_LANES_MOST]; /* what they stand for */
    const struct crack_rule *made_by[CRACK_LANES_MOST];
    unsigned n;
    char *room; /* text of the candidates that had to be written */
    size_t used;
    EVP_MD *md; /* for keys longer than a block */
    uint64_t tried;
    bool found;
    struct span secret; /* when found: valid until the batch, or what was pushed, goes away */
    const struct crack_rule *rule;
};

/* Errors: ERR_MEMORY, ERR_CRYPTO. crack_batch_free() is due in any case. */
NODISCARD enum err crack_batch_init(struct crack_batch *batch, const struct crack_target *target,
                                    const struct crack_fixed *fixed,
                                    const struct crack_kernel *kernel, unsigned year);
void crack_batch_free(struct crack_batch *batch);

/* Adds the word as it is. It must stay where it is until crack_batch_flush(). Once found is set,
 * nothing more is done. Errors: ERR_CRYPTO. */
NODISCARD enum err crack_batch_word(struct crack_batch *batch, struct span word);

/* Adds what the rules of the level make of the word, but not the word itself. Errors: ERR_CRYPTO.
 */
NODISCARD enum err crack_batch_variants(struct crack_batch *batch, struct span word,
                                        enum crack_rules level);

/* Tries what has been added so far. */
NODISCARD enum err crack_batch_flush(struct crack_batch *batch);

#endif
