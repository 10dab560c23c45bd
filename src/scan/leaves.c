/* SPDX-License-Identifier: Apache-2.0 */
/* JSON flattened to hashed leaves, texts cut into hashed words. */
#include "scan/leaves.h"

#include "base/map.h"
#include "base/mutant.h"
#include "scan/error_words.h"
#include "scan/refusal.h"
#include "scan/unique.h"

enum { NO_PATH = 0 };

uint64_t leaves_hash(uint64_t start, struct span text) {
    const uint64_t key[2] = {start, 0x706f737465726e};
    return map_hash(key, text);
}

/* Where the text repeats the path that was asked for; its length is in *len. Routers leave the
 * slash at its start out, too; a short word without it may stand anywhere. */
static size_t find_echo(struct span text, struct span path, size_t *len) {
    enum { LONG_ENOUGH = 6 };
    *len = path.len;
    size_t at = path.len > 1 ? span_find(text, path) : SIZE_MAX;
    if (at != SIZE_MAX || path.len <= LONG_ENOUGH) {
        return MUTANT(path_counts) ? SIZE_MAX : at;
    }
    *len = path.len - 1;
    return span_find(text, span_from_index(path, 1));
}

bool leaves_repeat(struct span body, struct span path) {
    size_t len;
    bool escapes = span_find_byte(body, '\\') != SIZE_MAX && !MUTANT(escapes_unread);
    return escapes || find_echo(body, path, &len) != SIZE_MAX;
}

static uint64_t hash_text(uint64_t start, struct span text, struct span path) {
    size_t len, at = find_echo(text, path, &len);
    if (at == SIZE_MAX) {
        return leaves_hash(start, text);
    }
    uint64_t before = leaves_hash(start, span_slice(text, 0, at));
    return leaves_hash(leaves_hash(before, SPAN("\x01path")), span_from_index(text, at + len));
}

static struct span node_value(const struct node *node) {
    switch ((enum node_kind)node->kind) {
    case NODE_NULL:
        return SPAN("null");
    case NODE_FALSE:
        return SPAN("false");
    case NODE_TRUE:
        return SPAN("true");
    case NODE_NUMBER:
        return node_number(node);
    case NODE_STRING:
        return node_text(node);
    case NODE_ARRAY:
        return SPAN("[");
    case NODE_OBJECT:
        return SPAN("{");
    }
    return SPAN("");
}

uint64_t leaves_hash_node(const struct node *node) {
    return leaves_hash((uint64_t)node->kind, node_value(node));
}

static bool node_blank(const struct node *node) {
    switch ((enum node_kind)node->kind) {
    case NODE_NULL:
        return true;
    case NODE_STRING:
        return refusal_names_nobody(node_text(node));
    case NODE_ARRAY:
    case NODE_OBJECT:
        return node->len == 0;
    case NODE_FALSE:
    case NODE_TRUE:
    case NODE_NUMBER:
        break;
    }
    return false;
}

/* Of "Nothing is there. (Request 17)" the words that hold no digit. */
static uint64_t hash_words(struct span text) {
    uint64_t hash = 0;
    for (struct span word; (text = span_trim(text)).len;) {
        bool digit = false;
        size_t end = 0;
        while (end < text.len && (unsigned char)text.ptr[end] > ' ') {
            char c = text.ptr[end++];
            digit |= c >= '0' && c <= '9';
        }
        word = span_slice(text, 0, end);
        text = span_from_index(text, end);
        hash = digit || unique_text(word) ? hash : leaves_hash(hash, word);
    }
    return hash;
}

/* What a text says of how it went; nobody needs a thousand words for that. */
static void read_words(struct leaf *leaf, struct span text, struct span path, bool error) {
    enum { LONG_ENOUGH = 1000 };
    text = span_slice(text, 0, LONG_ENOUGH);
    leaf->words = error ? hash_words(text) : 0;
    leaf->blames = refusal_blames_credential(text);
    leaf->denial = leaf->blames || refusal_denies(text);
    leaf->telling = !span_equal(text, path) && error_words_tell(text);
}

/* What a text says of its own; the request's words in it are not the answer's. */
static void read_text(struct leaves *out, struct leaf *leaf, const struct node *node) {
    struct span text = node_text(node), own = out->echo ? echo_mask(out->echo, text) : text;
    leaf->echo = out->echo && own.ptr && !span_equal(own, text);
    if (leaf->echo) {
        leaf->value = hash_text((uint64_t)node->kind, own, out->path);
    }
    read_words(leaf, leaf->echo ? own : text, out->path, out->error);
}

/* What an error has to itself says no more than that it is there. */
static bool is_own(const struct leaves *out, const struct node *node) {
    bool number = node_is(node, NODE_NUMBER);
    return out->error && (number || node_is(node, NODE_STRING)) &&
           unique_member(node_key(node), node_value(node), number) && !MUTANT(unique_counts);
}

static void flatten(struct leaves *out, const struct node *node, uint64_t path, uint64_t parent,
                    unsigned depth) {
    if (out->n == SAMPLE_LEAVES || depth == LEAVES_DEPTH) {
        return;
    }
    bool array = node_is(node, NODE_ARRAY), own = is_own(out, node);
    out->at[out->n] = (struct leaf){
        .path = path,
        .parent = parent,
        .value = own ? leaves_hash((uint64_t)node->kind, SPAN("\x01own"))
                     : hash_text((uint64_t)node->kind, node_value(node), out->path),
        .blank = node_blank(node),
        .array = array,
        .holds = (array || node_is(node, NODE_OBJECT)) && node->len,
    };
    if (node_is(node, NODE_STRING) && !own) {
        read_text(out, &out->at[out->n], node);
    }
    out->n++;
    NODE_EACH(child, node) {
        uint64_t below =
            array ? leaves_hash(path, SPAN("\x01[]")) : leaves_hash(path, node_key(child));
        flatten(out, child, below, path, depth + 1);
    }
}

void leaves_of_tree(struct leaves *out, const struct node *root) {
    flatten(out, root, 1, 0, 0);
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Words as leaves without a place: texts are compared as bags of words. */
static void cut_words(struct leaves *out, struct span text) {
    size_t at = 0;
    while (at < text.len && out->n < SAMPLE_LEAVES) {
        while (at < text.len && !is_word(text.ptr[at])) {
            at++;
        }
        size_t start = at;
        while (at < text.len && is_word(text.ptr[at])) {
            at++;
        }
        if (at > start) {
            struct span word = span_slice(text, start, at - start);
            word = out->error && unique_text(word) ? SPAN("\x01own") : word;
            out->at[out->n++] = (struct leaf){.path = NO_PATH, .value = leaves_hash(0, word)};
        }
    }
}

void leaves_of_text(struct leaves *out, struct span text) {
    size_t len, at = find_echo(text, out->path, &len);
    cut_words(out, span_slice(text, 0, at));
    if (at != SIZE_MAX) {
        cut_words(out, span_from_index(text, at + len));
    }
}
