/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: hits of one cause over operations become one finding, with a fingerprint that stays. */
#include "base/buf.h"
#include "scan/plan.h"
#include "token/digest.h"

#include <stdlib.h>

enum { FINGERPRINT_DIGITS = 16 };

static enum err cause_of(struct engine *engine, const struct rule *rule, struct span cause,
                         struct cause **out) {
    struct span key = arena_printf(engine->arena, "%s %.*s", rule->id, SPAN_ARG(cause));
    TRY_PTR(key.ptr);
    *out = map_get(&engine->cause_by_key, key);
    if (*out) {
        return OK;
    }
    *out = arena_new(engine->arena, struct cause);
    TRY_PTR(*out);
    (*out)->key = key;
    (*out)->finding = (struct finding){.rule = rule, .severity = rule->severity};
    if (!vec_push(engine->arena, &engine->causes, *out)) {
        return ERR_MEMORY;
    }
    return map_put(engine->arena, &engine->cause_by_key, key, *out);
}

static enum err add_operation(struct engine *engine, struct finding *finding,
                              struct operation_name name) {
    return vec_push(engine->arena, &finding->operations, name) ? OK : ERR_MEMORY;
}

static enum err add_evidence(struct engine *engine, struct finding *finding,
                             const struct exchange *exchange, struct span what, struct span label,
                             struct span hide) {
    struct evidence *evidence = vec_add(engine->arena, &finding->evidence);
    TRY_PTR(evidence);
    struct hidden hidden = {engine->options->identities, hide};
    return evidence_make(engine->arena, &hidden, exchange, what, label, evidence);
}

/* What the attack's answer is to be compared with: the refusal, or else the valid credential's. */
static enum err add_control(struct engine *engine, struct finding *finding,
                            struct subject *subject) {
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (anonymous && subject->gate.anonymous.verdict == VERDICT_DENIED) {
        TRY(add_evidence(engine, finding, &anonymous->exchange, SPAN("control"),
                         SPAN("no credential"), SPAN("")));
    }
    if (valid) {
        struct span label =
            arena_printf(engine->arena, "valid:%.*s", SPAN_ARG(valid->identity->name));
        TRY(add_evidence(engine, finding, &valid->exchange, SPAN("control"), label, SPAN("")));
    }
    return OK;
}

/* The first operation of the contract speaks for all, whichever was judged first. */
static enum err show(struct engine *engine, struct finding *finding, struct subject *subject,
                     const struct hit *hit) {
    const struct attack *attack = hit->attack;
    finding->evidence.n = 0;
    finding->place = subject->operation->place;
    finding->message = arena_dup(engine->arena, attack->message);
    TRY_PTR(finding->message.ptr);
    TRY(add_control(engine, finding, subject));
    return add_evidence(engine, finding, &hit->again->exchange, SPAN("attack"), attack->label,
                        attack->hide);
}

enum err findings_add(struct engine *engine, struct subject *subject, const struct hit *hit,
                      enum confidence confidence) {
    const struct attack *attack = hit->attack;
    struct cause *cause;
    TRY(cause_of(engine, attack->probe->rule, attack->cause, &cause));
    struct finding *finding = &cause->finding;
    engine->progress.findings++;
    bool first = finding->operations.n == 0;
    finding->confidence =
        first || confidence < finding->confidence ? confidence : finding->confidence;
    if (first || subject->index < cause->shown) {
        cause->shown = subject->index;
        TRY(show(engine, finding, subject, hit));
    }
    struct operation_name own = {subject->operation->method, subject->operation->path};
    if (!attack->only_named) {
        TRY(add_operation(engine, finding, own));
    }
    if (attack->named.path.len == 0) {
        return OK;
    }
    struct operation_name named = {arena_dup(engine->arena, attack->named.method),
                                   arena_dup(engine->arena, attack->named.path)};
    return named.path.ptr ? add_operation(engine, finding, named) : ERR_MEMORY;
}

static int by_operation(const void *left, const void *right) {
    const struct operation_name *a = left, *b = right;
    int order = span_compare(a->path, b->path);
    return order ? order : span_compare(a->method, b->method);
}

/* Sorted, each once. */
static void sort_operations(struct finding *finding) {
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

/* Rule, cause and operations: what a finding is, whoever runs the scan and whenever. */
static enum err fingerprint(struct engine *engine, struct cause *cause) {
    BUF_SCOPE text = {0};
    char hex[DIGEST_HEX];
    buf_add(&text, cause->key);
    VEC_EACH(const struct operation_name, name, &cause->finding.operations) {
        buf_printf(&text, "\n%.*s %.*s", SPAN_ARG(name->method), SPAN_ARG(name->path));
    }
    TRY(buf_status(&text));
    TRY(digest_sha256(buf_span(&text), hex));
    cause->finding.fingerprint = arena_dup(engine->arena, (struct span){hex, FINGERPRINT_DIGITS});
    return cause->finding.fingerprint.ptr ? OK : ERR_MEMORY;
}

enum err findings_finish(struct engine *engine) {
    VEC_EACH(struct cause *, cause, &engine->causes) {
        sort_operations(&(*cause)->finding);
        TRY(fingerprint(engine, *cause));
        if (!vec_push(engine->arena, &engine->result->findings, (*cause)->finding)) {
            return ERR_MEMORY;
        }
    }
    result_sort(engine->result);
    return OK;
}

enum err lint_report(struct lint *lint, const struct probe *probe,
                     const struct operation *operation, struct place place, struct span cause,
                     struct span message) {
    struct engine *engine = lint->sink;
    struct cause *kept;
    if (operation && !plan_selects(engine, operation)) {
        return OK;
    }
    TRY(cause_of(engine, probe->rule, cause, &kept));
    struct finding *finding = &kept->finding;
    if (finding->message.len == 0) {
        finding->confidence = CONFIDENCE_CONFIRMED;
        finding->place = place;
        finding->message = message;
    }
    if (!operation) {
        return OK;
    }
    return add_operation(engine, finding,
                         (struct operation_name){operation->method, operation->path});
}
