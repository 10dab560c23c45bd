/* SPDX-License-Identifier: Apache-2.0 */
/* The few forms of TOML that say versions: tables of names, lists of requirements, locks. */
#include "django/requirements.h"

enum table {
    TABLE_OTHER = 0,
    TABLE_PROJECT, /* dependencies = ["django>=4"] */
    TABLE_NAMES,   /* django = "^4.2" */
    TABLE_LOCKED   /* name = "django", version = "4.2.1" */
};

struct toml {
    struct requirements_reader *reader;
    enum table table;
    struct span name; /* of the package under way */
    uint32_t number;
};

static enum table table_of(struct span header) {
    bool poetry =
        span_starts(header, SPAN("[tool.poetry.")) && span_ends(header, SPAN("dependencies]"));
    if (span_equal(header, SPAN("[[package]]"))) {
        return TABLE_LOCKED;
    }
    if (poetry || span_equal(header, SPAN("[packages]"))) {
        return TABLE_NAMES;
    }
    return span_equal(header, SPAN("[project]")) ? TABLE_PROJECT : TABLE_OTHER;
}

/* What stands between the quotes that text begins with. {NULL, 0}: they are not closed. */
static struct span quoted(struct span text) {
    size_t end = text.len > 1 ? span_find_byte(span_from_index(text, 1), text.ptr[0]) : SIZE_MAX;
    return end == SIZE_MAX ? (struct span){NULL, 0} : span_slice(text, 1, end);
}

static bool is_quote(struct span text) {
    return text.len && (text.ptr[0] == '"' || text.ptr[0] == '\'');
}

static void broken(struct requirements_reader *reader, uint32_t number, const char *what) {
    diag_add(reader->diag, DIAG_WARNING, (struct place){.file = reader->file, .line = number},
             "%s: versions may be missing", what);
}

void requirements_list(struct requirements_reader *reader, struct span text, uint32_t number) {
    uint32_t first = number;
    for (size_t at = 1; at < text.len; at++) {
        struct span rest = span_from_index(text, at);
        if (rest.ptr[0] == ']') {
            return;
        }
        if (rest.ptr[0] == '#') {
            size_t end = span_find_byte(rest, '\n');
            at += end == SIZE_MAX ? rest.len : end;
            number += end != SIZE_MAX;
        } else if (is_quote(rest)) {
            struct span line = rest, one = quoted(span_cut(&line, '\n'));
            if (!one.ptr) {
                break;
            }
            requirements_add_line(reader, one, number);
            at += one.len + 1;
        } else {
            number += rest.ptr[0] == '\n';
        }
    }
    broken(reader, first, "a list that does not end");
}

/* "^4.2", or {version = "^4.2", extras = […]}. */
static void take_version(struct toml *toml, struct span name, struct span value) {
    if (span_starts(value, SPAN("{"))) {
        size_t at = span_find(value, SPAN("version"));
        value = at == SIZE_MAX ? SPAN("") : span_from_index(value, at + SPAN("version").len);
        value = span_trim(value);
        value = span_starts(value, SPAN("=")) ? span_trim(span_from_index(value, 1)) : SPAN("");
    }
    struct span version = is_quote(value) ? quoted(value) : SPAN("");
    if (!version.ptr) {
        broken(toml->reader, toml->number, "a text that does not end");
        return;
    }
    requirements_add(toml->reader, name, version, toml->number);
}

/* A package whose version never came. */
static void end_package(struct toml *toml) {
    if (toml->table == TABLE_LOCKED && requirements_package(toml->name) != PACKAGES) {
        broken(toml->reader, toml->number, "a package without its version");
    }
    toml->name = SPAN("");
}

static void take_locked(struct toml *toml, struct span key, struct span value) {
    if (span_equal(key, SPAN("name"))) {
        toml->name = quoted(value);
    } else if (span_equal(key, SPAN("version"))) {
        take_version(toml, toml->name, value);
        toml->name = SPAN("");
    }
}

static void take_line(struct toml *toml, struct span line, struct span text) {
    struct span value = line, key = span_trim(span_cut(&value, '='));
    key = is_quote(key) ? quoted(key) : key;
    value = span_trim(value);
    if (!value.ptr || !key.ptr) {
        return;
    }
    switch (toml->table) {
    case TABLE_LOCKED:
        take_locked(toml, key, value);
        break;
    case TABLE_NAMES:
        if (requirements_package(key) != PACKAGES) {
            take_version(toml, key, value);
        }
        break;
    case TABLE_PROJECT:
        if (span_equal(key, SPAN("dependencies")) && span_starts(value, SPAN("["))) {
            size_t at = (size_t)(value.ptr - text.ptr);
            requirements_list(toml->reader, span_from_index(text, at), toml->number);
        }
        break;
    case TABLE_OTHER:
        break;
    }
}

void requirements_toml(struct requirements_reader *reader, struct span text) {
    struct toml toml = {.reader = reader, .name = SPAN("")};
    struct span rest = text;
    for (toml.number = 1; rest.ptr && rest.len; toml.number++) {
        struct span line = span_trim(span_cut(&rest, '\n'));
        if (span_starts(line, SPAN("["))) {
            end_package(&toml);
            toml.table = table_of(line);
        } else if (line.len && line.ptr[0] != '#') {
            take_line(&toml, line, text);
        }
    }
    end_package(&toml);
}
