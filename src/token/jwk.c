/* SPDX-License-Identifier: Apache-2.0 */
/* What a JWK says about its key: kind, purpose, algorithm. Its numbers are jwk_numbers' part. */
#include "token/jwk.h"

#include "text/base64.h"
#include "text/json.h"
#include "token/jwk_numbers.h"

#include <openssl/evp.h>

void jwk_free(struct jwk *jwk) {
    EVP_PKEY_free(jwk->pkey);
    jwk->pkey = NULL;
}

/* A member that is a string or absent; false for another type. */
static bool read_text(const struct node *node, struct span name, struct span *out) {
    const struct node *member = node_get(node, name);
    *out = node_text(member);
    return !member || node_is(member, NODE_STRING);
}

/* key_ops (RFC 7517, section 4.3): an array of different strings, "verify" among them. */
static bool allows_verify(const struct node *ops) {
    bool found = false;
    NODE_EACH(op, ops) {
        found = found || span_equal(node_text(op), SPAN("verify"));
    }
    return found;
}

static bool sound_operations(const struct node *ops) {
    if (ops && !node_is(ops, NODE_ARRAY)) {
        return false;
    }
    NODE_EACH(op, ops) {
        if (!node_is(op, NODE_STRING)) {
            return false;
        }
        for (const struct node *other = op->next; other; other = other->next) {
            if (span_equal(node_text(op), node_text(other))) {
                return false;
            }
        }
    }
    return true;
}

static enum err read_purpose(const struct node *node, struct jwk *out, enum key_fault *fault) {
    const struct node *ops = node_get(node, SPAN("key_ops"));
    struct span use;
    *fault = KEY_PURPOSE;
    if (!read_text(node, SPAN("use"), &use) || !sound_operations(ops)) {
        return ERR_INVALID;
    }
    out->verifies = (!use.ptr || span_equal(use, SPAN("sig"))) && (!ops || allows_verify(ops));
    return OK;
}

static enum err read_kind(struct arena *arena, const struct node *node, struct jwk *out,
                          enum key_fault *fault) {
    struct span kty = node_text(node_get(node, SPAN("kty")));
    if (span_equal(kty, SPAN("RSA"))) {
        return jwk_numbers_rsa(node, &out->pkey, fault);
    }
    if (span_equal(kty, SPAN("EC"))) {
        return jwk_numbers_ec(node, &out->pkey, fault);
    }
    if (span_equal(kty, SPAN("OKP"))) {
        return jwk_numbers_okp(node, &out->pkey, fault);
    }
    if (!span_equal(kty, SPAN("oct"))) {
        *fault = KEY_KTY;
        return kty.ptr ? ERR_UNSUPPORTED : ERR_INVALID;
    }
    *fault = KEY_PARAMETER;
    struct span k = node_text(node_get(node, SPAN("k")));
    enum err err = k.ptr ? base64_decode(arena, BASE64_URL, k, &out->secret) : ERR_INVALID;
    return err == ERR_SYNTAX ? ERR_INVALID : err;
}

enum err jwk_read(struct arena *arena, const struct node *node, struct jwk *out,
                  enum key_fault *fault) {
    *out = (struct jwk){0};
    *fault = KEY_NO_KEY;
    if (!node_is(node, NODE_OBJECT)) {
        return ERR_INVALID;
    }
    *fault = KEY_KID;
    if (!read_text(node, SPAN("kid"), &out->kid)) {
        return ERR_INVALID;
    }
    *fault = KEY_ALG;
    if (!read_text(node, SPAN("alg"), &out->alg_name)) {
        return ERR_INVALID;
    }
    out->alg = alg_from_name(out->alg_name);
    TRY(read_purpose(node, out, fault));
    TRY(read_kind(arena, node, out, fault));
    out->is_private = !out->pkey || node_get(node, SPAN("d"));
    *fault = KEY_SOUND;
    return OK;
}

enum err jwk_read_text(struct arena *arena, struct span text, struct jwk *out,
                       enum key_fault *fault) {
    struct json_options options = {.depth = 16, .refuse_duplicates = true};
    const struct node *root = NULL;
    *out = (struct jwk){0};
    *fault = KEY_JSON;
    enum err err = json_parse(arena, text, &options, &root, NULL);
    if (err != OK) {
        return err == ERR_MEMORY ? err : ERR_INVALID;
    }
    return jwk_read(arena, root, out, fault);
}
