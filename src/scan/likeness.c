/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing samples: what is volatile, what is the same, what is just the same form. */
#include "base/mutant.h"
#include "scan/sample.h"

#include <stdlib.h>

/* The run of leaves at one path. */
struct run {
    const struct leaf *at;
    size_t n;
};

static struct run run_at(const struct sample *sample, size_t start) {
    struct run run = {sample->leaves + start, 0};
    while (start + run.n < sample->leaf_n && run.at[run.n].path == run.at[0].path) {
        run.n++;
    }
    return run;
}

static struct run run_of(const struct sample *sample, uint64_t path) {
    size_t low = 0, high = sample->leaf_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sample->leaves[middle].path < path) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < sample->leaf_n && sample->leaves[low].path == path;
    return found ? run_at(sample, low) : (struct run){NULL, 0};
}

static bool runs_equal(struct run a, struct run b) {
    if (a.n != b.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (a.at[i].value != b.at[i].value) {
            return false;
        }
    }
    return true;
}

static bool run_blank(struct run run) {
    for (size_t i = 0; i < run.n; i++) {
        if (!run.at[i].blank) {
            return false;
        }
    }
    return run.n > 0;
}

static int by_number(const void *left, const void *right) {
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool is_volatile(const struct volatility *volatility, uint64_t path) {
    return volatility->n && !MUTANT(volatile_compared) &&
           bsearch(&path, volatility->paths, volatility->n, sizeof(uint64_t), by_number) != NULL;
}

static bool is_numbered(const struct volatility *volatility, uint64_t path) {
    return volatility->numbered_n && !MUTANT(numbered_words_unread) &&
           bsearch(&path, volatility->numbered, volatility->numbered_n, sizeof(uint64_t),
                   by_number) != NULL;
}

/* One text each, and of the same words but for those that hold digits. */
static bool says_alike(struct run a, struct run b) {
    return a.n == 1 && b.n == 1 && a.at->words && a.at->words == b.at->words;
}

/* Adds to out the paths of a whose runs differ in b. */
static void differing(const struct sample *a, const struct sample *b, struct volatility *out) {
    for (size_t i = 0; i < a->leaf_n;) {
        struct run run = run_at(a, i);
        struct run twin = run_of(b, run.at->path);
        if (!runs_equal(run, twin)) {
            out->paths[out->n++] = run.at->path;
            if (says_alike(run, twin)) {
                out->numbered[out->numbered_n++] = run.at->path;
            }
        }
        i += run.n;
    }
}

/* Bags of words: hundredths of all words that both have. */
static size_t words_shared(const struct sample *a, const struct sample *b) {
    size_t shared = 0, i = 0, j = 0;
    while (i < a->leaf_n && j < b->leaf_n) {
        uint64_t x = a->leaves[i].value, y = b->leaves[j].value;
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    size_t all = a->leaf_n + b->leaf_n - shared;
    return all ? shared * 100 / all : 100;
}

/* Answers to the very same request set the measure: so much may differ. */
static enum likeness compare_words(const struct sample *a, const struct sample *b,
                                   const struct volatility *volatility) {
    enum { SAME = 97, FORM = 80, MOST_DIFFERING = 50 };
    size_t allowed =
        volatility->differing < MOST_DIFFERING ? volatility->differing : MOST_DIFFERING;
    size_t differing = 100 - words_shared(a, b);
    if (differing <= 100 - SAME || differing <= allowed) {
        return LIKE_SAME;
    }
    return differing <= 100 - FORM + allowed ? LIKE_FORM : LIKE_NOTHING;
}

enum err sample_learn(struct arena *arena, const struct sample *a, const struct sample *b,
                      struct volatility *out) {
    *out = (struct volatility){.differing = 0};
    if ((a->kind == SAMPLE_HTML || a->kind == SAMPLE_TEXT) && a->kind == b->kind) {
        out->differing = 100 - words_shared(a, b);
    }
    if (a->kind != SAMPLE_JSON || b->kind != SAMPLE_JSON || a->hash == b->hash) {
        return OK;
    }
    out->paths = arena_array(arena, uint64_t, a->leaf_n + b->leaf_n);
    out->numbered = arena_array(arena, uint64_t, a->leaf_n + b->leaf_n);
    TRY_PTR(out->paths);
    TRY_PTR(out->numbered);
    differing(a, b, out);
    if (!MUTANT(volatile_by_half)) {
        differing(b, a, out);
    }
    qsort(out->paths, out->n, sizeof(uint64_t), by_number);
    qsort(out->numbered, out->numbered_n, sizeof(uint64_t), by_number);
    return OK;
}

/* What a path of one sample that the other lacks says about their likeness. */
static enum likeness missing(const struct sample *other, const struct leaf *leaf) {
    struct run parent = run_of(other, leaf->parent);
    if (parent.n == 0) {
        return LIKE_FORM; /* the parent is missing as well, and is judged itself */
    }
    if (!run_blank(parent)) {
        return LIKE_NOTHING;
    }
    return parent.at->array && !MUTANT(emptied_is_form) ? LIKE_FILTERED : LIKE_FORM;
}

/* What a request carried and its answer repeats. */
static bool run_echoes(struct run run) {
    bool echoes = false;
    for (size_t i = 0; i < run.n; i++) {
        echoes |= run.at[i].echo;
    }
    return echoes;
}

/* Most of what the reference says is null or missing in the answer: {"code": 1, "data": null}. What
 * only repeats the credential counts where it is all that is said. */
static bool mostly_emptied(const struct sample *reference, const struct sample *answer) {
    struct {
        size_t said, kept;
    } own = {0}, all = {0};
    for (size_t i = 0; i < reference->leaf_n;) {
        struct run run = run_at(reference, i);
        i += run.n;
        if (!run_blank(run) && !run.at->holds) {
            struct run twin = run_of(answer, run.at->path);
            bool kept = twin.n && !run_blank(twin), echo = run_echoes(run);
            own.said += !echo;
            own.kept += !echo && kept;
            all.said++;
            all.kept += kept;
        }
    }
    return own.said ? own.kept * 2 < own.said : all.kept * 2 < all.said;
}

static enum likeness least(enum likeness a, enum likeness b) {
    return a < b ? a : b;
}

/* How the runs of a are found in b. */
static enum likeness one_way(const struct sample *a, const struct sample *b,
                             const struct volatility *volatility) {
    enum likeness like = LIKE_SAME;
    for (size_t i = 0; i < a->leaf_n && like != LIKE_NOTHING;) {
        struct run run = run_at(a, i);
        i += run.n;
        if (is_volatile(volatility, run.at->path) || is_volatile(volatility, run.at->parent)) {
            continue;
        }
        struct run twin = run_of(b, run.at->path);
        if (twin.n == 0 && run_echoes(run)) {
            like = least(like, LIKE_FORM); /* who carries nothing hears nothing of it */
        } else if (twin.n == 0) {
            like = least(like, missing(b, run.at));
        } else if (!runs_equal(run, twin)) {
            like = least(like, LIKE_FORM);
        }
    }
    return like;
}

bool sample_emptied(const struct sample *answer, const struct sample *reference) {
    for (size_t i = 0; i < reference->leaf_n;) {
        struct run run = run_at(reference, i);
        struct run twin = run_of(answer, run.at->path);
        i += run.n;
        if (run.at->holds && (twin.n == 0 || run_blank(twin))) {
            return true;
        }
    }
    return false;
}

static enum likeness compare_json(const struct sample *answer, const struct sample *reference,
                                  const struct volatility *volatility) {
    enum likeness forth = one_way(reference, answer, volatility);
    enum likeness back = one_way(answer, reference, volatility);
    if (back == LIKE_FILTERED) {
        back = LIKE_FORM; /* more in the answer than in the reference: nothing was filtered */
    }
    enum likeness like = least(forth, back);
    return like == LIKE_FORM && mostly_emptied(reference, answer) ? LIKE_FILTERED : like;
}

enum likeness sample_compare(const struct sample *answer, const struct sample *reference,
                             const struct volatility *volatility) {
    if (answer->status / 100 != reference->status / 100 || answer->kind != reference->kind ||
        (answer->status / 100 == 3 && !span_equal(answer->location, reference->location) &&
         !MUTANT(other_place))) { /* of a success it names what was made: another each time */
        return LIKE_NOTHING;
    }
    if (answer->hash == reference->hash) {
        return LIKE_SAME;
    }
    switch (answer->kind) {
    case SAMPLE_NONE:
        return LIKE_NOTHING;
    case SAMPLE_EMPTY:
        return LIKE_SAME;
    case SAMPLE_JSON:
        return compare_json(answer, reference, volatility);
    case SAMPLE_HTML:
    case SAMPLE_TEXT:
        return compare_words(answer, reference, volatility);
    }
    return LIKE_NOTHING;
}

/* 404 and the like are about the path, which says enough. */
static bool is_about_path(int status) {
    return status == 404 || status == 405 || status == 410;
}

static bool tells(const struct sample *error, const struct volatility *volatility) {
    bool telling = error->telling || is_about_path(error->status);
    for (size_t i = 0; i < error->leaf_n && !telling; i++) {
        telling = error->leaves[i].telling && !is_volatile(volatility, error->leaves[i].path);
    }
    return telling && error->kind != SAMPLE_EMPTY;
}

bool sample_same_error(const struct sample *answer, const struct sample *reference,
                       const struct volatility *volatility) {
    if (answer->status != reference->status ||
        sample_compare(answer, reference, volatility) != LIKE_SAME ||
        (!tells(answer, volatility) && !MUTANT(envelope_suffices))) {
        return false;
    }
    bool words = answer->kind == SAMPLE_HTML || answer->kind == SAMPLE_TEXT;
    return !words || 100 - words_shared(answer, reference) <= volatility->differing;
}

/* A leaf that the reference holds nowhere. */
static bool is_new(const struct leaf *leaf, const struct sample *reference) {
    for (size_t i = 0; i < reference->leaf_n; i++) {
        if (reference->leaves[i].value == leaf->value && !MUTANT(own_words_deny)) {
            return false;
        }
    }
    return true;
}

/* The same without the words that hold digits. */
static bool has_new_words(const struct leaf *leaf, const struct sample *reference) {
    for (size_t i = 0; i < reference->leaf_n; i++) {
        if (reference->leaves[i].words == leaf->words) {
            return false;
        }
    }
    return true;
}

/* Says something, in words, that the reference says nowhere. */
static bool says_more(const struct sample *answer, const struct sample *reference,
                      const struct volatility *volatility) {
    for (size_t i = 0; i < answer->leaf_n; i++) {
        const struct leaf *leaf = &answer->leaves[i];
        bool changes = is_volatile(volatility, leaf->path);
        bool heeded = !changes || is_numbered(volatility, leaf->path);
        if ((leaf->telling || leaf->denial) && heeded &&
            (changes ? has_new_words(leaf, reference) : is_new(leaf, reference))) {
            return true;
        }
    }
    return false;
}

bool sample_same_refusal(const struct sample *answer, const struct sample *reference,
                         const struct volatility *volatility) {
    if (answer->wire != reference->wire || answer->status != reference->status ||
        answer->kind != reference->kind || !span_equal(answer->location, reference->location)) {
        return false;
    }
    if (answer->kind == SAMPLE_HTML || answer->kind == SAMPLE_TEXT) {
        return answer->hash == reference->hash ||
               compare_words(answer, reference, volatility) == LIKE_SAME;
    }
    return answer->kind != SAMPLE_JSON || answer->hash == reference->hash ||
           (answer->code == reference->code && !says_more(answer, reference, volatility) &&
            !says_more(reference, answer, volatility));
}

bool sample_denies(const struct sample *answer, const struct sample *reference) {
    if ((answer->refusal && !reference->refusal) ||
        (answer->password_form && !reference->password_form)) {
        return true;
    }
    for (size_t i = 0; i < answer->leaf_n; i++) {
        if (answer->leaves[i].denial && is_new(&answer->leaves[i], reference)) {
            return true;
        }
    }
    return false;
}

bool sample_blames_credential(const struct sample *answer, const struct sample *reference) {
    if (answer->blames && !reference->blames) {
        return true;
    }
    for (size_t i = 0; i < answer->leaf_n; i++) {
        if (answer->leaves[i].blames && is_new(&answer->leaves[i], reference)) {
            return true;
        }
    }
    return false;
}
