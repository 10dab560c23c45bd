/* SPDX-License-Identifier: Apache-2.0 */
/* The rules that are broken at open operations. */
#include "report/text_why_open.h"

#include "base/map.h"

/* The rules of one operation, by name. */
struct broken {
    VEC(const struct rule *) rules;
};

static struct span key_of(struct pen *pen, struct span method, struct span path) {
    return arena_printf(pen->arena, "%.*s %.*s", SPAN_ARG(method), SPAN_ARG(path));
}

/* Findings of one rule stand together, so that the last one is enough to tell it twice. */
static enum err note(struct pen *pen, struct map *known, const struct finding *finding,
                     const struct operation_name *name) {
    struct span key = key_of(pen, name->method, name->path);
    TRY_PTR(key.ptr);
    struct broken *broken = map_get(known, key);
    if (!broken) {
        broken = arena_new(pen->arena, struct broken);
        TRY_PTR(broken);
        TRY(map_put(pen->arena, known, key, broken));
    }
    if (broken->rules.n && broken->rules.at[broken->rules.n - 1] == finding->rule) {
        return OK;
    }
    return vec_push(pen->arena, &broken->rules, finding->rule) ? OK : ERR_MEMORY;
}

static enum err index_findings(struct pen *pen, const struct result *result, struct map *known) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        for (size_t k = 0; k < finding->operations.n; k++) {
            TRY(note(pen, known, finding, &finding->operations.at[k]));
        }
    }
    return OK;
}

static bool shows_breach(const struct matrix *matrix, const struct operation_result *operation) {
    for (size_t i = 0; i < matrix->columns.n; i++) {
        if (matrix_mark(operation, &matrix->columns.at[i]) == MARK_BREACHED) {
            return true;
        }
    }
    return false;
}

static struct span words(struct pen *pen, const struct map *known,
                         const struct operation_result *operation) {
    BUF_SCOPE out = {0};
    struct span key = key_of(pen, operation->method, operation->path);
    const struct broken *broken = map_get(known, key);
    for (size_t i = 0; broken && i < broken->rules.n; i++) {
        buf_printf(&out, "%s%s", i ? ", " : "by ", broken->rules.at[i]->id);
    }
    return out.len ? arena_dup(pen->arena, buf_span(&out)) : operation->reason;
}

enum err text_why_open(struct pen *pen, const struct result *result, const struct matrix *matrix,
                       struct span **out, size_t *widest) {
    struct map known = {0};
    *widest = 0;
    *out = arena_array(pen->arena, struct span, result->operations.n);
    TRY_PTR(*out);
    TRY(index_findings(pen, result, &known));
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        if (operation->gate == GATE_OPEN && !shows_breach(matrix, operation)) {
            (*out)[i] = words(pen, &known, operation);
            size_t width = pen_width(pen_clean(pen, (*out)[i]));
            *widest = width > *widest ? width : *widest;
        }
    }
    return OK;
}
