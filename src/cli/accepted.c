/* SPDX-License-Identifier: Apache-2.0 */
/* Which findings somebody has accepted, until when, and which acceptances nobody needs. */
#include "cli/accepted.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/glob.h"

/* One place where a finding shows, as a pattern over operations sees it. */
struct spot {
    struct span method, path; /* path empty: it shows at no operation */
};

static bool fits_path(struct span pattern, struct spot spot) {
    struct span bare = spot.path;
    bare.len -= bare.len > 1 && bare.ptr[bare.len - 1] == '/';
    return glob_operation(pattern, spot.method, spot.path) ||
           glob_operation(pattern, spot.method, bare);
}

/* All but the operation: the finding is of this kind. */
static bool is_meant(const struct project_acceptance *one, const struct finding *finding) {
    return (!one->rule || span_equal(span_from(one->rule->id), span_from(finding->rule->id))) &&
           (!one->fingerprint.len || span_equal(one->fingerprint, finding->fingerprint)) &&
           (!one->file.len || glob_match(one->file, finding->place.file));
}

static bool covers(struct project_acceptance *one, const struct finding *finding, struct spot spot,
                   int64_t now) {
    bool fits = is_meant(one, finding) &&
                (!one->operation.len || (spot.path.len && fits_path(one->operation, spot)));
    one->used |= fits;
    return fits && (!one->until || now < one->until || MUTANT(accepted_for_ever));
}

/* What accepts the spot, the first in the file; NULL: nothing does. Each that fits is marked. */
static const struct project_acceptance *acceptance_of(struct project *project,
                                                      const struct finding *finding,
                                                      struct spot spot, int64_t now) {
    const struct project_acceptance *first = NULL;
    VEC_EACH(struct project_acceptance, one, &project->accepted) {
        if (covers(one, finding, spot, now)) {
            first = first ? first : one;
        }
    }
    return first;
}

/* "REASON", "REASON (until 2027-01-31)", "ONE; ANOTHER". */
static void add_reason(struct buf *reasons, const struct project_acceptance *one) {
    buf_text(reasons, reasons->len ? "; " : "");
    buf_add(reasons, one->reason);
    if (one->until) {
        buf_printf(reasons, " (until %.*s)", SPAN_ARG(one->until_text));
    }
}

static enum err spots_of(struct arena *arena, const struct finding *finding, struct spot **out,
                         size_t *n) {
    size_t most = finding->operations.n + 1;
    *n = 0;
    VEC_EACH(const struct endpoint_name, endpoint, &finding->endpoints) {
        most += endpoint->methods.n + 1;
    }
    *out = arena_array(arena, struct spot, most);
    TRY_PTR(*out);
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        (*out)[(*n)++] = (struct spot){name->method, name->path};
    }
    VEC_EACH(const struct endpoint_name, endpoint, &finding->endpoints) {
        VEC_EACH(const struct span, method, &endpoint->methods) {
            (*out)[(*n)++] = (struct spot){*method, endpoint->route};
        }
        if (!endpoint->methods.n) {
            (*out)[(*n)++] = (struct spot){SPAN("*"), endpoint->route};
        }
    }
    if (!*n) {
        (*out)[(*n)++] = (struct spot){{NULL, 0}, {NULL, 0}};
    }
    return OK;
}

static enum err mark(struct project *project, int64_t now, struct finding *finding) {
    struct spot *spots;
    size_t n, accepted = 0;
    const struct project_acceptance *last = NULL;
    BUF_SCOPE reasons = {0};
    TRY(spots_of(project->reader.arena, finding, &spots, &n));
    for (size_t i = 0; i < n; i++) {
        const struct project_acceptance *one = acceptance_of(project, finding, spots[i], now);
        accepted += one != NULL;
        if (one && one != last) {
            add_reason(&reasons, one);
            last = one;
        }
    }
    TRY(buf_status(&reasons));
    if (accepted == n || (accepted && MUTANT(accepted_in_part))) {
        finding->known = true;
        finding->accepted = arena_dup(project->reader.arena, buf_span(&reasons));
        TRY_PTR(finding->accepted.ptr);
    }
    return OK;
}

/* Whether the run looked for what is accepted, so that its silence says something. */
static bool could_find(const struct project_acceptance *one, const struct result *result) {
    if (result->shards || !result->complete || (one->rule && one->rule->kind != result->kind)) {
        return false;
    }
    VEC_EACH(const struct span, id, &result->left_out) {
        if (one->rule && span_equal(*id, span_from(one->rule->id))) {
            return false;
        }
    }
    bool row = !one->operation.len || result->kind != KIND_SCAN;
    VEC_EACH(const struct operation_result, operation, &result->operations) {
        row |= fits_path(one->operation, (struct spot){operation->method, operation->path});
    }
    return row;
}

static void tell(const struct project *project, const struct project_acceptance *one, int64_t now,
                 const struct result *result) {
    const struct member_reader *reader = &project->reader;
    struct place place = member_place(reader, one->node);
    if (one->used && one->until && now >= one->until) {
        diag_add(reader->diag, DIAG_WARNING, place,
                 "the acceptance ended on %.*s: what it accepted counts again",
                 SPAN_ARG(one->until_text));
    } else if (!one->used && could_find(one, result)) {
        diag_add(reader->diag, DIAG_WARNING, place, "it accepts what was not found: take it out");
    }
}

enum err accepted_mark(struct project *project, int64_t now, struct result *result) {
    VEC_EACH(struct finding, finding, &result->findings) {
        TRY(mark(project, now, finding));
    }
    VEC_EACH(const struct project_acceptance, one, &project->accepted) {
        tell(project, one, now, result);
    }
    return OK;
}
