/* SPDX-License-Identifier: Apache-2.0 */
/* Comments held against findings. */
#include "audit/suppress.h"

#include "audit/gather.h"
#include "base/mutant.h"

struct suppression {
    const struct py_file *file;
    const struct py_comment *comment;
    struct span rules, reason; /* rules: "" for all */
    bool used;
};

struct suppressions {
    VEC(struct suppression) all;
};

static enum err read_comment(struct arena *arena, const struct py_file *file,
                             const struct py_comment *comment, struct suppressions *out) {
    static const struct span mark = SPAN_INIT("postern: ignore");
    struct span text = span_slice(file->text, comment->start, comment->end - comment->start);
    text = MUTANT(crlf_not_bare) ? text : span_trim(text);
    size_t at = span_find(text, mark);
    if (at == SIZE_MAX) {
        return OK;
    }
    struct suppression one = {.file = file, .comment = comment};
    struct span rest = span_from_index(text, at + mark.len);
    bool longer = rest.len && rest.ptr[0] != '[' && rest.ptr[0] != ' ' && rest.ptr[0] != '\t';
    if (longer) {
        return OK; /* "postern: ignored since …" asks for nothing */
    }
    struct span list = MUTANT(suppress_all_behind_blank) ? rest : span_trim(rest);
    if (list.len && list.ptr[0] == '[') {
        rest = list;
        rest = span_from_index(rest, 1);
        one.rules = span_cut(&rest, ']');
    }
    one.reason = span_trim(rest);
    return vec_push(arena, &out->all, one) ? OK : ERR_MEMORY;
}

static bool names_rule(struct span rules, const char *id) {
    if (!rules.ptr) {
        return true;
    }
    while (rules.ptr) {
        bool named = span_equal(span_trim(span_cut(&rules, ',')), span_from(id));
        if (named || MUTANT(suppress_any)) {
            return true;
        }
    }
    return false;
}

static bool stands_at(const struct py_file *file, const struct py_comment *comment,
                      const struct finding *finding) {
    bool near = comment->line == finding->place.line ||
                (comment->alone && comment->line + 1 == finding->place.line);
    return near && span_equal(file->path, finding->place.file);
}

static struct suppression *find(struct suppressions *all, const struct finding *finding) {
    VEC_EACH(struct suppression, one, &all->all) {
        if (stands_at(one->file, one->comment, finding) &&
            names_rule(one->rules, finding->rule->id)) {
            return one;
        }
    }
    return NULL;
}

static void note_others(struct program *program, struct diag *diag, const struct finding *finding) {
    const struct py_file *file =
        span_ends(finding->place.file, SPAN(".py")) && map_get(&program->paths, finding->place.file)
            ? program_file(program, finding->place.file)
            : NULL;
    if (!file) {
        return;
    }
    VEC_EACH(const struct py_comment, comment, &file->comments) {
        struct span text = span_slice(file->text, comment->start, comment->end - comment->start);
        bool other = span_find(text, SPAN("nosec")) != SIZE_MAX ||
                     span_find(text, SPAN("nosemgrep")) != SIZE_MAX;
        if (other && stands_at(file, comment, finding)) {
            diag_add(diag, DIAG_NOTE, finding->place,
                     "%s is told although another tool's comment is here", finding->rule->id);
        }
    }
}

/* Something is told of a file that was parsed, though it is not looked through for rules: settings
 * in tests/. */
static bool is_told_of(const struct result *result, struct span path) {
    VEC_EACH(const struct finding, finding, &result->findings) {
        if (span_equal(finding->place.file, path) && !MUTANT(suppress_only_wanted)) {
            return true;
        }
    }
    return false;
}

static enum err read_comments(struct program *program, const struct result *result,
                              struct suppressions *out) {
    VEC_EACH(const struct tree_file, listed, &program->files->all) {
        bool told = map_get(&program->parsed, listed->path) && is_told_of(result, listed->path);
        const struct py_file *file =
            gather_wants(listed->path) || told ? program_file(program, listed->path) : NULL;
        for (size_t i = 0; file && i < file->comments.n; i++) {
            TRY(read_comment(program->arena, file, &file->comments.at[i], out));
        }
    }
    return OK;
}

enum err suppress(const struct audit_options *options, struct program *program,
                  struct result *result) {
    struct suppressions all = {0};
    struct diag *diag = options->diag;
    size_t kept = 0;
    TRY(read_comments(program, result, &all));
    for (size_t i = 0; i < result->findings.n; i++) {
        struct finding *finding = &result->findings.at[i];
        struct suppression *by = find(&all, finding);
        if (by) {
            by->used = true;
            diag_add(diag, DIAG_NOTE, finding->place, "%s is ignored%s%.*s", finding->rule->id,
                     by->reason.len ? ": " : "", SPAN_ARG(by->reason));
        } else {
            note_others(program, diag, finding);
            result->findings.at[kept++] = *finding;
        }
    }
    result->findings.n = kept;
    bool all_rules = !options->only_n && !options->skip_n;
    for (size_t i = 0; all_rules && i < all.all.n; i++) {
        if (!all.all.at[i].used) {
            diag_add(diag, DIAG_WARNING,
                     (struct place){.file = all.all.at[i].file->path,
                                    .line = all.all.at[i].comment->line},
                     "nothing is found here that this comment could ignore");
        }
    }
    return OK;
}
