/* SPDX-License-Identifier: Apache-2.0 */
/* The source held against the contract: rows by template and method, and those that it hides. */
#include "cli/source.h"

#include "cli/unlisted.h"
#include "text/uri.h"

/* The template whatever its placeholders are called, without a slash at its end. */
static bool same_template(struct span a, struct span b) {
    size_t i = 0, k = 0;
    a.len -= a.len > 1 && span_ends(a, SPAN("/"));
    b.len -= b.len > 1 && span_ends(b, SPAN("/"));
    while (i < a.len && k < b.len) {
        if (a.ptr[i] == '{' && b.ptr[k] == '{') {
            size_t end_a = span_find_byte(span_from_index(a, i), '}');
            size_t end_b = span_find_byte(span_from_index(b, k), '}');
            if (end_a == SIZE_MAX || end_b == SIZE_MAX) {
                return false;
            }
            i += end_a + 1;
            k += end_b + 1;
        } else if (a.ptr[i++] != b.ptr[k++]) {
            return false;
        }
    }
    return i == a.len && k == b.len;
}

static bool answers(const struct endpoint_result *row, struct span method) {
    bool head = span_equal(method, SPAN("HEAD")); /* where it is no row of its own, as GET */
    VEC_EACH(const struct span, each, &row->methods) {
        if (span_equal(*each, method) || (head && span_equal(*each, SPAN("GET")))) {
            return true;
        }
    }
    return false;
}

static const struct endpoint_result *find_row(const struct source *source, struct span route,
                                              struct span method) {
    const struct endpoint_result *other = NULL;
    VEC_EACH(const struct endpoint_result, row, &source->audit.endpoints) {
        if (same_template(row->route, route)) {
            if (answers(row, method)) {
                return row;
            }
            other = other ? other : row;
        }
    }
    return other; /* another method of it: the view is the same */
}

const struct endpoint_result *source_row(struct source *source, struct span base,
                                         struct span method, struct span path) {
    struct span front = uri_path(source->url);
    front.len -= span_ends(front, SPAN("/"));
    struct span routes[] = {arena_join(source->arena, base, path), path,
                            arena_join(source->arena, front, path),
                            arena_printf(source->arena, "%.*s%.*s%.*s", SPAN_ARG(front),
                                         SPAN_ARG(base), SPAN_ARG(path))};
    for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
        const struct endpoint_result *row = find_row(source, routes[i], method);
        if (row) {
            return row;
        }
    }
    return NULL;
}

/* Whether some operation of the contract is this row and method; base: of the operations. */
static bool has_operation(struct source *source, const struct endpoint_result *row,
                          struct span method) {
    VEC_EACH(const struct operation, operation, &source->contract->operations) {
        if (span_equal(operation->method, method) &&
            source_row(source, operation->base, method, operation->path) == row) {
            return true;
        }
    }
    VEC_EACH(const struct unreadable, each, &source->contract->unreadable) {
        if (source_row(source, SPAN(""), method, each->path) == row) {
            return true;
        }
    }
    return false;
}

static bool is_template(struct span route) {
    return span_starts(route, SPAN("/")) && span_find(route, SPAN("…")) == SIZE_MAX &&
           span_find(route, SPAN("{}")) == SIZE_MAX && span_find_byte(route, '(') == SIZE_MAX;
}

static enum err add_hidden(struct source *source, struct contract *contract) {
    size_t added = 0;
    VEC_EACH(const struct endpoint_result, row, &source->audit.endpoints) {
        bool own = row->place.file.len > 0; /* a package's view is in no contract of its own */
        bool open =
            own && row->decided && row->anonymous == ACCESS_ALLOWED && is_template(row->route);
        VEC_EACH(const struct span, method, &row->methods) {
            /* A plain view answers every method, whatever it is for. */
            bool api = row->permissions.n || row->authenticators.n;
            bool asked = open && (span_equal(*method, SPAN("GET")) ||
                                  (api && !span_equal(*method, SPAN("HEAD")) &&
                                   !span_equal(*method, SPAN("OPTIONS")) &&
                                   !span_equal(*method, SPAN("TRACE"))));
            if (asked && !has_operation(source, row, *method)) {
                struct unlisted unlisted = {.url = source->url,
                                            .method = *method,
                                            .route = row->route,
                                            .summary = SPAN("served, and not in the contract"),
                                            .place = row->place};
                TRY(unlisted_add(&unlisted, contract));
                added++;
            }
        }
    }
    if (added) {
        diag_add(source->diag, DIAG_NOTE, (struct place){.file = source->audit.target},
                 "%zu operations that the source lets everybody use are not in the contract; they "
                 "are asked, too",
                 added);
    }
    return OK;
}

enum err source_read(struct source *source, struct span folder, const struct texts *settings,
                     struct contract *contract) {
    struct audit_options options = {
        .root = folder, .settings = settings->at, .settings_n = settings->n, .diag = source->diag};
    TRY(audit_run(&options, source->arena, &source->audit));
    source->contract = contract;
    source->declared = contract->operations.n;
    return add_hidden(source, contract);
}
