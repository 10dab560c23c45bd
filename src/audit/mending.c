/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes chosen, made on a copy in memory, and audited there. */
#include "audit/mending.h"

#include "base/io.h"
#include "base/limits.h"
#include "source/parse.h"
#include "source/tree.h"

enum { ROUNDS = 8 };

struct trying {
    const struct audit_options *options;
    struct arena *arena;
    struct result *result;
    bool *chosen; /* by finding */
    struct mending *out;
    struct map instead;
};

static bool has_fix(const struct finding *finding) {
    return finding->edits.n && !finding->unmendable && !finding->known;
}

/* Whether its edits go together with those of the findings that are chosen. */
static bool fits(const struct trying *t, const struct finding *finding) {
    for (size_t i = 0; i < t->result->findings.n; i++) {
        const struct finding *other = &t->result->findings.at[i];
        for (size_t k = 0; t->chosen[i] && k < other->edits.n; k++) {
            VEC_EACH(const struct patch, edit, &finding->edits) {
                if (patch_excludes(&other->edits.at[k], edit) &&
                    !patch_equal(&other->edits.at[k], edit)) {
                    return false;
                }
            }
        }
    }
    return true;
}

static void choose(struct trying *t) {
    for (size_t i = 0; i < t->result->findings.n; i++) {
        const struct finding *finding = &t->result->findings.at[i];
        if (!has_fix(finding)) {
            t->out->none += !finding->known;
        } else if (fits(t, finding)) {
            t->chosen[i] = true;
        } else {
            t->out->aside++;
        }
    }
}

static struct mended_file *file_of(struct trying *t, struct span path) {
    VEC_EACH(struct mended_file, file, &t->out->files) {
        if (span_equal(file->path, path)) {
            return file;
        }
    }
    struct mended_file *file = vec_add(t->arena, &t->out->files);
    if (file) {
        file->path = path;
    }
    return file;
}

static enum err add_edits(struct trying *t, const struct finding *finding) {
    VEC_EACH(const struct patch, edit, &finding->edits) {
        struct mended_file *file = file_of(t, edit->file);
        bool known = false;
        TRY_PTR(file);
        VEC_EACH(const struct patch, each, &file->edits) {
            known |= patch_equal(each, edit);
        }
        if (!known && !vec_push(t->arena, &file->edits, *edit)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err read_before(struct trying *t, struct mended_file *file) {
    struct span whole = folder_join(t->arena, t->options->root, file->path);
    TRY_PTR(whole.ptr);
    TRY(io_read_regular(t->arena, whole.ptr, LIMIT_PYTHON_BYTES, &file->before));
    patches_sort(&file->edits);
    VEC_EACH(const struct patch, edit, &file->edits) {
        if (edit->end > file->before.len) {
            return ERR_INVALID; /* it has changed meanwhile */
        }
    }
    return OK;
}

/* The files as the chosen fixes would leave them. */
static enum err make(struct trying *t) {
    t->out->files.n = 0;
    t->instead = (struct map){0};
    for (size_t i = 0; i < t->result->findings.n; i++) {
        TRY(t->chosen[i] ? add_edits(t, &t->result->findings.at[i]) : OK);
    }
    VEC_EACH(struct mended_file, file, &t->out->files) {
        BUF_SCOPE out = {0};
        TRY(read_before(t, file));
        TRY(patches_apply(file->before, file->edits.at, file->edits.n, &out));
        file->after = arena_dup(t->arena, buf_span(&out));
        TRY_PTR(file->after.ptr);
        TRY(map_put(t->arena, &t->instead, file->path, &file->after));
    }
    return OK;
}

static bool touches(const struct finding *finding, struct span path) {
    VEC_EACH(const struct patch, edit, &finding->edits) {
        if (span_equal(edit->file, path)) {
            return true;
        }
    }
    return false;
}

static size_t drop(struct trying *t, size_t i) {
    size_t dropped = t->chosen[i];
    t->out->failed += dropped;
    t->chosen[i] = false;
    return dropped;
}

static enum err is_broken(struct trying *t, struct span path, struct span text, bool *out) {
    PY_PARSER_SCOPE parser = NULL;
    struct py_file file = {0};
    TRY(py_parser_open(&parser));
    enum err err = py_parse(parser, t->arena, path, text, &file, NULL);
    *out = err == OK && file.broken;
    return err == ERR_INVALID || err == ERR_LIMIT ? OK : err;
}

/* Drops the fixes that leave a file which does not parse, though it did. */
static enum err drop_broken(struct trying *t, size_t *dropped) {
    VEC_EACH(const struct mended_file, file, &t->out->files) {
        bool before, after;
        TRY(is_broken(t, file->path, file->before, &before));
        TRY(is_broken(t, file->path, file->after, &after));
        for (size_t i = 0; after && !before && i < t->result->findings.n; i++) {
            *dropped += touches(&t->result->findings.at[i], file->path) ? drop(t, i) : 0;
        }
    }
    return OK;
}

struct group { /* findings of one rule in one file */
    const struct rule *rule;
    struct span file;
};

static bool in_group(const struct finding *finding, const struct group *group) {
    return finding->rule == group->rule && span_equal(finding->place.file, group->file);
}

static size_t count(const struct result *result, const struct group *group) {
    size_t n = 0;
    VEC_EACH(const struct finding, finding, &result->findings) {
        n += in_group(finding, group);
    }
    return n;
}

static bool has_print(const struct result *result, const struct finding *wanted) {
    VEC_EACH(const struct finding, finding, &result->findings) {
        if (finding->rule == wanted->rule &&
            span_equal(finding->fingerprint, wanted->fingerprint)) {
            return true;
        }
    }
    return false;
}

/* The rule finds more in the file than the fixes should have left: those go that are found again,
 * or all of the group. */
static size_t drop_group(struct trying *t, const struct result *after, const struct group *group) {
    size_t dropped = 0;
    for (int all = 0; all < 2 && !dropped; all++) {
        for (size_t i = 0; i < t->result->findings.n; i++) {
            const struct finding *finding = &t->result->findings.at[i];
            bool here = in_group(finding, group) && (all || has_print(after, finding));
            dropped += here ? drop(t, i) : 0;
        }
    }
    return dropped;
}

/* Found where nothing of the kind was mended: fixes of what is less grave go. */
static size_t drop_lesser(struct trying *t, const struct finding *instead) {
    size_t dropped = 0;
    for (size_t i = 0; i < t->result->findings.n; i++) {
        const struct finding *finding = &t->result->findings.at[i];
        bool worse = finding->severity < instead->severity;
        dropped += worse && touches(finding, instead->place.file) ? drop(t, i) : 0;
    }
    return dropped;
}

static size_t mended_of(const struct trying *t, const struct group *group) {
    size_t n = 0;
    for (size_t i = 0; i < t->result->findings.n; i++) {
        n += t->chosen[i] && in_group(&t->result->findings.at[i], group);
    }
    return n;
}

static void drop_found(struct trying *t, const struct result *after, size_t *dropped) {
    VEC_EACH(const struct finding, finding, &after->findings) {
        struct group group = {finding->rule, finding->place.file};
        size_t before = count(t->result, &group), mended = mended_of(t, &group);
        if (count(after, &group) + mended > before) {
            *dropped += mended ? drop_group(t, after, &group) : drop_lesser(t, finding);
        }
    }
}

static size_t count_open(const struct result *result) {
    size_t n = 0;
    VEC_EACH(const struct endpoint_result, row, &result->endpoints) {
        n += row->decided && row->anonymous == ACCESS_ALLOWED ? row->methods.n : 0;
    }
    return n;
}

/* One more audit, of what is chosen. dropped: how many fixes did not stand it. */
static enum err try_chosen(struct trying *t, size_t *dropped) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_AUDIT_MEMORY);
    struct diag diag;
    diag_init(&diag, &arena);
    struct audit_options options = *t->options;
    struct result after;
    *dropped = 0;
    TRY(make(t));
    TRY(drop_broken(t, dropped));
    if (*dropped) {
        return OK;
    }
    options.instead = &t->instead;
    options.diag = &diag;
    TRY(audit_run(&options, &arena, &after));
    drop_found(t, &after, dropped);
    bool opens =
        count_open(&after) > count_open(t->result) || (t->result->complete && !after.complete);
    for (size_t i = 0; opens && i < t->result->findings.n; i++) {
        *dropped += drop(t, i);
    }
    return OK;
}

static enum err write_diff(struct trying *t, struct finding *finding) {
    BUF_SCOPE out = {0};
    struct patches sorted = {0};
    VEC_EACH(const struct patch, edit, &finding->edits) {
        TRY_PTR(vec_push(t->arena, &sorted, *edit) ? edit : NULL);
    }
    patches_sort(&sorted);
    for (size_t i = 0, n; i < sorted.n; i += n) {
        struct span path = sorted.at[i].file;
        for (n = 1; i + n < sorted.n && span_equal(sorted.at[i + n].file, path); n++) {
        }
        const struct mended_file *file = file_of(t, path);
        TRY_PTR(file);
        TRY(patches_diff(path, file->before, &sorted.at[i], n, &out));
    }
    finding->diff = arena_dup(t->arena, buf_span(&out));
    t->out->mended++;
    return OK;
}

enum err mending_run(const struct audit_options *options, struct arena *arena,
                     struct result *result, struct mending *out) {
    *out = (struct mending){0};
    struct trying t = {.options = options, .arena = arena, .result = result, .out = out};
    t.chosen = arena_array(arena, bool, result->findings.n + 1);
    TRY_PTR(t.chosen);
    choose(&t);
    size_t dropped = 1;
    for (int round = 0; dropped && round < ROUNDS; round++) {
        TRY(try_chosen(&t, &dropped));
    }
    for (size_t i = 0; dropped && i < result->findings.n; i++) {
        (void)drop(&t, i); /* they keep each other from coming to an end */
    }
    TRY(make(&t));
    for (size_t i = 0; i < result->findings.n; i++) {
        TRY(t.chosen[i] ? write_diff(&t, &result->findings.at[i]) : OK);
    }
    return OK;
}
