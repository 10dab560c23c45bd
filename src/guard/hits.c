/* SPDX-License-Identifier: Apache-2.0 */
/* HMACs of row and password under a key of this process; a newer one takes an older one's place. */
#include "guard/hits.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "token/digest.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROOM = 4096 };

struct hit {
    unsigned char mac[DIGEST_KEY];
    uint64_t end_ns; /* 0: free */
};

struct hits {
    unsigned char key[DIGEST_KEY];
    pthread_mutex_t lock;
    struct hit at[ROOM];
};

enum err hits_new(struct hits **out) {
    struct hits *hits = calloc(1, sizeof(*hits));
    TRY_PTR(hits);
    if (digest_new_key(hits->key) != OK || pthread_mutex_init(&hits->lock, NULL) != 0) {
        free(hits);
        return ERR_CRYPTO;
    }
    *out = hits;
    return OK;
}

void hits_free(struct hits *hits) {
    if (hits) {
        (void)pthread_mutex_destroy(&hits->lock);
        free(hits);
    }
}

/* Neither an id nor a stored password has a NUL. */
static bool make_mac(const struct hits *hits, const struct user *user, struct span password,
                     unsigned char mac[DIGEST_KEY]) {
    BUF_SCOPE text = {0};
    buf_add(&text, user->id);
    buf_byte(&text, 0);
    buf_add(&text, MUTANT(hit_unchecked) ? SPAN("") : user->password);
    buf_byte(&text, 0);
    buf_add(&text, password);
    bool made = buf_status(&text) == OK && digest_keyed(hits->key, buf_span(&text), mac) == OK;
    return made;
}

static struct hit *slot_of(struct hits *hits, const unsigned char mac[DIGEST_KEY]) {
    return &hits->at[(mac[0] | (unsigned)mac[1] << 8) % ROOM];
}

bool hits_has(struct hits *hits, const struct user *user, struct span password, uint64_t now_ns) {
    unsigned char mac[DIGEST_KEY];
    if (!make_mac(hits, user, password, mac)) {
        return false;
    }
    (void)pthread_mutex_lock(&hits->lock);
    const struct hit *hit = slot_of(hits, mac);
    bool has = now_ns < hit->end_ns && memcmp(hit->mac, mac, sizeof(mac)) == 0;
    (void)pthread_mutex_unlock(&hits->lock);
    return has;
}

void hits_add(struct hits *hits, const struct user *user, struct span password, uint64_t now_ns) {
    struct hit hit = {.end_ns = now_ns + (uint64_t)HITS_SECONDS * 1000000000};
    if (make_mac(hits, user, password, hit.mac)) {
        (void)pthread_mutex_lock(&hits->lock);
        *slot_of(hits, hit.mac) = hit;
        (void)pthread_mutex_unlock(&hits->lock);
    }
}
