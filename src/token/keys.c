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

/* A key of which alone its shortness is at fault, where that is allowed. */
static enum err allow_short(const struct keys_wish *wish, enum err err, struct key *key,
                            enum alg alg, struct span kid, struct span secret, struct keys *out,
                            enum key_fault *fault) {
    if (err != ERR_INVALID || *fault != KEY_SECRET_SHORT || !wish->short_secrets || !secret.len) {
        return err;
    }
    out->short_secret = true;
    return key_from_short_secret(key, alg, kid, secret, fault);
}

enum err keys_secret_with(struct arena *arena, struct span secret, const struct keys_wish *wish,
                          struct keys *out, enum key_fault *fault) {
    struct span no_kid = {NULL, 0};
    enum alg alg = wish->alg == ALG_UNKNOWN ? ALG_HS256 : wish->alg;
    *fault = KEY_UNUSABLE;
    TRY(make_room(arena, 1, out));
    enum err err = key_from_secret(out->at, alg, no_kid, secret, fault);
    TRY(allow_short(wish, err, out->at, alg, no_kid, secret, out, fault));
    out->n = 1;
    return OK;
}

enum err keys_secret(struct arena *arena, struct span secret, enum alg alg, struct keys *out,
                     enum key_fault *fault) {
    return keys_secret_with(arena, secret, &(struct keys_wish){.alg = alg}, out, fault);
}

static enum err read_pem(struct arena *arena, struct span text, const struct keys_wish *wish,
                         struct keys *out, enum key_fault *fault) {
    PKEY_SCOPE *pkey = NULL;
    enum key_pem_kind kind = key_pem_read_with(text, wish->passphrase, &pkey);
    if (kind != KEY_PEM_KEY) {
        return refuse(fault, key_pem_fault(kind, wish->passphrase));
    }
    TRY(make_room(arena, 1, out));
    TRY(key_from_pkey(out->at, wish->alg, (struct span){NULL, 0}, pkey, fault));
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

/* A kid may be another key's too, when that key is not for verifying. */
static enum err check_kid(const struct keys *keys, struct span kid, enum key_fault *fault) {
    for (size_t i = 0; i < keys->n; i++) {
        if (kid.ptr && span_equal(keys->at[i].kid, kid) && !MUTANT(kid_twice)) {
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

static enum err bind(struct jwk *jwk, const struct keys_wish *wish, struct keys *out,
                     enum key_fault *fault) {
    struct key *key = &out->at[out->n];
    enum err err = key_from_jwk(key, wish->alg, jwk, fault);
    enum alg alg = jwk->alg != ALG_UNKNOWN    ? jwk->alg
                   : wish->alg != ALG_UNKNOWN ? wish->alg
                                              : ALG_HS256;
    TRY(allow_short(wish, err, key, alg, jwk->kid, jwk->secret, out, fault));
    out->n++;
    return OK;
}

static enum err add_member(struct arena *arena, const struct node *node,
                           const struct keys_wish *wish, struct mix *mix, struct keys *out,
                           enum key_fault *fault) {
    JWK_SCOPE jwk = {0};
    enum err err = jwk_read(arena, node, &jwk, fault);
    if (err == ERR_UNSUPPORTED) {
        return OK;
    }
    TRY(err);
    TRY(check_mix(mix, &jwk, fault));
    if (!is_for_us(&jwk, wish->alg)) {
        return OK;
    }
    TRY(check_kid(out, jwk.kid, fault));
    return bind(&jwk, wish, out, fault);
}

static enum err read_set(struct arena *arena, const struct node *set, const struct keys_wish *wish,
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
        TRY(add_member(arena, node, wish, &mix, out, fault));
    }
    return out->n ? OK : refuse(fault, KEY_SET_EMPTY);
}

static enum err read_json(struct arena *arena, struct span text, const struct keys_wish *wish,
                          struct keys *out, enum key_fault *fault) {
    struct json_options options = {.depth = 16, .refuse_duplicates = true};
    const struct node *root = NULL;
    enum err err = json_parse(arena, text, &options, &root, NULL);
    if (err != OK) {
        return err == ERR_MEMORY ? err : refuse(fault, KEY_JSON);
    }
    if (node_get(root, SPAN("keys"))) {
        return read_set(arena, node_get(root, SPAN("keys")), wish, out, fault);
    }
    JWK_SCOPE jwk = {0};
    err = jwk_read(arena, root, &jwk, fault);
    if (err != OK) {
        return err == ERR_UNSUPPORTED ? ERR_INVALID : err;
    }
    TRY(make_room(arena, 1, out));
    return bind(&jwk, wish, out, fault);
}

enum err keys_read_with(struct arena *arena, struct span text, const struct keys_wish *wish,
                        struct keys *out, enum key_fault *fault) {
    struct span mark = SPAN("\xef\xbb\xbf"); /* of byte order, as editors write it */
    *out = (struct keys){0};
    *fault = KEY_UNUSABLE;
    if (text.len > KEYS_BYTES) {
        return refuse(fault, KEY_SET_SIZE);
    }
    text = span_starts(text, mark) ? span_from_index(text, mark.len) : text;
    struct span core = span_trim(text);
    enum err err = span_starts(core, SPAN("{")) ? read_json(arena, core, wish, out, fault)
                                                : read_pem(arena, text, wish, out, fault);
    if (err != OK) {
        keys_free(out);
    }
    return err;
}

enum err keys_read(struct arena *arena, struct span text, enum alg wanted, struct keys *out,
                   enum key_fault *fault) {
    return keys_read_with(arena, text, &(struct keys_wish){.alg = wanted}, out, fault);
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
