/* SPDX-License-Identifier: Apache-2.0 */
/* Grouping rows. */
#include "report/text_groups.h"

#include "base/map.h"

enum { SEGMENTS = 2 }; /* of the path, that a group shares: "/api/orders/" */

/* The first segments of a path, with the slash behind them if there is one. */
static struct span prefix_of(struct span path) {
    unsigned slashes = 0;
    for (size_t i = 0; i < path.len; i++) {
        slashes += path.ptr[i] == '/';
        if (slashes > SEGMENTS) {
            return span_slice(path, 0, i + 1);
        }
    }
    return path;
}

/* What the row shows, as text: equal for rows that may be shown as one. */
static struct span key_of(struct pen *pen, const struct layout *layout,
                          const struct operation_result *operation, struct span reason) {
    BUF_SCOPE key = {0};
    buf_add(&key, prefix_of(operation->path));
    buf_byte(&key, ' ');
    buf_add(&key, reason);
    for (size_t i = 0; i < layout->matrix.columns.n; i++) {
        char text[MARK_TEXT];
        buf_byte(&key, ' ');
        buf_text(&key, matrix_mark_text(operation, &layout->matrix.columns.at[i], text));
    }
    return arena_dup(pen->arena, buf_span(&key));
}

static enum err add_group(struct pen *pen, const struct operation_result *operation,
                          struct span reason, struct groups *groups, struct group **group) {
    *group = arena_new(pen->arena, struct group);
    TRY_PTR(*group);
    (*group)->prefix = prefix_of(operation->path);
    (*group)->reason = reason;
    return vec_push(pen->arena, &groups->all, *group) ? OK : ERR_MEMORY;
}

static enum err find_group(struct pen *pen, const struct layout *layout, struct map *known,
                           const struct operation_result *operation, struct span reason,
                           struct groups *groups, struct group **group) {
    struct span key = key_of(pen, layout, operation, reason);
    TRY_PTR(key.ptr);
    *group = map_get(known, key);
    if (!*group) {
        TRY(add_group(pen, operation, reason, groups, group));
        TRY(map_put(pen->arena, known, key, *group));
    }
    return OK;
}

enum err groups_of(struct pen *pen, const struct result *result, const struct layout *layout,
                   const struct span *reasons, enum gate gate, bool folded, struct groups *out) {
    struct map known = {0};
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        struct group *group = NULL;
        if (operation->gate != gate) {
            continue;
        }
        if (folded) {
            TRY(find_group(pen, layout, &known, operation, reasons[i], out, &group));
        } else {
            TRY(add_group(pen, operation, reasons[i], out, &group));
        }
        if (!vec_push(pen->arena, &group->operations, operation)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
