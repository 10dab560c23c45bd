/* SPDX-License-Identifier: Apache-2.0 */
/* By the HMAC of the question under a key of this process, so that no credential is kept. */
#include "guard/users/recall.h"

#include "base/buf.h"
#include "text/json.h"
#include "token/digest.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROOM = 4096, CLAIMS_BYTES = 4096 };

struct memory {
    unsigned char mac[DIGEST_KEY];
    uint64_t until_ns;  /* 0: free */
    struct span claims; /* JSON; empty: it has none; its own */
};

struct recall {
    unsigned char key[DIGEST_KEY];
    pthread_mutex_t lock;
    struct memory at[ROOM];
};

enum err recall_new(struct recall **out) {
    struct recall *recall = calloc(1, sizeof(*recall));
    *out = NULL;
    TRY_PTR(recall);
    if (digest_new_key(recall->key) != OK || pthread_mutex_init(&recall->lock, NULL) != 0) {
        free(recall);
        return ERR_CRYPTO;
    }
    *out = recall;
    return OK;
}

static void clear(struct memory *memory) {
    free((void *)(uintptr_t)memory->claims.ptr);
    *memory = (struct memory){0};
}

void recall_free(struct recall *recall) {
    if (recall) {
        for (size_t i = 0; i < ROOM; i++) {
            clear(&recall->at[i]);
        }
        (void)pthread_mutex_destroy(&recall->lock);
        free(recall);
    }
}

/* Lengths stand before texts, so that no two questions are written alike. */
static void add(struct buf *out, struct span text) {
    buf_printf(out, "%zu:", text.len);
    buf_add(out, text);
}

static bool make_mac(const struct recall *recall, const struct account_question *question,
                     unsigned char mac[DIGEST_KEY]) {
    BUF_SCOPE text = {0};
    add(&text, question->scheme->name);
    add(&text, question->user);
    add(&text, question->secret);
    add(&text, question->claims);
    return buf_status(&text) == OK && digest_keyed(recall->key, buf_span(&text), mac) == OK;
}

static struct memory *place_of(struct recall *recall, const unsigned char mac[DIGEST_KEY]) {
    return &recall->at[(mac[0] | (unsigned)mac[1] << 8) % ROOM];
}

/* Empty where there are none; {NULL, 0} where there is no room for them. */
static struct span copy_claims(const struct node *claims) {
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    if (claims) {
        json_node(&w, claims);
    }
    struct span written = buf_span(&text);
    char *copy =
        buf_status(&text) == OK && written.len <= CLAIMS_BYTES ? malloc(written.len + 1) : NULL;
    if (copy) {
        memcpy(copy, written.len ? written.ptr : "", written.len);
        copy[written.len] = '\0';
    }
    return (struct span){copy, copy ? written.len : 0};
}

void recall_put(struct recall *recall, const struct account_question *question,
                const struct account *account, uint64_t until_ns) {
    struct memory fresh = {.until_ns = until_ns};
    if (!make_mac(recall, question, fresh.mac)) {
        return;
    }
    bool lets_in = account->reason == ACCOUNT_ACCEPTED;
    fresh.claims = lets_in ? copy_claims(account->claims) : (struct span){NULL, 0};
    (void)pthread_mutex_lock(&recall->lock);
    struct memory *place = place_of(recall, fresh.mac);
    if (fresh.claims.ptr || memcmp(place->mac, fresh.mac, sizeof(fresh.mac)) == 0) {
        clear(place);
    }
    if (fresh.claims.ptr) {
        *place = fresh;
    }
    (void)pthread_mutex_unlock(&recall->lock);
}

bool recall_get(struct recall *recall, struct arena *arena, const struct account_question *question,
                uint64_t now_ns, struct account *out) {
    unsigned char mac[DIGEST_KEY];
    struct json_options options = {.file = SPAN("user")};
    struct span claims = {NULL, 0};
    if (!make_mac(recall, question, mac)) {
        return false;
    }
    (void)pthread_mutex_lock(&recall->lock);
    const struct memory *place = place_of(recall, mac);
    if (now_ns < place->until_ns && memcmp(place->mac, mac, sizeof(mac)) == 0) {
        claims = arena_dup(arena, place->claims);
    }
    (void)pthread_mutex_unlock(&recall->lock);
    *out = (struct account){.reason = ACCOUNT_ACCEPTED, .recalled = true};
    return claims.ptr &&
           (!claims.len || json_parse(arena, claims, &options, &out->claims, NULL) == OK);
}
