/* SPDX-License-Identifier: Apache-2.0 */
/* The forms that requirements are written in: lines, conda's list, setup.cfg, setup.py, JSON. */
#include "django/requirements.h"
#include "text/glob.h"
#include "text/json.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool fits(struct span name, const struct span *globs, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (glob_match(globs[i], name)) {
            return true;
        }
    }
    return false;
}

static const struct span line_files[] = {
    SPAN_INIT("requirements*.txt"), SPAN_INIT("*requirements.txt"), SPAN_INIT("constraints*.txt")};
static const struct span toml_files[] = {SPAN_INIT("pyproject.toml"), SPAN_INIT("poetry.lock"),
                                         SPAN_INIT("uv.lock"), SPAN_INIT("pdm.lock"),
                                         SPAN_INIT("Pipfile")};
static const struct span conda_files[] = {SPAN_INIT("environment*.yml"),
                                          SPAN_INIT("environment*.yaml")};
static const struct span pipfile_lock = SPAN_INIT("Pipfile.lock"),
                         setup_cfg = SPAN_INIT("setup.cfg"), setup_py = SPAN_INIT("setup.py");

bool requirements_want(struct span name) {
    return fits(name, line_files, COUNT(line_files)) || fits(name, toml_files, COUNT(toml_files)) ||
           fits(name, conda_files, COUNT(conda_files)) || span_equal(name, pipfile_lock) ||
           span_equal(name, setup_cfg) || span_equal(name, setup_py);
}

/* -r base.txt, --requirement=base.txt, -c constraints.txt */
static struct span included(struct span line) {
    static const struct span flags[] = {SPAN_INIT("-r"), SPAN_INIT("--requirement"),
                                        SPAN_INIT("-c"), SPAN_INIT("--constraint")};
    for (size_t i = 0; i < COUNT(flags); i++) {
        if (span_starts(line, flags[i])) {
            struct span rest = span_trim(span_from_index(line, flags[i].len));
            rest = span_starts(rest, SPAN("=")) ? span_trim(span_from_index(rest, 1)) : rest;
            return span_trim(span_cut(&rest, '#'));
        }
    }
    return SPAN("");
}

static enum err read_lines(struct requirements_reader *reader, struct arena *arena,
                           struct span text) {
    for (uint32_t number = 1; text.ptr && text.len; number++) {
        struct span line = span_trim(span_cut(&text, '\n')), other = included(line);
        if (other.len) {
            struct span copy = arena_dup(arena, other);
            TRY_PTR(copy.ptr);
            TRY(vec_push(arena, &reader->included, copy) ? OK : ERR_MEMORY);
        } else {
            requirements_add_line(reader, line, number);
        }
    }
    return OK;
}

/* - django=4.2=py310_0, and - pyjwt==2.8 below - pip: */
static void read_conda(struct requirements_reader *reader, struct span text) {
    for (uint32_t number = 1; text.ptr && text.len; number++) {
        struct span line = span_trim(span_cut(&text, '\n'));
        if (!span_starts(line, SPAN("- "))) {
            continue;
        }
        line = span_trim(span_from_index(line, 2));
        if (line.len > 1 && (line.ptr[0] == '"' || line.ptr[0] == '\'')) {
            struct span quoted = span_from_index(line, 1);
            line = span_cut(&quoted, line.ptr[0]);
        }
        size_t sign = span_find_byte(line, '=');
        bool single = sign != SIZE_MAX && sign && sign + 1 < line.len &&
                      requirements_is_name(line.ptr[sign - 1]) && line.ptr[sign + 1] != '=';
        size_t build = single ? span_find_byte(span_from_index(line, sign + 1), '=') : SIZE_MAX;
        line = build == SIZE_MAX ? line : span_slice(line, 0, sign + 1 + build);
        requirements_add_line(reader, line, number);
    }
}

/* install_requires = and the lines further in below it. */
static void read_setup_cfg(struct requirements_reader *reader, struct span text) {
    bool inside = false;
    for (uint32_t number = 1; text.ptr && text.len; number++) {
        struct span line = span_cut(&text, '\n');
        bool deeper = line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
        if (span_starts(line, SPAN("install_requires"))) {
            struct span rest = line;
            span_cut(&rest, '=');
            inside = true;
            requirements_add_line(reader, rest, number);
        } else if (inside && deeper) {
            requirements_add_line(reader, line, number);
        } else {
            inside = inside && !span_trim(line).len;
        }
    }
}

/* install_requires=["django>=4"], where the list stands there itself. */
static void read_setup_py(struct requirements_reader *reader, struct span text) {
    size_t at = span_find(text, SPAN("install_requires"));
    if (at == SIZE_MAX) {
        return;
    }
    uint32_t number = 1;
    for (size_t i = 0; i < at; i++) {
        number += text.ptr[i] == '\n';
    }
    struct span rest = span_trim(span_from_index(text, at + SPAN("install_requires").len));
    if (!span_starts(rest, SPAN("="))) {
        return;
    }
    rest = span_trim(span_from_index(rest, 1));
    if (span_starts(rest, SPAN("["))) {
        requirements_list(reader, rest, number);
    }
}

static enum err read_pipfile_lock(struct requirements_reader *reader, struct arena *arena,
                                  struct span text) {
    struct diag wrong;
    diag_init(&wrong, arena);
    struct json_options options = {.file = reader->file};
    const struct node *root;
    enum err err = json_parse(arena, text, &options, &root, &wrong);
    if (err != OK) {
        const struct diag_item *item = wrong.items.n ? &wrong.items.at[0] : NULL;
        diag_add(reader->diag, DIAG_WARNING,
                 item ? item->place : (struct place){.file = reader->file},
                 "its versions are not known: %.*s",
                 SPAN_ARG(item ? item->message : span_from(err_words(err))));
        return err == ERR_MEMORY ? err : OK;
    }
    NODE_EACH(package, node_get(root, SPAN("default"))) {
        struct span version = node_text(node_get(package, SPAN("version")));
        requirements_add(reader, node_key(package), version, package->line);
    }
    return OK;
}

enum err requirements_parse(struct requirements_reader *reader, struct arena *arena,
                            struct span text) {
    struct span name = folder_entry(reader->file);
    text = span_starts(text, SPAN("\xef\xbb\xbf")) ? span_from_index(text, 3) : text;
    if (text.len && memchr(text.ptr, 0, text.len)) {
        diag_add(reader->diag, DIAG_WARNING, (struct place){.file = reader->file},
                 "its versions are not known: it is not text in UTF-8");
        return OK;
    }
    if (span_equal(name, pipfile_lock)) {
        return read_pipfile_lock(reader, arena, text);
    }
    if (fits(name, toml_files, COUNT(toml_files))) {
        requirements_toml(reader, text);
    } else if (fits(name, conda_files, COUNT(conda_files))) {
        read_conda(reader, text);
    } else if (span_equal(name, setup_cfg)) {
        read_setup_cfg(reader, text);
    } else if (span_equal(name, setup_py)) {
        read_setup_py(reader, text);
    } else {
        return read_lines(reader, arena, text);
    }
    return OK;
}
