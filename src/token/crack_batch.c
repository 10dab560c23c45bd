/* SPDX-License-Identifier: Apache-2.0 */
/* Filling lanes, running the kernel, and proving its hits with OpenSSL. */
#include "token/crack_batch.h"

#include "base/limits.h"

#include <openssl/crypto.h>
#include <stdlib.h>

/* One variant of the longest word, and the usual ones of a whole batch. */
#define BATCH_ROOM (2 * LIMIT_CRACK_WORD + ((size_t)64 << 10))

enum err crack_batch_init(struct crack_batch *batch, const struct crack_target *target,
                          const struct crack_fixed *fixed, const struct crack_kernel *kernel,
                          unsigned year) {
    *batch = (struct crack_batch){.target = target, .fixed = fixed, .kernel = kernel, .year = year};
    batch->rules = crack_rules_list(&batch->rule_count);
    batch->room = malloc(BATCH_ROOM);
    TRY_PTR(batch->room);
    batch->md = EVP_MD_fetch(NULL, crack_hash_info(target->hash)->name, NULL);
    return batch->md ? OK : ERR_CRYPTO;
}

void crack_batch_free(struct crack_batch *batch) {
    free(batch->room);
    EVP_MD_free(batch->md);
    batch->room = NULL;
    batch->md = NULL;
}

/* The kernel compared one word of the MAC, with code of ours; OpenSSL has the last say. */
static enum err verify(struct crack_batch *batch, unsigned lane) {
    const struct crack_target *target = batch->target;
    struct span secret = batch->secrets[lane];
    unsigned char mac[EVP_MAX_MD_SIZE];
    size_t len = 0;
    if (!EVP_Q_mac(NULL, "HMAC", NULL, EVP_MD_get0_name(batch->md), NULL,
                   secret.len ? secret.ptr : "", secret.len,
                   (const unsigned char *)target->input.ptr, target->input.len, mac, sizeof(mac),
                   &len)) {
        return ERR_CRYPTO;
    }
    if (len == target->mac.len && CRYPTO_memcmp(mac, target->mac.ptr, len) == 0) {
        batch->found = true;
        batch->secret = secret;
        batch->rule = batch->made_by[lane];
    }
    return OK;
}

enum err crack_batch_flush(struct crack_batch *batch) {
    if (batch->n == 0 || batch->found) {
        return OK;
    }
    for (unsigned i = batch->n; i < batch->kernel->lanes; i++) {
        batch->keys[i] = (struct span){0};
    }
    uint64_t hits = batch->kernel->run(batch->fixed, batch->keys);
    for (unsigned i = 0; hits && i < batch->n && !batch->found; i++) {
        if (hits >> i & 1) {
            TRY(verify(batch, i));
        }
    }
    batch->tried += batch->n;
    batch->n = 0;
    batch->used = 0;
    return OK;
}

/* A key longer than a block counts as its hash (RFC 2104 section 2). */
static enum err push_long(struct crack_batch *batch, struct span secret) {
    unsigned len = 0;
    char *digest = batch->room + batch->used;
    if (!EVP_Digest(secret.ptr, secret.len, (unsigned char *)digest, &len, batch->md, NULL)) {
        return ERR_CRYPTO;
    }
    batch->used += EVP_MAX_MD_SIZE;
    batch->keys[batch->n] = (struct span){digest, len};
    return OK;
}

static enum err push(struct crack_batch *batch, struct span secret, const struct crack_rule *rule) {
    batch->secrets[batch->n] = batch->keys[batch->n] = secret;
    batch->made_by[batch->n] = rule;
    if (secret.len > crack_hash_info(batch->target->hash)->block) {
        TRY(push_long(batch, secret));
    }
    batch->n++;
    return batch->n == batch->kernel->lanes ? crack_batch_flush(batch) : OK;
}

/* Makes sure of room for what follows. */
static enum err reserve(struct crack_batch *batch, size_t len) {
    return len > BATCH_ROOM - batch->used ? crack_batch_flush(batch) : OK;
}

enum err crack_batch_word(struct crack_batch *batch, struct span word) {
    if (batch->found) {
        return OK;
    }
    TRY(reserve(batch, EVP_MAX_MD_SIZE));
    return push(batch, word, &batch->rules[0]);
}

enum err crack_batch_variants(struct crack_batch *batch, struct span word, enum crack_rules level) {
    if (word.len == 0) {
        return OK;
    }
    for (size_t i = 1; i < batch->rule_count && !batch->found; i++) {
        const struct crack_rule *rule = &batch->rules[i];
        if (rule->level > level) {
            continue;
        }
        TRY(reserve(batch, crack_rule_room(word.len) + EVP_MAX_MD_SIZE));
        char *out = batch->room + batch->used;
        size_t len = batch->found ? 0 : rule->apply(rule, word, batch->year, out);
        if (len) {
            batch->used += len;
            TRY(push(batch, (struct span){out, len}, rule));
        }
    }
    return OK;
}
