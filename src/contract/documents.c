/* SPDX-License-Identifier: Apache-2.0 */
/* Following references: the text of each is looked up once and remembered. */
#include "contract/documents.h"

#include "base/limits.h"
#include "text/uri.h"

enum { FEW_MEMBERS = 16 };

struct span documents_reference(const struct node *node) {
    return node_text(node_get(node, SPAN("$ref")));
}

static struct map *index_members(struct contract_documents *d, const struct node *object) {
    struct map *index = arena_new(d->arena, struct map);
    struct span *address = arena_new(d->arena, struct span);
    const struct node **kept = arena_new(d->arena, const struct node *);
    if (!index || !address || !kept) {
        return NULL;
    }
    *kept = object;
    NODE_EACH(member, object) {
        if (map_put(d->arena, index, node_key(member), (void *)(uintptr_t)member) != OK) {
            return NULL;
        }
    }
    struct span key = {(const char *)kept, sizeof(*kept)};
    return map_put(d->arena, &d->indexes, key, index) == OK ? index : NULL;
}

const struct node *documents_get(struct contract_documents *d, const struct node *object,
                                 struct span key) {
    if (!node_is(object, NODE_OBJECT) || object->len <= FEW_MEMBERS) {
        return node_get(object, key);
    }
    struct map *index = map_get(&d->indexes, (struct span){(const char *)&object, sizeof(object)});
    index = index ? index : index_members(d, object);
    return index ? map_get(index, key) : node_get(object, key);
}

/* One token of a pointer, "~1" and "~0" decoded (RFC 6901, section 4). */
static struct span decode_token(struct arena *arena, struct span token) {
    if (span_find_byte(token, '~') == SIZE_MAX) {
        return token;
    }
    char *copy = arena_take(arena, token.len, 1);
    size_t len = 0;
    for (size_t i = 0; copy && i < token.len; i++) {
        bool escape = token.ptr[i] == '~' && i + 1 < token.len &&
                      (token.ptr[i + 1] == '0' || token.ptr[i + 1] == '1');
        copy[len++] = !escape ? token.ptr[i] : token.ptr[++i] == '1' ? '/' : '~';
    }
    return (struct span){copy, len};
}

static const struct node *step(struct contract_documents *d, const struct node *node,
                               struct span token) {
    if (node_is(node, NODE_ARRAY)) {
        struct span pointer = arena_join(d->arena, SPAN("/"), token);
        return pointer.ptr ? node_at(node, pointer) : NULL;
    }
    struct span key = decode_token(d->arena, token);
    return key.ptr || token.len == 0 ? documents_get(d, node, key) : NULL;
}

static struct target walk(struct contract_documents *d, const struct document *document,
                          struct span pointer) {
    struct target nowhere = {NULL, document->file, pointer};
    if (pointer.len && pointer.ptr[0] != '/') {
        return nowhere; /* the name of an anchor */
    }
    const struct node *node = document->root;
    struct span rest = pointer.len ? span_from_index(pointer, 1) : (struct span){NULL, 0};
    while (node && rest.ptr) {
        node = step(d, node, span_cut(&rest, '/'));
    }
    return (struct target){node, document->file, pointer};
}

const struct target *documents_target(struct contract_documents *d, struct span reference) {
    struct target *known = map_get(&d->targets, reference);
    if (known) {
        return known;
    }
    struct target *target = arena_new(d->arena, struct target);
    struct span fragment = reference, name = span_cut(&fragment, '#');
    const struct document *document = map_get(&d->by_name, name);
    if (!target || map_put(d->arena, &d->targets, reference, target) != OK) {
        return NULL;
    }
    if (document && document->root) {
        struct span pointer =
            span_find_byte(fragment, '%') == SIZE_MAX ? fragment : uri_decode(d->arena, fragment);
        *target = walk(d, document, pointer);
    }
    return target;
}

struct spot documents_follow(struct contract_documents *d, const struct spot *spot) {
    struct spot at = *spot;
    for (unsigned left = LIMIT_CONTRACT_REF_DEPTH; left > 0; left--) {
        struct span reference = documents_reference(at.node);
        if (!reference.ptr) {
            return at;
        }
        const struct target *target = documents_target(d, reference);
        if (!target || !target->node) {
            break;
        }
        at = (struct spot){.node = target->node, .file = target->file, .base = target->pointer};
    }
    return (struct spot){.file = spot->file};
}

const struct node *contract_resolve(const struct contract *contract, const struct node *node) {
    struct spot spot = {.node = node};
    return documents_follow(contract->documents, &spot).node;
}
