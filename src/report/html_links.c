/* SPDX-License-Identifier: Apache-2.0 */
/* Rows and findings, joined by the names of operations and endpoints. */
#include "report/html_links.h"

static struct span key_of(struct arena *arena, struct span method, struct span path) {
    return arena_join(arena, arena_join(arena, method, SPAN(" ")), path);
}

static enum err add_row(struct arena *arena, struct html_links *links, struct span method,
                        struct span path, size_t row) {
    struct span key = key_of(arena, method, path);
    struct html_numbers *numbers = map_get(&links->rows, key);
    TRY_PTR(key.ptr);
    if (!numbers) {
        numbers = arena_new(arena, struct html_numbers);
        TRY_PTR(numbers);
        TRY(map_put(arena, &links->rows, key, numbers));
    }
    return vec_push(arena, numbers, row) ? OK : ERR_MEMORY;
}

static enum err index_rows(const struct result *result, struct arena *arena,
                           struct html_links *links) {
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *row = &result->operations.at[i];
        TRY(add_row(arena, links, row->method, row->path, i));
    }
    for (size_t i = 0; i < result->endpoints.n; i++) {
        const struct endpoint_result *row = &result->endpoints.at[i];
        TRY(add_row(arena, links, SPAN("*"), row->route, i));
        VEC_EACH(const struct span, method, &row->methods) {
            TRY(add_row(arena, links, *method, row->route, i));
        }
    }
    return OK;
}

static bool has(const struct html_numbers *numbers, size_t number) {
    return numbers->n && numbers->at[numbers->n - 1] == number;
}

/* Joins finding and every row of that name. */
static enum err join(struct arena *arena, struct html_links *links, struct span method,
                     struct span path, struct html_numbers *rows, size_t finding) {
    const struct html_numbers *named = map_get(&links->rows, key_of(arena, method, path));
    for (size_t i = 0; named && i < named->n; i++) {
        struct html_numbers *findings = &links->findings_of[named->at[i]];
        if (has(findings, finding)) {
            continue;
        }
        if (!vec_push(arena, findings, finding) || !vec_push(arena, rows, named->at[i])) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err join_finding(const struct finding *finding, struct arena *arena,
                             struct html_links *links, struct html_numbers *rows, size_t index) {
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        TRY(join(arena, links, name->method, name->path, rows, index));
    }
    VEC_EACH(const struct endpoint_name, name, &finding->endpoints) {
        if (!name->methods.n) {
            TRY(join(arena, links, SPAN("*"), name->route, rows, index));
        }
        VEC_EACH(const struct span, method, &name->methods) {
            TRY(join(arena, links, *method, name->route, rows, index));
        }
    }
    return OK;
}

enum err html_links_of(const struct result *result, struct arena *arena, struct html_links *out) {
    size_t n = result->operations.n + result->endpoints.n;
    struct html_numbers *rows = arena_array(arena, struct html_numbers, result->findings.n + 1);
    *out = (struct html_links){.findings_of = arena_array(arena, struct html_numbers, n + 1),
                               .rows_of = rows};
    TRY_PTR(rows);
    TRY_PTR(out->findings_of);
    TRY(index_rows(result, arena, out));
    for (size_t i = 0; i < result->findings.n; i++) {
        TRY(join_finding(&result->findings.at[i], arena, out, &rows[i], i));
    }
    return OK;
}

bool html_links_has(const struct html_links *links, struct arena *arena, struct span method,
                    struct span path) {
    return map_get(&links->rows, key_of(arena, method, path)) != NULL;
}

static struct span path_of(const struct result *result, size_t row) {
    return result->kind == KIND_AUDIT ? result->endpoints.at[row].route
                                      : result->operations.at[row].path;
}

size_t html_links_common(const struct result *result) {
    size_t n = result->kind == KIND_AUDIT ? result->endpoints.n : result->operations.n;
    struct span first = n ? path_of(result, 0) : SPAN("");
    size_t common = first.len;
    for (size_t i = 1; i < n; i++) {
        struct span path = path_of(result, i);
        size_t same = 0;
        while (same < common && same < path.len && path.ptr[same] == first.ptr[same]) {
            same++;
        }
        common = same;
    }
    while (common && first.ptr[common - 1] != '/') {
        common--;
    }
    return n > 1 ? common : 0;
}

/* "api", "v1", "v2.3": says nothing of what the path is about. */
static bool says_nothing(struct span segment) {
    bool version = segment.len > 1 && (segment.ptr[0] | 0x20) == 'v';
    for (size_t i = 1; i < segment.len && version; i++) {
        version = (segment.ptr[i] >= '0' && segment.ptr[i] <= '9') || segment.ptr[i] == '.';
    }
    return version || span_equal_nocase(segment, SPAN("api")) ||
           span_equal_nocase(segment, SPAN("rest"));
}

struct span html_links_group(struct span path, size_t common) {
    size_t start = common < path.len ? common : 0;
    start += start < path.len && path.ptr[start] == '/';
    size_t end = span_find_byte(span_from_index(path, start), '/');
    while (end != SIZE_MAX && says_nothing(span_slice(path, start, end)) &&
           start + end + 1 < path.len) {
        start += end + 1;
        end = span_find_byte(span_from_index(path, start), '/');
    }
    return end == SIZE_MAX ? path : span_slice(path, 0, start + end);
}
