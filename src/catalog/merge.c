/* SPDX-License-Identifier: Apache-2.0 */
/* Putting results together. */
#include "catalog/merge.h"

#include "base/mutant.h"
#include "catalog/merge_findings.h"
#include "catalog/shortfall.h"

#include <stdlib.h>

enum { SHARES_MOST = 4096 };

static enum err differ(const struct merge *merge, size_t i, const char *what) {
    diag_add(merge->diag, DIAG_ERROR, (struct place){.file = merge->names[i]},
             "it has another %s than %.*s", what, SPAN_ARG(merge->names[0]));
    return ERR_INVALID;
}

static enum err check(const struct merge *merge) {
    const struct result *first = merge->parts[0];
    for (size_t i = 1; i < merge->n; i++) {
        const struct result *part = merge->parts[i];
        if (part->kind != first->kind) {
            return differ(merge, i, "kind");
        }
        if (!span_equal(part->target, first->target)) {
            return differ(merge, i, "target");
        }
        if (part->shards != first->shards) {
            return differ(merge, i, "number of shards");
        }
        if (!span_equal(part->contract, first->contract)) {
            diag_add(merge->diag, DIAG_WARNING, (struct place){.file = merge->names[i]},
                     "its contract is called %.*s, and that of %.*s %.*s", SPAN_ARG(part->contract),
                     SPAN_ARG(merge->names[0]), SPAN_ARG(first->contract));
        }
    }
    return OK;
}

/* A share that nobody handed in was judged by nobody. */
static enum err find_missing(const struct merge *merge, struct result *out) {
    unsigned shards = merge->parts[0]->shards;
    bool here[SHARES_MOST] = {false};
    for (size_t i = 0; i < merge->n; i++) {
        unsigned shard = merge->parts[i]->shard;
        if (shard && shard < SHARES_MOST) {
            here[shard] = true;
        }
    }
    for (unsigned i = 1; i <= shards && i < SHARES_MOST; i++) {
        if (!here[i] && !MUTANT(share_missing)) {
            out->complete = false;
            out->incomplete_why =
                arena_printf(merge->arena, "shard %u of %u is missing", i, shards);
            TRY_PTR(out->incomplete_why.ptr);
            return OK;
        }
    }
    return OK;
}

static struct span useless_identity(const struct result *out, struct arena *arena) {
    VEC_EACH(const struct credential_result, credential, &out->credentials) {
        bool idle =
            credential->standing == STANDING_UNTRIED || credential->standing == STANDING_REFUSED;
        if (idle && shortfall_gate_asked(out) && !MUTANT(useless_merged) &&
            !shortfall_proven(out, credential->identity)) {
            return arena_printf(arena, "the identity %.*s was %s", SPAN_ARG(credential->identity),
                                credential->standing == STANDING_UNTRIED
                                    ? "used nowhere"
                                    : "refused wherever it was tried");
        }
    }
    return SPAN("");
}

/* What one share owed another may have paid: where all came to their end, the whole is judged. */
static enum err conclude(const struct merge *merge, struct result *out) {
    struct shortfall_terms terms = {.arena = merge->arena, .identities = out->credentials.n > 0};
    if (out->kind != KIND_SCAN || !out->ended) {
        return OK;
    }
    shortfall_tell_rightless(out);
    struct span why = shortfall_of_rows(out, &terms);
    why = why.len ? why : useless_identity(out, merge->arena);
    why = why.len ? why : shortfall_of_measure(out, &terms);
    out->complete = !why.len;
    out->incomplete_why = why;
    return OK;
}

static enum err count_requests(struct arena *arena, const struct result *part, struct result *out) {
    out->requests += part->requests;
    VEC_EACH(const struct request_count, count, &part->requests_by) {
        struct request_count *sum = NULL;
        VEC_EACH(struct request_count, known, &out->requests_by) {
            sum = span_equal(known->by, count->by) ? known : sum;
        }
        if (sum) {
            sum->n += count->n;
        } else if (!vec_push(arena, &out->requests_by, *count)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err add_head(const struct merge *merge, const struct result *part, struct result *out) {
    out->started = part->started < out->started ? part->started : out->started;
    out->finished = part->finished > out->finished ? part->finished : out->finished;
    bool half = out->kind == KIND_SCAN ? !part->ended : !part->complete;
    if (half && out->complete && !MUTANT(half_is_whole)) {
        out->complete = out->ended = false;
        out->incomplete_why = part->incomplete_why;
    }
    out->unsteady += part->unsteady;
    out->min_judged = part->min_judged > out->min_judged ? part->min_judged : out->min_judged;
    VEC_EACH(const struct span, rule, &part->left_out) {
        bool known = false;
        VEC_EACH(const struct span, other, &out->left_out) {
            known |= span_equal(*rule, *other);
        }
        if (!known && !vec_push(merge->arena, &out->left_out, *rule)) {
            return ERR_MEMORY;
        }
    }
    return count_requests(merge->arena, part, out);
}

static unsigned weight(enum standing standing) {
    switch (standing) {
    case STANDING_UNTRIED:
        return 0;
    case STANDING_REFUSED:
        return 1;
    case STANDING_PROVEN:
        return 2;
    case STANDING_LOST:
        return 3;
    }
    return 0;
}

static enum err add_credentials(struct arena *arena, const struct result *part,
                                struct result *out) {
    VEC_EACH(const struct credential_result, credential, &part->credentials) {
        struct credential_result *known = result_credential(out, credential);
        if (!known && !vec_push(arena, &out->credentials, *credential)) {
            return ERR_MEMORY;
        }
        if (known && weight(credential->standing) > weight(known->standing)) {
            *known = *credential;
        }
    }
    return OK;
}

static bool counts_more(const struct operation_result *row, const struct operation_result *known) {
    return row->gate != GATE_UNTESTED || known->gate == GATE_UNTESTED;
}

static enum err add_operations(const struct merge *merge, size_t part, struct map *rows,
                               struct result *out) {
    VEC_EACH(const struct operation_result, row, &merge->parts[part]->operations) {
        struct span name =
            arena_printf(merge->arena, "%.*s %.*s", SPAN_ARG(row->method), SPAN_ARG(row->path));
        TRY_PTR(name.ptr);
        size_t *at = map_get(rows, name);
        if (at) {
            diag_add(merge->diag, DIAG_WARNING, (struct place){.file = merge->names[part]},
                     "%.*s stands in an earlier report, too", SPAN_ARG(name));
            if (counts_more(row, &out->operations.at[*at])) {
                out->operations.at[*at] = *row;
            }
            continue;
        }
        at = arena_new(merge->arena, size_t);
        TRY_PTR(at);
        *at = out->operations.n;
        TRY(map_put(merge->arena, rows, name, at));
        if (!vec_push(merge->arena, &out->operations, *row)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err add_endpoints(struct arena *arena, const struct result *part, struct result *out) {
    VEC_EACH(const struct endpoint_result, row, &part->endpoints) {
        if (!vec_push(arena, &out->endpoints, *row)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* Where the contract has it: reports list operations in that order. */
struct ranked {
    struct operation_result row;
    size_t index;
};

static int by_place(const void *left, const void *right) {
    const struct ranked *a = left, *b = right;
    const struct place *x = &a->row.place, *y = &b->row.place;
    bool comparable = x->line && y->line && span_equal(x->file, y->file);
    bool unreadable = a->row.unreadable != b->row.unreadable;
    if (unreadable) {
        return a->row.unreadable ? 1 : -1;
    }
    if (comparable && x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    if (comparable && x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    return (a->index > b->index) - (a->index < b->index);
}

static enum err order_operations(struct arena *arena, struct result *out) {
    size_t n = out->operations.n;
    struct ranked *ranked = arena_array(arena, struct ranked, n);
    TRY_PTR(ranked);
    for (size_t i = 0; i < n; i++) {
        ranked[i] = (struct ranked){out->operations.at[i], i};
    }
    if (n) {
        qsort(ranked, n, sizeof(*ranked), by_place);
    }
    for (size_t i = 0; i < n; i++) {
        out->operations.at[i] = ranked[i].row;
    }
    return OK;
}

static bool is_told(const struct diag *diag, const struct diag_item *item) {
    VEC_EACH(const struct diag_item, known, &diag->items) {
        if (known->level == item->level && span_equal(known->message, item->message) &&
            span_equal(known->place.file, item->place.file) &&
            known->place.line == item->place.line && known->place.column == item->place.column) {
            return true;
        }
    }
    return false;
}

/* What every share has to tell is told once. */
static void add_diagnostics(const struct merge *merge, const struct result *part) {
    for (size_t i = 0; part->diag && i < part->diag->items.n && !MUTANT(shares_untold); i++) {
        const struct diag_item *item = &part->diag->items.at[i];
        if (!is_told(merge->diag, item)) {
            diag_add(merge->diag, item->level, item->place, "%.*s", SPAN_ARG(item->message));
        }
    }
}

enum err merge_results(const struct merge *merge, struct result *out) {
    const struct result *first = merge->parts[0];
    struct map rows = {0};
    *out = (struct result){.kind = first->kind,
                           .contract = first->contract,
                           .target = first->target,
                           .started = first->started,
                           .finished = first->finished,
                           .ended = true,
                           .complete = true,
                           .diag = merge->diag,
                           .arena = merge->arena};
    TRY(check(merge));
    for (size_t i = 0; i < merge->n; i++) {
        TRY(add_head(merge, merge->parts[i], out));
        TRY(add_credentials(merge->arena, merge->parts[i], out));
        TRY(add_operations(merge, i, &rows, out));
        TRY(add_endpoints(merge->arena, merge->parts[i], out));
        add_diagnostics(merge, merge->parts[i]);
    }
    TRY(order_operations(merge->arena, out));
    TRY(conclude(merge, out));
    TRY(find_missing(merge, out));
    for (size_t i = 0; i < merge->n; i++) {
        TRY(merge_findings(merge, merge->parts[i], out));
    }
    result_sort(out);
    return OK;
}
