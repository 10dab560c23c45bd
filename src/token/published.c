/* SPDX-License-Identifier: Apache-2.0 */
/* Walks a page's tree for keys; of what is no tree, its PEM blocks. */
#include "token/published.h"

#include "base/arena.h"
#include "text/base64.h"
#include "text/json.h"
#include "token/jwk.h"
#include "token/key_pem.h"
#include "token/key_pem_mend.h"
#include "token/pkey.h"

enum { DEEPEST = 12, MOST_NODES = 20000, BARE_LEAST = 56 };

struct walk {
    struct published *published;
    size_t nodes;
};

void published_free(struct published *published) {
    for (size_t i = 0; i < published->n; i++) {
        pkey_free(&published->at[i].pkey);
    }
    published->n = 0;
}

bool published_add(struct published *published, EVP_PKEY *pkey, struct span kid, struct span text) {
    bool known = published->n == PUBLISHED_MOST;
    for (size_t i = 0; i < published->n; i++) {
        known = known || pkey_equal(published->at[i].pkey, pkey);
    }
    if (known) {
        pkey_free(&pkey);
        return false;
    }
    struct arena *arena = published->arena;
    published->at[published->n++] = (struct published_key){
        .pkey = pkey, .kid = arena_dup(arena, kid), .text = arena_dup(arena, text)};
    return true;
}

/* Every block of the text; or the text itself, when it is nothing but base64. */
static void read_text(struct published *published, struct span text, struct span kid) {
    struct span rest = text, block;
    bool any = false;
    EVP_PKEY *pkey = NULL;
    while (key_pem_next(&rest, &block)) {
        any = true;
        if (key_pem_read(block, &pkey) == OK) {
            (void)published_add(published, pkey, kid, block);
        }
    }
    bool bare = !any && text.len >= BARE_LEAST && text.ptr[0] == 'M'; /* a SEQUENCE */
    if (bare && key_pem_read(text, &pkey) == OK) {
        (void)published_add(published, pkey, kid, text);
    }
}

/* The certificate of x5c, whose first one is the key's own (RFC 7517, section 4.7). */
static bool read_chain(struct published *published, const struct node *jwk, struct span kid) {
    struct span first = node_text(node_first(node_get(jwk, SPAN("x5c"))));
    EVP_PKEY *pkey = NULL;
    if (!first.len || key_pem_read(first, &pkey) != OK) {
        return false;
    }
    (void)published_add(published, pkey, kid, first);
    return true;
}

static bool is_key(const struct node *node) {
    return node_is(node, NODE_OBJECT) &&
           (node_text(node_get(node, SPAN("kty"))).len || node_get(node, SPAN("x5c")));
}

/* A number as it should have been written: without padding, without zeros before it (as Java's
 * BigInteger has one), as long as the curve wants it. */
static enum err mend_number(struct arena *arena, struct span text, size_t size, struct span *out) {
    struct span bytes;
    enum base64_form form;
    TRY(base64_decode_loose(arena, text, &bytes, &form));
    while (bytes.len > (size ? size : 1) && bytes.ptr[0] == 0) {
        bytes = span_from_index(bytes, 1);
    }
    size_t lack = bytes.len < size ? size - bytes.len : 0;
    char *whole = arena_array(arena, char, lack + bytes.len + 1);
    TRY_PTR(whole);
    memcpy(whole + lack, bytes.ptr, bytes.len);
    *out = base64_encode(arena, BASE64_URL, (struct span){whole, lack + bytes.len});
    return out->ptr ? OK : ERR_MEMORY;
}

/* The public members alone, mended, as a JWK of their own. */
static enum err mend_jwk(struct arena *arena, const struct node *node, struct span *out) {
    static const struct span members[] = {SPAN_INIT("n"), SPAN_INIT("e"), SPAN_INIT("x"),
                                          SPAN_INIT("y")};
    struct span kty = node_text(node_get(node, SPAN("kty")));
    struct span crv = node_text(node_get(node, SPAN("crv")));
    const struct alg_curve *curve = alg_curve(crv);
    BUF_SCOPE jwk = {0};
    buf_text(&jwk, "{\"kty\":");
    json_quote(&jwk, kty);
    if (crv.len) {
        buf_text(&jwk, ",\"crv\":");
        json_quote(&jwk, crv);
    }
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        struct span text = node_text(node_get(node, members[i])), number;
        if (text.len) {
            TRY(mend_number(arena, text, curve ? curve->size : 0, &number));
            buf_printf(&jwk, ",\"%s\":\"%.*s\"", members[i].ptr, SPAN_ARG(number));
        }
    }
    buf_byte(&jwk, '}');
    TRY(buf_status(&jwk));
    *out = arena_dup(arena, buf_span(&jwk));
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err read_jwk(struct published *published, const struct node *node) {
    struct span kid = node_text(node_get(node, SPAN("kid"))), text;
    JWK_SCOPE jwk = {0};
    enum key_fault fault;
    enum err err = mend_jwk(published->arena, node, &text);
    err = err == OK ? jwk_read_text(published->arena, text, &jwk, &fault) : err;
    bool chained = read_chain(published, node, kid); /* first: it has a text of its own */
    if (err == OK && jwk.pkey && !chained) {
        (void)published_add(published, jwk.pkey, kid, (struct span){NULL, 0});
        jwk.pkey = NULL;
    }
    return err == ERR_MEMORY ? err : OK;
}

static enum err walk_node(struct walk *walk, const struct node *node, unsigned depth) {
    if (depth == DEEPEST || walk->nodes == MOST_NODES) {
        return OK;
    }
    walk->nodes++;
    if (node_is(node, NODE_STRING)) {
        read_text(walk->published, node_text(node), node_key(node));
        return OK;
    }
    if (is_key(node)) {
        return read_jwk(walk->published, node);
    }
    if (node_is(node, NODE_OBJECT) || node_is(node, NODE_ARRAY)) {
        NODE_EACH(child, node) {
            TRY(walk_node(walk, child, depth + 1));
        }
    }
    return OK;
}

enum err published_walk(struct published *published, const struct node *node) {
    struct walk walk = {.published = published};
    return node ? walk_node(&walk, node, 0) : OK;
}

enum err published_read(struct published *published, struct span page) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = 32};
    enum err parsed = json_parse(published->arena, page, &options, &root, NULL);
    if (parsed == OK) {
        return published_walk(published, root);
    }
    if (parsed == ERR_MEMORY) {
        return parsed;
    }
    read_text(published, span_trim(page), (struct span){NULL, 0});
    return OK;
}
