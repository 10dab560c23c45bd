/* SPDX-License-Identifier: Apache-2.0 */
/* A chain of blocks, each at least twice what was asked or one page group. */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes of data */
    size_t used;
    _Alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena, size_t limit) {
    *arena = (struct arena){.limit = limit};
}

void arena_free(struct arena *arena) {
    while (arena->head) {
        struct arena_block *block = arena->head;
        arena->head = block->next;
        free(block);
    }
    arena->used = 0;
}

void arena_reset(struct arena *arena) {
    struct arena_block *kept = arena->head;
    if (!kept || kept->size > LARGEST_BLOCK) {
        arena_free(arena); /* made for one large thing: not worth keeping */
        return;
    }
    arena->head = kept->next;
    arena_free(arena);
    memset(kept->data, 0, kept->used);
    kept->used = 0;
    kept->next = NULL;
    arena->head = kept;
    arena->used = kept->size;
}

void arena_adopt(struct arena *arena, struct arena *other) {
    struct arena_block **end = &arena->head;
    while (*end) {
        end = &(*end)->next;
    }
    *end = other->head;
    arena->used +=
        other->used < arena->limit - arena->used ? other->used : arena->limit - arena->used;
    other->head = NULL;
    other->used = 0;
}

static struct arena_block *add_block(struct arena *arena, size_t wanted) {
    size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK) {
        size = LARGEST_BLOCK;
    }
    if (size > arena->limit - arena->used) {
        size = arena->limit - arena->used; /* what is left of the limit */
    }
    if (size < wanted) {
        size = wanted;
    }
    if (size > arena->limit - arena->used || size > SIZE_MAX - sizeof(struct arena_block)) {
        return NULL;
    }
    struct arena_block *block = calloc(1, sizeof(*block) + size);
    if (!block) {
        return NULL;
    }
    block->size = size;
    block->next = arena->head;
    arena->head = block;
    arena->used += size;
    return block;
}

static void *take_from(struct arena_block *block, size_t size, size_t align) {
    size_t start = (block->used + align - 1) & ~(align - 1);
    if (start > block->size || size > block->size - start) {
        return NULL;
    }
    block->used = start + size;
    return block->data + start;
}

void *arena_take(struct arena *arena, size_t size, size_t align) {
    assert(align && (align & (align - 1)) == 0 && align <= _Alignof(max_align_t));
    if (size == 0) {
        size = 1; /* NULL means failure, so nothing has an address too */
    }
    void *memory = arena->head ? take_from(arena->head, size, align) : NULL;
    if (!memory) {
        struct arena_block *block = add_block(arena, size);
        memory = block ? take_from(block, size, align) : NULL;
    }
    return memory;
}

/* Whether that is the last that was taken, of the newest block. */
static bool is_last(const struct arena_block *block, const void *memory, size_t size) {
    return block && memory && size <= block->used &&
           (const char *)memory == block->data + block->used - size;
}

bool arena_extend(struct arena *arena, const void *memory, size_t size, size_t wanted) {
    struct arena_block *block = arena->head;
    if (!is_last(block, memory, size) || wanted < size ||
        wanted - size > block->size - block->used) {
        return false;
    }
    block->used += wanted - size;
    return true;
}

bool arena_give_back(struct arena *arena, const void *memory, size_t size) {
    struct arena_block *block = arena->head;
    if (!is_last(block, memory, size)) {
        return false;
    }
    block->used -= size;
    memset(block->data + block->used, 0, size);
    return true;
}

void *arena_take_array(struct arena *arena, size_t count, size_t size, size_t align) {
    if (size && count > SIZE_MAX / size) {
        return NULL;
    }
    return arena_take(arena, count * size, align);
}

struct span arena_dup(struct arena *arena, struct span s) {
    return arena_join(arena, s, (struct span){NULL, 0});
}

struct span arena_join(struct arena *arena, struct span a, struct span b) {
    if (a.len >= SIZE_MAX - b.len) {
        return (struct span){NULL, 0};
    }
    char *copy = arena_take(arena, a.len + b.len + 1, 1);
    if (!copy) {
        return (struct span){NULL, 0};
    }
    if (a.len) {
        memcpy(copy, a.ptr, a.len);
    }
    if (b.len) {
        memcpy(copy + a.len, b.ptr, b.len);
    }
    return (struct span){copy, a.len + b.len};
}

struct span arena_vprintf(struct arena *arena, const char *format, va_list arguments) {
    char first[256]; /* most are short, and printed once */
    va_list again;
    va_copy(again, arguments);
    int len = vsnprintf(first, sizeof(first), format, arguments);
    char *text = len >= 0 ? arena_take(arena, (size_t)len + 1, 1) : NULL;
    if (text && (size_t)len < sizeof(first)) {
        memcpy(text, first, (size_t)len + 1);
    } else if (text) {
        (void)vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    return text ? (struct span){text, (size_t)len} : (struct span){NULL, 0};
}

struct span arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}
