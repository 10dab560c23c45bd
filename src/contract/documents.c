/* SPDX-License-Identifier: Apache-2.0 */
/* Following references: the text of each is looked up once and remembered. */
#include "contract/documents.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "text/uri.h"

enum { FEW_MEMBERS = 16 };

struct span documents_reference(const struct node *node) {
    return node_text(node_get(node, SPAN("$ref")));
}

static enum err fill_index(struct arena *arena, const struct node *parent, struct map *index) {
    size_t position = 0;
    NODE_EACH(child, parent) {
        struct span key = node_key(child);
        if (node_is(parent, NODE_ARRAY)) {
            key = arena_printf(arena, "%zu", position++);
            TRY_PTR(key.ptr);
        }
        TRY(map_put(arena, index, key, (void *)(uintptr_t)child));
    }
    return OK;
}

/* The members or elements of a large node by name or position, made at the first question. */
static struct map *index_of(struct contract_documents *d, const struct node *parent) {
    struct span address = {(const char *)&parent, sizeof(parent)};
    struct map *index = map_get(&d->indexes, address);
    if (index) {
        return index;
    }
    index = arena_new(d->arena, struct map);
    address = arena_dup(d->arena, address);
    if (!index || !address.ptr || fill_index(d->arena, parent, index) != OK ||
        map_put(d->arena, &d->indexes, address, index) != OK) {
        return NULL;
    }
    return index;
}

const struct node *documents_get(struct contract_documents *d, const struct node *parent,
                                 struct span key) {
    bool array = node_is(parent, NODE_ARRAY);
    if (!node_is(parent, NODE_OBJECT) && !array) {
        return NULL;
    }
    if (!array && parent->len <= FEW_MEMBERS) {
        return node_get(parent, key);
    }
    const struct map *index = index_of(d, parent);
    return index ? map_get(index, key) : NULL;
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

static struct target walk(struct contract_documents *d, const struct document *document,
                          struct span pointer) {
    struct target nowhere = {NULL, document->file, pointer};
    if (pointer.len && pointer.ptr[0] != '/') {
        return nowhere; /* the name of an anchor */
    }
    const struct node *node = document->root;
    struct span rest = pointer.len ? span_from_index(pointer, 1) : (struct span){NULL, 0};
    while (node && rest.ptr) {
        struct span token = decode_token(d->arena, span_cut(&rest, '/'));
        node = token.ptr ? documents_get(d, node, token) : NULL;
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

struct span documents_fault(struct contract_documents *d, const struct spot *spot) {
    const struct node *node = spot->node;
    struct span reference = documents_reference(node);
    for (unsigned left = LIMIT_CONTRACT_REF_DEPTH; reference.ptr && left > 0; left--) {
        const char *refused = map_get(&d->refused, reference);
        const struct target *target = documents_target(d, reference);
        if (refused || !target || (!target->node && !MUTANT(nowhere_is_fine))) {
            reference.len -= span_ends(reference, SPAN("#"));
            return arena_printf(d->arena, "the reference \"%.*s\" %s", SPAN_ARG(reference),
                                refused ? refused : "leads nowhere");
        }
        node = target->node;
        reference = documents_reference(node);
    }
    return reference.ptr ? arena_printf(d->arena, "the reference \"%.*s\" leads in a circle",
                                        SPAN_ARG(documents_reference(spot->node)))
                         : (struct span){"", 0};
}
