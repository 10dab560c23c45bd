/* SPDX-License-Identifier: Apache-2.0 */
/* From evidence to a path, and from a row of that path to an answer. */
#include "cli/replay_hidden.h"

#include "base/mutant.h"
#include "catalog/shortfall.h"
#include "scan/build/build_effect.h"
#include "text/uri.h"

#include <string.h>

static bool has_row(const struct result *result, const struct operation_name *name) {
    VEC_EACH(const struct operation_result, row, &result->operations) {
        if (span_equal(row->path, name->path)) {
            return true;
        }
    }
    return false;
}

/* It was written by whoever wrote the report. */
static bool is_plain(struct span path) {
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c <= ' ' || c >= 0x7f || strchr("{}$\\\"<>", c)) {
            return false;
        }
    }
    return path.len > 1 && path.ptr[0] == '/' && path.ptr[1] != '/' && !build_path_has_effect(path);
}

/* Where the attack was sent; empty: nowhere that may be asked again. */
static struct span path_of(const struct finding *finding) {
    struct span path = SPAN("");
    VEC_EACH(const struct evidence, evidence, &finding->evidence) {
        const struct request *request = &evidence->exchange.request;
        if (span_equal(evidence->what, SPAN("attack")) &&
            span_equal(request->method, SPAN("GET"))) {
            path = uri_path(request->url);
        }
    }
    return is_plain(path) ? path : SPAN("");
}

enum err replay_hidden_find(struct arena *arena, const struct result *report,
                            struct replay_hidden *out) {
    VEC_EACH(const struct finding, finding, &report->findings) {
        bool ours = strcmp(finding->rule->id, "undocumented-operation") == 0 &&
                    finding->operations.n == 1 && !has_row(report, &finding->operations.at[0]);
        struct span path = ours ? path_of(finding) : SPAN("");
        struct hidden one = {finding, {{NULL, 0}, {NULL, 0}}, path};
        if (path.len) {
            one.name = finding->operations.at[0];
            TRY(vec_push(arena, &out->all, one) ? OK : ERR_MEMORY);
            TRY(vec_push(arena, &out->paths, path) ? OK : ERR_MEMORY);
        }
    }
    return OK;
}

/* What stands before a row's path is not told, so that the row may be another path's: it counts
 * where it says the whole path, or where no other would do. Rows of the contract have a line in
 * it. */
static const struct operation_result *row_of(const struct result *now, const struct hidden *one) {
    const struct operation_result *found = NULL;
    size_t n = 0;
    VEC_EACH(const struct operation_result, row, &now->operations) {
        bool fits = !row->place.line && row->path.len && span_equal(row->method, SPAN("GET")) &&
                    span_ends(one->path, row->path);
        if (fits && span_equal(row->path, one->path) && !MUTANT(hidden_elsewhere)) {
            return row;
        }
        n += fits;
        found = fits && !found ? row : found;
    }
    return n == 1 || MUTANT(hidden_elsewhere) ? found : NULL;
}

static bool is_absent(int status) {
    return status == 404 || status == 405 || status == 410 || status == 501;
}

/* Served to somebody, as it was when it was found. */
static bool is_served(const struct operation_result *row) {
    VEC_EACH(const struct cell, cell, &row->cells) {
        if (cell->status / 100 == 2 && cell->verdict == VERDICT_GRANTED) {
            return true;
        }
    }
    return false;
}

/* It asked, by a credential that was taken elsewhere. */
static bool has_asked(const struct operation_result *row, const struct result *now,
                      struct span identity) {
    VEC_EACH(const struct cell, cell, &row->cells) {
        if (span_equal(cell_identity(cell->who), identity)) {
            return shortfall_proven(now, identity);
        }
    }
    return false;
}

/* There for nobody; and whoever had been logged in is so now and was among them, since what is
 * hidden from strangers, or from some users, is absent for them, too. */
static bool is_gone(const struct operation_result *row, const struct result *report,
                    const struct result *now) {
    VEC_EACH(const struct credential_result, credential, &report->credentials) {
        bool proven = credential->standing == STANDING_PROVEN && !MUTANT(hidden_from_strangers);
        bool passed_over = MUTANT(hidden_from_some) && !shortfall_proven(now, credential->identity);
        if (proven && !has_asked(row, now, credential->identity) && !passed_over) {
            return false;
        }
    }
    VEC_EACH(const struct cell, cell, &row->cells) {
        if (!is_absent(cell->status)) {
            return false;
        }
    }
    return row->cells.n > 0;
}

enum err replay_hidden_tell(struct arena *arena, const struct replay_hidden *hidden,
                            const struct result *report, struct result *now) {
    VEC_EACH(const struct hidden, one, &hidden->all) {
        const struct operation_result *row = row_of(now, one);
        struct operation_result told = {.method = one->name.method, .path = one->name.path};
        if (!row) {
            continue;
        }
        if (is_served(row) && !MUTANT(hidden_unheard)) {
            TRY(vec_push(arena, &now->findings, *one->finding) ? OK : ERR_MEMORY);
        }
        told.gate = is_gone(row, report, now) ? GATE_ENFORCED : GATE_INCONCLUSIVE;
        told.accepted = true;
        TRY(vec_push(arena, &now->operations, told) ? OK : ERR_MEMORY);
    }
    return OK;
}
