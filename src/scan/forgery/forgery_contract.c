/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys that the contract itself shows: in its description, its schemes, its extensions. */
#include "base/buf.h"
#include "scan/forgery/forgery_keys.h"
#include "token/jwk.h"
#include "token/key_pem.h"

enum { DEEPEST = 12, MOST_NODES = 20000, MOST_BODY = 16 << 10, LINE = 64 };

struct walk {
    struct engine *engine;
    size_t nodes;
};

/* The first block of a kind (RFC 7468, section 2) in *rest, which moves behind it. */
static bool next_block(struct span *rest, struct span kind, struct span *body) {
    struct span dashes = SPAN("-----");
    size_t begin;
    while ((begin = span_find(*rest, SPAN("-----BEGIN "))) != SIZE_MAX) {
        *rest = span_from_index(*rest, begin + 11);
        struct span after = span_from_index(*rest, kind.len);
        size_t end = span_find(after, SPAN("-----END "));
        if (span_starts(*rest, kind) && span_starts(after, dashes) && end != SIZE_MAX) {
            *body = span_slice(after, dashes.len, end - dashes.len);
            *rest = span_from_index(after, end);
            return true;
        }
    }
    return false;
}

/* The block anew, in lines of its own: a document may have folded, indented or escaped them. */
static enum err read_block(struct engine *engine, struct span kind, struct span body) {
    BUF_SCOPE pem = {0};
    size_t in_line = 0;
    buf_printf(&pem, "-----BEGIN %.*s-----\n", SPAN_ARG(kind));
    for (size_t i = 0; i < body.len && i < MOST_BODY; i++) {
        char c = body.ptr[i];
        bool escape = c == '\\' && i + 1 < body.len && body.ptr[i + 1] == 'n';
        i += escape ? 1 : 0;
        if (escape || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            continue;
        }
        buf_byte(&pem, c);
        if (++in_line % LINE == 0) {
            buf_byte(&pem, '\n');
        }
    }
    buf_printf(&pem, "\n-----END %.*s-----\n", SPAN_ARG(kind));
    TRY(buf_status(&pem));
    EVP_PKEY *pkey = NULL;
    if (key_pem_read(buf_span(&pem), &pkey) == OK) {
        forgery_keys_keep(engine, pkey);
    }
    return OK;
}

static enum err read_text(struct engine *engine, struct span text) {
    static const struct span kinds[] = {SPAN_INIT("PUBLIC KEY"), SPAN_INIT("RSA PUBLIC KEY"),
                                        SPAN_INIT("CERTIFICATE")};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct span rest = text, body;
        while (next_block(&rest, kinds[i], &body)) {
            TRY(read_block(engine, kinds[i], body));
        }
    }
    return OK;
}

static enum err walk_node(struct walk *walk, const struct node *node, unsigned depth) {
    if (depth == DEEPEST || walk->nodes == MOST_NODES) {
        return OK;
    }
    walk->nodes++;
    if (node_is(node, NODE_STRING)) {
        return read_text(walk->engine, node_text(node));
    }
    if (node_text(node_get(node, SPAN("kty"))).len) {
        return forgery_keys_read_jwk(walk->engine, node);
    }
    if (node_is(node, NODE_OBJECT) || node_is(node, NODE_ARRAY)) {
        NODE_EACH(child, node) {
            TRY(walk_node(walk, child, depth + 1));
        }
    }
    return OK;
}

enum err forgery_contract_keys(struct engine *engine) {
    struct walk walk = {.engine = engine};
    const struct node *root = engine->options->contract->root;
    TRY(walk_node(&walk, node_get(node_get(root, SPAN("components")), SPAN("securitySchemes")), 0));
    TRY(walk_node(&walk, node_get(root, SPAN("securityDefinitions")), 0));
    TRY(walk_node(&walk, node_get(root, SPAN("info")), 0));
    NODE_EACH(member, root) {
        if (span_starts(node_key(member), SPAN("x-"))) {
            TRY(walk_node(&walk, member, 0));
        }
    }
    return OK;
}
