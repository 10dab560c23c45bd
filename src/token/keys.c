/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sets of keys, and choosing among them. */
#include "token/keys.h"

#include "text/json.h"
#include "token/key_pem.h"
#include "token/mutant.h"
#include "token/pkey.h"

void keys_free(struct keys *keys) {
    for (size_t i = 0; i < keys->n; i++) {
        key_free(&keys->at[i]);
    }
    keys->n = 0;
}

static enum err refuse(enum key_fault *fault, enum key_fault why) {
    *fault = why;
    return ERR_INVALID;
}

static enum err make_room(struct arena *arena, size_t room, struct keys *out) {
    *out = (struct keys){.at = arena_array(arena, struct key, room)};
    TRY_PTR(out->at);
    return OK;
}

enum err keys_secret(struct arena *arena, struct span secret, enum alg alg, struct keys *out,
                     enum key_fault *fault) {
    *fault = KEY_UNUSABLE;
    TRY(make_room(arena, 1, out));
    TRY(key_from_secret(out->at, alg == ALG_UNKNOWN ? ALG_HS256 : alg, (struct span){NULL, 0},
                        secret, fault));
    out->n = 1;
    return OK;
}

static enum err read_pem(struct arena *arena, struct span text, enum alg wanted, struct keys *out,
                         enum key_fault *fault) {
    PKEY_SCOPE *pkey = NULL;
    if (key_pem_read(text, &pkey) != OK) {
        return refuse(fault, KEY_NO_KEY);
    }
    TRY(make_room(arena, 1, out));
    TRY(key_from_pkey(out->at, wanted, (struct span){NULL, 0}, pkey, fault));
    out->n = 1;
    return OK;
}

/* What the members of a set must have in common. */
struct mix {
    bool secret, public_part, private_part;
};

static enum err check_mix(struct mix *mix, const struct jwk *jwk, enum key_fault *fault) {
    mix->secret = mix->secret || !jwk->pkey;
    mix->public_part = mix->public_part || (jwk->pkey && !jwk->is_private);
    mix->private_part = mix->private_part || (jwk->pkey && jwk->is_private);
    bool mixed = (int)mix->secret + (int)mix->public_part + (int)mix->private_part > 1;
    return mixed ? refuse(fault, KEY_SET_MIXED) : OK;
}

static enum err check_kid(const struct node *set, const struct node *key, enum key_fault *fault) {
    struct span kid = node_text(node_get(key, SPAN("kid")));
    NODE_EACH(other, set) {
        if (other == key) {
            break;
        }
        if (kid.ptr && span_equal(node_text(node_get(other, SPAN("kid"))), kid)) {
            return refuse(fault, KEY_SET_KID);
        }
    }
    return OK;
}

/* A key for another purpose is no fault of the set. */
static bool is_for_us(const struct jwk *jwk, enum alg wanted) {
    return jwk->verifies && !(jwk->alg_name.ptr && jwk->alg == ALG_UNKNOWN) &&
           !(wanted != ALG_UNKNOWN && jwk->alg != ALG_UNKNOWN && jwk->alg != wanted);
}

static enum err add_member(struct arena *arena, const struct node *node, enum alg wanted,
                           struct mix *mix, struct keys *out, enum key_fault *fault) {
    JWK_SCOPE jwk = {0};
    enum err err = jwk_read(arena, node, &jwk, fault);
    if (err == ERR_UNSUPPORTED) {
        return OK;
    }
    TRY(err);
    TRY(check_mix(mix, &jwk, fault));
    if (!is_for_us(&jwk, wanted)) {
        return OK;
    }
    TRY(key_from_jwk(&out->at[out->n], wanted, &jwk, fault));
    out->n++;
    return OK;
}

static enum err read_set(struct arena *arena, const struct node *set, enum alg wanted,
                         struct keys *out, enum key_fault *fault) {
    struct mix mix = {0};
    if (!node_is(set, NODE_ARRAY)) {
        return refuse(fault, KEY_NO_KEY);
    }
    if (set->len > KEYS_MOST) {
        return refuse(fault, KEY_SET_SIZE);
    }
    TRY(make_room(arena, set->len, out));
    NODE_EACH(node, set) {
        TRY(check_kid(set, node, fault));
        TRY(add_member(arena, node, wanted, &mix, out, fault));
    }
    return out->n ? OK : refuse(fault, KEY_SET_EMPTY);
}

static enum err read_json(struct arena *arena, struct span text, enum alg wanted, struct keys *out,
                          enum key_fault *fault) {
    struct json_options options = {.depth = 16, .refuse_duplicates = true};
    const struct node *root = NULL;
    enum err err = json_parse(arena, text, &options, &root, NULL);
    if (err != OK) {
        return err == ERR_MEMORY ? err : refuse(fault, KEY_JSON);
    }
    if (node_get(root, SPAN("keys"))) {
        return read_set(arena, node_get(root, SPAN("keys")), wanted, out, fault);
    }
    JWK_SCOPE jwk = {0};
    err = jwk_read(arena, root, &jwk, fault);
    if (err != OK) {
        return err == ERR_UNSUPPORTED ? ERR_INVALID : err;
    }
    TRY(make_room(arena, 1, out));
    TRY(key_from_jwk(out->at, wanted, &jwk, fault));
    out->n = 1;
    return OK;
}

enum err keys_read(struct arena *arena, struct span text, enum alg wanted, struct keys *out,
                   enum key_fault *fault) {
    *out = (struct keys){0};
    *fault = KEY_UNUSABLE;
    if (text.len > KEYS_BYTES) {
        return refuse(fault, KEY_SET_SIZE);
    }
    struct span core = span_trim(text);
    enum err err = span_starts(core, SPAN("{")) ? read_json(arena, core, wanted, out, fault)
                                                : read_pem(arena, text, wanted, out, fault);
    if (err != OK) {
        keys_free(out);
    }
    return err;
}

/* The bug that a mutant plants: a kid cut where it stops being plain. */
static struct span plain_part(struct span kid) {
    size_t len = 0;
    while (len < kid.len && strchr("abcdefghijklmnopqrstuvwxyz0123456789-", kid.ptr[len])) {
        len++;
    }
    return span_slice(kid, 0, len);
}

static struct key *find_by_kid(const struct keys *keys, struct span kid,
                               enum token_reason *reason) {
    if (MUTANT(kid_text)) {
        kid = plain_part(kid);
    }
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->at[i].kid.ptr && span_equal(keys->at[i].kid, kid)) {
            return &keys->at[i];
        }
    }
    if (keys->n == 1 && (!keys->at[0].kid.ptr || MUTANT(kid_any))) {
        return &keys->at[0];
    }
    *reason = TOKEN_KID_UNKNOWN;
    return NULL;
}

struct key *keys_find(const struct keys *keys, struct span kid, enum alg alg,
                      enum token_reason *reason) {
    if (kid.ptr) {
        return find_by_kid(keys, kid, reason);
    }
    if (keys->n == 1) {
        return &keys->at[0]; /* so that a wrong alg is told as such */
    }
    struct key *found = NULL;
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->at[i].alg == alg) {
            if (found) {
                *reason = TOKEN_KID_MISSING;
                return NULL;
            }
            found = &keys->at[i];
        }
    }
    *reason = found ? *reason : TOKEN_ALG_MISMATCH;
    return found;
}
