/* SPDX-License-Identifier: Apache-2.0 */
/* A table of digests, one place each. */
#include "token/cache.h"

#include <openssl/evp.h>
#include <stdlib.h>

enum { DIGEST_SIZE = 32, ROOM_MOST = 1 << 24 };

struct place {
    unsigned char digest[DIGEST_SIZE];
    bool taken;
};

struct cache {
    EVP_MD *md;
    EVP_MD_CTX *ctx;
    size_t mask;
    struct place places[];
};

void cache_free(struct cache **cache) {
    if (*cache) {
        EVP_MD_CTX_free((*cache)->ctx);
        EVP_MD_free((*cache)->md);
        free(*cache);
        *cache = NULL;
    }
}

enum err cache_new(size_t room, struct cache **out) {
    size_t size = 1;
    while (size < room && size < ROOM_MOST) {
        size *= 2;
    }
    *out = calloc(1, sizeof(struct cache) + size * sizeof(struct place));
    TRY_PTR(*out);
    (*out)->mask = size - 1;
    (*out)->md = EVP_MD_fetch(NULL, "SHA256", NULL);
    (*out)->ctx = EVP_MD_CTX_new();
    if (!(*out)->md || !(*out)->ctx) {
        cache_free(out);
        return ERR_CRYPTO;
    }
    return OK;
}

void cache_clear(struct cache *cache) {
    memset(cache->places, 0, (cache->mask + 1) * sizeof(struct place));
}

/* The place of a text, and its digest; NULL when it cannot be computed. */
static struct place *find(struct cache *cache, struct span text,
                          unsigned char digest[DIGEST_SIZE]) {
    size_t index;
    if (!cache || EVP_DigestInit_ex2(cache->ctx, cache->md, NULL) != 1 ||
        EVP_DigestUpdate(cache->ctx, text.ptr, text.len) != 1 ||
        EVP_DigestFinal_ex(cache->ctx, digest, NULL) != 1) {
        return NULL;
    }
    memcpy(&index, digest, sizeof(index));
    return &cache->places[index & cache->mask];
}

bool cache_has(struct cache *cache, struct span text) {
    unsigned char digest[DIGEST_SIZE];
    const struct place *place = find(cache, text, digest);
    return place && place->taken && memcmp(place->digest, digest, DIGEST_SIZE) == 0;
}

void cache_add(struct cache *cache, struct span text) {
    unsigned char digest[DIGEST_SIZE];
    struct place *place = find(cache, text, digest);
    if (place) {
        memcpy(place->digest, digest, DIGEST_SIZE);
        place->taken = true;
    }
}
