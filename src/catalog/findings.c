/* SPDX-License-Identifier: Apache-2.0 */
/* Sightings of one cause become one finding, the same in whatever order they come. */
#include "catalog/findings.h"

#include "base/buf.h"
#include "base/mutant.h"

#include <stdlib.h>

struct finding_cause {
    struct finding finding;
    struct span key;
    size_t shown; /* the rank of the sighting that it shows */
    bool seen;
};

static enum severity severity_of(const struct sighting *sighting) {
    enum severity own = sighting->rule->severity;
    return own > sighting->mild ? own - sighting->mild : SEVERITY_INFO;
}

static enum err cause_of(struct findings *findings, const struct sighting *sighting,
                         struct finding_cause **out) {
    struct span key =
        arena_printf(findings->arena, "%s %.*s", sighting->rule->id, SPAN_ARG(sighting->cause));
    TRY_PTR(key.ptr);
    *out = map_get(&findings->by_key, key);
    if (*out) {
        return OK;
    }
    *out = arena_new(findings->arena, struct finding_cause);
    TRY_PTR(*out);
    (*out)->key = key;
    (*out)->finding = (struct finding){
        .rule = sighting->rule,
        .severity = severity_of(sighting),
    };
    if (!vec_push(findings->arena, &findings->causes, *out)) {
        return ERR_MEMORY;
    }
    return map_put(findings->arena, &findings->by_key, key, *out);
}

static enum err add_operation(struct arena *arena, struct finding *finding,
                              struct operation_name name) {
    struct operation_name kept = {arena_dup(arena, name.method), arena_dup(arena, name.path)};
    TRY_PTR(kept.path.ptr);
    return vec_push(arena, &finding->operations, kept) ? OK : ERR_MEMORY;
}

/* The lowest rank speaks for all, whichever came first. */
static enum err show(struct arena *arena, struct finding_cause *cause,
                     const struct sighting *sighting) {
    cause->shown = sighting->rank;
    cause->finding.evidence.n = 0;
    cause->finding.place = sighting->place;
    cause->finding.message = arena_dup(arena, sighting->message);
    return cause->finding.message.ptr ? OK : ERR_MEMORY;
}

enum err findings_add(struct findings *findings, const struct sighting *sighting,
                      struct finding **shown) {
    struct finding_cause *cause;
    *shown = NULL;
    TRY(cause_of(findings, sighting, &cause));
    struct finding *finding = &cause->finding;
    findings->sightings++;
    if (!cause->seen || sighting->confidence < finding->confidence) {
        finding->confidence = sighting->confidence;
    }
    if (!cause->seen) { /* or all that was seen was taken back */
        finding->severity = severity_of(sighting);
    }
    if (severity_of(sighting) > finding->severity && !MUTANT(mild_stays)) {
        finding->severity = severity_of(sighting);
    }
    if (!cause->seen || sighting->rank < cause->shown) {
        TRY(show(findings->arena, cause, sighting));
        *shown = finding;
    }
    cause->seen = true;
    return sighting->operation.path.len
               ? add_operation(findings->arena, finding, sighting->operation)
               : OK;
}

static struct finding_cause *find_cause(const struct findings *findings, const char *rule_id,
                                        struct span cause) {
    size_t rule = strlen(rule_id);
    VEC_EACH(struct finding_cause *const, one, &findings->causes) {
        struct span key = (*one)->key;
        if ((*one)->seen && strcmp((*one)->finding.rule->id, rule_id) == 0 && key.len > rule &&
            span_equal(span_from_index(key, rule + 1), cause)) {
            return *one;
        }
    }
    return NULL;
}

void findings_withdraw(struct findings *findings, const struct rule *rule, struct span cause,
                       const struct operation_name *operation) {
    struct finding_cause *found = find_cause(findings, rule->id, cause);
    size_t kept = 0;
    if (!found) {
        return;
    }
    struct finding *finding = &found->finding;
    for (size_t i = 0; i < finding->operations.n; i++) {
        const struct operation_name *name = &finding->operations.at[i];
        if (!span_equal(name->path, operation->path) ||
            !span_equal(name->method, operation->method)) {
            finding->operations.at[kept++] = *name;
        }
    }
    finding->operations.n = kept;
    found->seen = kept > 0;
}

bool findings_has(const struct findings *findings, const char *rule_id) {
    VEC_EACH(struct finding_cause *const, cause, &findings->causes) {
        if ((*cause)->seen && strcmp((*cause)->finding.rule->id, rule_id) == 0) {
            return true;
        }
    }
    return false;
}

bool findings_has_cause(const struct findings *findings, const char *rule_id, struct span cause) {
    return find_cause(findings, rule_id, cause) != NULL;
}

static int by_operation(const void *left, const void *right) {
    const struct operation_name *a = left, *b = right;
    int order = span_compare(a->path, b->path);
    return order ? order : span_compare(a->method, b->method);
}

void finding_sort_operations(struct finding *finding) {
    struct operation_name *at = finding->operations.at;
    size_t kept = 0;
    if (finding->operations.n) {
        qsort(at, finding->operations.n, sizeof(*at), by_operation);
    }
    for (size_t i = 0; i < finding->operations.n; i++) {
        if (kept == 0 || by_operation(&at[kept - 1], &at[i]) != 0) {
            at[kept++] = at[i];
        }
    }
    finding->operations.n = kept;
}

static enum err digest_into(struct arena *arena, findings_digest *digest, struct span text,
                            struct span *out) {
    char hex[FINDINGS_HEX];
    TRY(digest(text, hex));
    *out = arena_dup(arena, (struct span){hex, FINDINGS_FINGERPRINT});
    return out->ptr ? OK : ERR_MEMORY;
}

enum err finding_fingerprint(struct arena *arena, findings_digest *digest,
                             struct finding *finding) {
    BUF_SCOPE text = {0};
    buf_printf(&text, "%s %.*s", finding->rule->id, SPAN_ARG(finding->cause));
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        buf_printf(&text, "\n%.*s %.*s", SPAN_ARG(name->method), SPAN_ARG(name->path));
    }
    TRY(buf_status(&text));
    return digest_into(arena, digest, buf_span(&text), &finding->fingerprint);
}

enum err findings_finish(struct findings *findings, findings_digest *digest,
                         struct result *result) {
    VEC_EACH(struct finding_cause *, cause, &findings->causes) {
        struct finding *finding = &(*cause)->finding;
        if (!(*cause)->seen) {
            continue; /* all that showed it was taken back */
        }
        finding_sort_operations(finding);
        TRY(digest_into(findings->arena, digest, (*cause)->key, &finding->cause));
        TRY(finding_fingerprint(findings->arena, digest, finding));
        if (!vec_push(findings->arena, &result->findings, *finding)) {
            return ERR_MEMORY;
        }
    }
    result_sort(result);
    return OK;
}
