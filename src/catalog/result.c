/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a result, the order of its findings, and the gravest of them. */
#include "catalog/result.h"

#include "base/mutant.h"
#include <stdlib.h>

const char *verdict_word(enum verdict verdict) {
    switch (verdict) {
    case VERDICT_UNCLEAR:
        return "unclear";
    case VERDICT_DENIED:
        return "denied";
    case VERDICT_GRANTED:
        return "granted";
    }
    return "";
}

const char *gate_word(enum gate gate) {
    switch (gate) {
#define GATE_WORD(code, word) \
    case GATE_##code:         \
        return word;
        GATE_LIST(GATE_WORD)
#undef GATE_WORD
    }
    return "";
}

static const struct span VALID = SPAN_INIT("valid:");

struct span cell_who(struct arena *arena, struct span identity) {
    return arena_join(arena, VALID, identity);
}

struct span cell_identity(struct span who) {
    return span_starts(who, VALID) ? span_from_index(who, VALID.len) : SPAN("");
}

const char *confidence_word(enum confidence confidence) {
    switch (confidence) {
    case CONFIDENCE_LIKELY:
        return "likely";
    case CONFIDENCE_CONFIRMED:
        return "confirmed";
    }
    return "";
}

#define MARK_WORD(name) #name,
static const char *const mark_words[] = {OPERATION_MARK_LIST(MARK_WORD)};
#undef MARK_WORD

const char *operation_mark_word(enum operation_mark mark) {
    return (size_t)mark < OPERATION_MARKS ? mark_words[mark] : "";
}

#define MARK_AT(name) offsetof(struct operation_result, name),
static const size_t mark_at[] = {OPERATION_MARK_LIST(MARK_AT)};
#undef MARK_AT

bool operation_mark(const struct operation_result *operation, enum operation_mark mark) {
    return *(const bool *)((const char *)operation + mark_at[mark]);
}

void operation_set_mark(struct operation_result *operation, enum operation_mark mark) {
    *(bool *)((char *)operation + mark_at[mark]) = true;
}

const char *standing_word(enum standing standing) {
    switch (standing) {
#define STANDING_WORD(code, word) \
    case STANDING_##code:         \
        return word;
        STANDING_LIST(STANDING_WORD)
#undef STANDING_WORD
    }
    return "";
}

const char *access_word(enum access access) {
    switch (access) {
#define ACCESS_WORD(code, word) \
    case ACCESS_##code:         \
        return word;
        ACCESS_LIST(ACCESS_WORD)
#undef ACCESS_WORD
    }
    return "";
}

/* The words are few: each is compared. */
#define WORD_FROM(name, last)                                             \
    bool name##_from(struct span word, enum name *out) {                  \
        for (unsigned i = 0; i <= (last); i++) {                          \
            if (span_equal(word, span_from(name##_word((enum name)i)))) { \
                *out = (enum name)i;                                      \
                return true;                                              \
            }                                                             \
        }                                                                 \
        return false;                                                     \
    }
WORD_FROM(verdict, VERDICT_GRANTED)
WORD_FROM(gate, GATE_INCONCLUSIVE)
WORD_FROM(confidence, CONFIDENCE_CONFIRMED)
WORD_FROM(standing, STANDING_LOST)
WORD_FROM(access, ACCESS_ALLOWED)
#undef WORD_FROM

static int compare_first_operation(const struct finding *a, const struct finding *b) {
    if (a->endpoints.n && b->endpoints.n) {
        return span_compare(a->endpoints.at[0].route, b->endpoints.at[0].route);
    }
    if (!a->operations.n || !b->operations.n) {
        return (a->operations.n > 0) - (b->operations.n > 0);
    }
    int order = span_compare(a->operations.at[0].path, b->operations.at[0].path);
    return order ? order : span_compare(a->operations.at[0].method, b->operations.at[0].method);
}

static int compare_place(const struct place *a, const struct place *b) {
    int order = span_compare(a->file, b->file);
    if (order == 0) {
        order = (a->line > b->line) - (a->line < b->line);
    }
    return order ? order : (a->column > b->column) - (a->column < b->column);
}

static int compare(const void *left, const void *right) {
    const struct finding *a = left, *b = right;
    if (a->severity != b->severity) {
        return (a->severity > b->severity) != MUTANT(mildest_first) ? -1 : 1;
    }
    int order = strcmp(a->rule->id, b->rule->id);
    if (order == 0) {
        order = compare_first_operation(a, b);
    }
    if (order == 0) {
        order = compare_place(&a->place, &b->place);
    }
    return order ? order : span_compare(a->fingerprint, b->fingerprint);
}

void result_sort(struct result *result) {
    if (result->findings.n > 1) {
        qsort(result->findings.at, result->findings.n, sizeof(*result->findings.at), compare);
    }
}

bool operation_is(const struct operation_result *row, const struct operation_name *name) {
    return span_equal(row->path, name->path) && span_equal(row->method, name->method);
}

struct operation_result *result_row(const struct result *result,
                                    const struct operation_name *name) {
    VEC_EACH(struct operation_result, row, &result->operations) {
        if (operation_is(row, name)) {
            return row;
        }
    }
    return NULL;
}

struct credential_result *result_credential(const struct result *result,
                                            const struct credential_result *as) {
    VEC_EACH(struct credential_result, own, &result->credentials) {
        if (span_equal(own->identity, as->identity) && span_equal(own->scheme, as->scheme)) {
            return own;
        }
    }
    return NULL;
}

bool operation_declares_security(const struct operation_result *operation) {
    for (size_t i = 0; i < operation->declared.n; i++) {
        if (span_equal(operation->declared.at[i], SPAN("-")) && !MUTANT(optional_declares)) {
            return false;
        }
    }
    return operation->declared.n > 0;
}

static bool is_judged(const struct operation_result *operation) {
    bool shut = operation->gate == GATE_ENFORCED || operation->gate == GATE_PUBLIC;
    bool ruled =
        operation->gate == GATE_OPEN || (shut && (operation->accepted || MUTANT(judged_by_nobody)));
    bool all = operation->attacks.judged >= operation->attacks.planned || MUTANT(partly_judged);
    return ruled && all;
}

struct judged result_judged(const struct result *result) {
    struct judged judged = {0};
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        judged.attacks.planned += operation->attacks.planned;
        judged.attacks.judged += operation->attacks.judged;
        bool spared = operation->spared && !MUTANT(spared);
        if (operation_declares_security(operation) && !spared && !operation->broken) {
            judged.operations_of++;
            judged.operations += is_judged(operation);
        }
    }
    return judged;
}

bool result_worst(const struct result *result, enum severity *out) {
    bool any = false;
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if ((!finding->known || MUTANT(known_fails)) && (!any || finding->severity > *out)) {
            *out = finding->severity;
            any = true;
        }
    }
    return any;
}
