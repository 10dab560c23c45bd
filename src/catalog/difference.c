/* SPDX-License-Identifier: Apache-2.0 */
/* Findings are told apart by rule and cause; where a report says no cause, by fingerprint. */
#include "catalog/difference.h"

#include "base/map.h"
#include "base/mutant.h"

const char *change_word(enum change change) {
    static const char *const words[] = {
#define CHANGE_WORD(code, word) word,
        CHANGE_LIST(CHANGE_WORD)
#undef CHANGE_WORD
    };
    return (size_t)change < CHANGES ? words[change] : "";
}

static bool same_rule(const struct finding *a, const struct finding *b) {
    return strcmp(a->rule->id, b->rule->id) == 0;
}

static bool same_fingerprint(const struct finding *a, const struct finding *b) {
    return a->fingerprint.len && span_equal(a->fingerprint, b->fingerprint);
}

bool finding_same(const struct finding *a, const struct finding *b) {
    return same_fingerprint(a, b) ||
           (same_rule(a, b) && a->cause.len && span_equal(a->cause, b->cause));
}

static bool has_operation(const struct finding *finding, const struct operation_name *name) {
    VEC_EACH(const struct operation_name, own, &finding->operations) {
        if (span_equal(own->path, name->path) && span_equal(own->method, name->method)) {
            return true;
        }
    }
    return false;
}

static bool has_method(const struct texts *methods, struct span method) {
    VEC_EACH(const struct span, own, methods) {
        if (span_equal(*own, method)) {
            return true;
        }
    }
    return methods->n == 0; /* all that the route has */
}

static bool has_endpoint(const struct finding *finding, const struct endpoint_name *name) {
    VEC_EACH(const struct endpoint_name, own, &finding->endpoints) {
        bool all = span_equal(own->route, name->route) && (name->methods.n || !own->methods.n);
        for (size_t i = 0; i < name->methods.n && all; i++) {
            all = has_method(&own->methods, name->methods.at[i]);
        }
        if (all) {
            return true;
        }
    }
    return false;
}

/* Its places, as text, that the other does not have. */
static enum err places_beyond(struct arena *arena, const struct finding *finding,
                              const struct finding *other, struct texts *out) {
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        struct span text = {NULL, 0};
        if (!has_operation(other, name)) {
            text = arena_printf(arena, "%.*s %.*s", SPAN_ARG(name->method), SPAN_ARG(name->path));
            TRY(text.ptr && vec_push(arena, out, text) ? OK : ERR_MEMORY);
        }
    }
    VEC_EACH(const struct endpoint_name, name, &finding->endpoints) {
        if (!has_endpoint(other, name)) {
            TRY(vec_push(arena, out, name->route) ? OK : ERR_MEMORY);
        }
    }
    return OK;
}

enum err difference_places(struct arena *arena, const struct finding *finding, struct texts *out) {
    static const struct finding nowhere;
    return places_beyond(arena, finding, &nowhere, out);
}

bool finding_covers(const struct finding *earlier, const struct finding *finding) {
    if (same_fingerprint(earlier, finding)) {
        return true;
    }
    if (!finding_same(earlier, finding)) {
        return false;
    }
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        if (!has_operation(earlier, name) && !MUTANT(covers_more)) {
            return false;
        }
    }
    VEC_EACH(const struct endpoint_name, name, &finding->endpoints) {
        if (!has_endpoint(earlier, name)) {
            return false;
        }
    }
    return true;
}

static bool row_speaks(const struct operation_result *row) {
    return row->gate != GATE_UNTESTED && row->gate != GATE_INCONCLUSIVE &&
           row->attacks.judged >= row->attacks.planned;
}

/* A shut gate says nothing of forged tokens, or of ways around it, where no valid credential was
 * let in beside them. That nobody enters without one it does say. */
static bool is_unmeasured(const struct result *before, const struct result *after,
                          const struct finding *finding, const struct operation_name *name) {
    const struct operation_result *then = result_row(before, name), *now = result_row(after, name);
    bool needed = strcmp(finding->rule->group, "jwt") == 0 || (then && then->accepted);
    return needed && now && now->gate == GATE_ENFORCED && !now->accepted &&
           strcmp(finding->rule->id, "anonymous-access") != 0 && !MUTANT(unmeasured_is_fixed);
}

/* What the run says of the place: of its row, or, where a method has none since no contract
 * declares it, of all rows of its path, from which such methods are tried. *met: there is any. */
static bool place_judged(const struct result *result, const struct operation_name *name,
                         bool *met) {
    const struct operation_result *own = result_row(result, name);
    bool judged = true;
    *met = own != NULL;
    if (own) {
        return row_speaks(own);
    }
    VEC_EACH(const struct operation_result, row, &result->operations) {
        if (span_equal(row->path, name->path) && !MUTANT(undeclared_unheard)) {
            *met = true;
            judged = judged && row_speaks(row);
        }
    }
    return judged;
}

static bool is_left_out(const struct result *result, const char *rule) {
    VEC_EACH(const struct span, id, &result->left_out) {
        if (span_equal(*id, span_from(rule))) {
            return true;
        }
    }
    return false;
}

/* A route that is gone is mended; one that could not be decided is not. */
static bool endpoints_decided(const struct result *result, const struct finding *finding) {
    VEC_EACH(const struct endpoint_name, name, &finding->endpoints) {
        VEC_EACH(const struct endpoint_result, row, &result->endpoints) {
            if (span_equal(row->route, name->route) && !endpoint_told(row)) {
                return false;
            }
        }
    }
    return true;
}

static bool has_credential(const struct result *result, const struct credential_result *as) {
    const struct credential_result *own = result_credential(result, as);
    return own && (own->standing == STANDING_PROVEN || as->standing != STANDING_PROVEN);
}

/* What the earlier run asked, and whom it asked for, where a finding may stem from any of it. A row
 * that did not speak then need not speak now. */
static struct span less_asked(const struct result *before, const struct result *after) {
    if (!before->operations.n) {
        return SPAN("what was asked then is not known");
    }
    VEC_EACH(const struct operation_result, row, &before->operations) {
        struct operation_name name = {row->method, row->path};
        const struct operation_result *now = result_row(after, &name);
        if (!now) {
            return SPAN("an operation that was asked then was not");
        }
        if (!row_speaks(now) && row_speaks(row)) {
            return SPAN("an operation that was judged then was not");
        }
    }
    VEC_EACH(const struct credential_result, credential, &before->credentials) {
        if (!has_credential(after, credential) && !MUTANT(other_users_enough)) {
            return SPAN("a credential that was used then was not");
        }
    }
    return SPAN("");
}

/* What is judged by more than the places where it shows. */
static struct span wide_unjudged(const struct result *before, const struct result *after) {
    if (!after->complete) {
        return SPAN("the run is incomplete");
    }
    return after->kind == KIND_SCAN && !MUTANT(part_is_whole) ? less_asked(before, after)
                                                              : SPAN("");
}

/* Whether the names of users were tried, by which it may have shown, at each place. */
static struct span names_untried(const struct result *after, const struct finding *finding) {
    if (!after->ended) {
        return SPAN("the run ended before users' names were tried");
    }
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        VEC_EACH(const struct operation_result, row, &after->operations) {
            if (operation_is(row, name) && row->unnamed) {
                return SPAN("no user's name was tried with another password where it showed");
            }
        }
    }
    return SPAN("");
}

struct span finding_unjudged(const struct result *before, const struct result *after,
                             const struct finding *finding) {
    if (is_left_out(after, finding->rule->id) && !MUTANT(left_out_is_fixed)) {
        return SPAN("its rule was left out");
    }
    if (finding->rule->strange && !MUTANT(strange_is_fixed)) {
        return SPAN("its rule is not known to this version");
    }
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        bool met, judged = place_judged(after, name, &met);
        if (!met) {
            return SPAN("an operation where it showed was not asked");
        }
        if (!judged && !MUTANT(unclear_is_fixed)) {
            return SPAN("an operation where it showed was not judged to its end");
        }
        if (is_unmeasured(before, after, finding, name)) {
            return SPAN("no valid credential was let in where it showed");
        }
    }
    if (finding->rule->named && !MUTANT(untried_is_fixed)) {
        struct span why = names_untried(after, finding);
        if (why.len) {
            return why;
        }
    }
    bool wide = finding->rule->wide && !MUTANT(wide_is_fixed);
    if (wide || (!finding->operations.n && !finding->endpoints.n)) {
        struct span why = wide_unjudged(before, after);
        if (why.len) {
            return why;
        }
    }
    return endpoints_decided(after, finding)
               ? SPAN("")
               : SPAN("an endpoint where it showed could not be decided");
}

const struct finding *finding_in(const struct result *result, const struct finding *finding) {
    VEC_EACH(const struct finding, other, &result->findings) {
        if (same_fingerprint(other, finding)) {
            return other;
        }
    }
    VEC_EACH(const struct finding, other, &result->findings) {
        if (finding_same(other, finding)) {
            return other;
        }
    }
    return NULL;
}

static enum err add(struct arena *arena, struct finding_change change, struct difference *out) {
    out->n[change.change]++;
    return vec_push(arena, &out->findings, change) ? OK : ERR_MEMORY;
}

static enum err compare_findings(struct arena *arena, const struct result *before,
                                 const struct result *after, struct difference *out) {
    VEC_EACH(const struct finding, finding, &after->findings) {
        struct finding_change change = {CHANGE_NEW, finding_in(before, finding), finding, {0}, {0},
                                        SPAN("")};
        if (change.before) {
            TRY(places_beyond(arena, finding, change.before, &change.more));
            TRY(places_beyond(arena, change.before, finding, &change.fewer));
            change.change = change.more.n    ? CHANGE_WIDER
                            : change.fewer.n ? CHANGE_NARROWER
                                             : CHANGE_SAME;
        }
        TRY(add(arena, change, out));
    }
    VEC_EACH(const struct finding, finding, &before->findings) {
        if (!finding_in(after, finding)) {
            struct span why = finding_unjudged(before, after, finding);
            struct finding_change change = {
                why.len ? CHANGE_UNJUDGED : CHANGE_FIXED, finding, NULL, {0}, {0}, why};
            TRY(add(arena, change, out));
        }
    }
    return OK;
}

/* Rows by name; what several rows share is told apart by their order. */
struct named_row {
    struct span name;
    const char *word;
    bool met;
};

struct named_rows {
    VEC(struct named_row *) all;
    struct map by_name;
};

static enum err name_row(struct arena *arena, struct named_rows *rows, struct span name,
                         const char *word) {
    struct named_row *row = arena_new(arena, struct named_row);
    TRY_PTR(row);
    TRY_PTR(name.ptr);
    *row = (struct named_row){name, word, false};
    if (map_get(&rows->by_name, name)) {
        return OK; /* a contract may say it twice: the first speaks */
    }
    TRY(map_put(arena, &rows->by_name, name, row));
    return vec_push(arena, &rows->all, row) ? OK : ERR_MEMORY;
}

static enum err name_rows(struct arena *arena, const struct result *result,
                          struct named_rows *out) {
    VEC_EACH(const struct operation_result, row, &result->operations) {
        TRY(name_row(arena, out,
                     arena_printf(arena, "%.*s %.*s", SPAN_ARG(row->method), SPAN_ARG(row->path)),
                     gate_word(row->gate)));
    }
    VEC_EACH(const struct endpoint_result, row, &result->endpoints) {
        for (size_t i = 0; i < row->methods.n; i++) {
            TRY(name_row(arena, out,
                         arena_printf(arena, "%.*s %.*s", SPAN_ARG(row->methods.at[i]),
                                      SPAN_ARG(row->route)),
                         access_word(row->anonymous)));
        }
    }
    return OK;
}

static enum err compare_rows(struct arena *arena, const struct result *before,
                             const struct result *after, struct difference *out) {
    struct named_rows old = {0}, new = {0};
    TRY(name_rows(arena, before, &old));
    TRY(name_rows(arena, after, &new));
    VEC_EACH(struct named_row *, row, &new.all) {
        struct named_row *was = map_get(&old.by_name, (*row)->name);
        struct row_change change = {(*row)->name, was ? was->word : NULL, (*row)->word};
        if (was) {
            was->met = true;
        }
        if ((!was || strcmp(was->word, (*row)->word) != 0) &&
            !vec_push(arena, &out->rows, change)) {
            return ERR_MEMORY;
        }
    }
    VEC_EACH(struct named_row *, row, &old.all) {
        struct row_change change = {(*row)->name, (*row)->word, NULL};
        if (!(*row)->met && !vec_push(arena, &out->rows, change)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum err difference_of(struct arena *arena, const struct result *before, const struct result *after,
                       struct difference *out) {
    *out = (struct difference){.n = {0}};
    TRY(compare_findings(arena, before, after, out));
    return compare_rows(arena, before, after, out);
}
