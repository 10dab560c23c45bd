/* SPDX-License-Identifier: Apache-2.0 */
/* DJANGO_SETTINGS_MODULE, wherever a deployment sets it. */
#include "django/site.h"

#include "base/io.h"
#include "text/glob.h"

enum { SITE_BYTES = 1 << 20 };

/* What serves stands first, what is for people at last. */
static const struct {
    struct span glob;
    unsigned rank;
} places[] = {
    {SPAN_INIT("wsgi.py"), 0},        {SPAN_INIT("asgi.py"), 0},
    {SPAN_INIT("Dockerfile*"), 1},    {SPAN_INIT("*.Dockerfile"), 1},
    {SPAN_INIT("Containerfile*"), 1}, {SPAN_INIT("docker-compose*.y*ml"), 1},
    {SPAN_INIT("compose*.y*ml"), 1},  {SPAN_INIT("Procfile"), 1},
    {SPAN_INIT("*.service"), 1},      {SPAN_INIT("app.yaml"), 1},
    {SPAN_INIT("fly.toml"), 1},       {SPAN_INIT("manage.py"), 2},
};

static unsigned rank_of(struct span name) {
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        if (glob_match(places[i].glob, name)) {
            return places[i].rank;
        }
    }
    return UINT32_MAX;
}

bool site_wants(struct span name) {
    return requirements_want(name) || rank_of(name) != UINT32_MAX;
}

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

/* The dotted name behind the variable's, over quotes, signs and white space. */
static struct span value_after(struct span text) {
    size_t at = 0;
    while (at < text.len && strchr("\"'`,=: \t)", text.ptr[at])) {
        at++;
    }
    size_t end = at;
    while (end < text.len && is_name(text.ptr[end])) {
        end++;
    }
    return span_slice(text, at, end - at);
}

static enum err add(struct program *p, struct sites *out, struct span settings, struct place said) {
    VEC_EACH(const struct site, site, &out->all) {
        if (span_equal(site->settings, settings)) {
            return OK;
        }
    }
    struct module *module = program_find(p, settings);
    if (!module || !module->own || module->missing) {
        return OK;
    }
    struct site site = {arena_dup(p->arena, settings), said};
    return vec_push(p->arena, &out->all, site) ? OK : ERR_MEMORY;
}

/* Empty: it cannot be read. */
static struct span text_of(struct program *p, struct span path) {
    struct span whole = folder_join(p->arena, p->root, path), text;
    bool read = whole.ptr && io_read_regular(p->arena, whole.ptr, SITE_BYTES, &text) == OK;
    return read ? text : SPAN("");
}

/* The next thing that a text says of the variable; empty where none follows it. *rest: what stands
 * behind the variable, *line: the line on which it does. */
static bool next_said(struct span *rest, struct span variable, struct span *said, uint32_t *line) {
    size_t at = span_find(*rest, variable);
    if (at == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < at; i++) {
        *line += rest->ptr[i] == '\n';
    }
    *rest = span_from_index(*rest, at + variable.len);
    *said = value_after(*rest);
    return true;
}

static enum err look_into(struct program *p, struct sites *out, struct span path) {
    static const struct span variable = SPAN_INIT("DJANGO_SETTINGS_MODULE");
    struct span text = text_of(p, path), named;
    for (uint32_t line = 1; next_said(&text, variable, &named, &line);) {
        if (named.len && named.ptr[0] != '.') {
            TRY(add(p, out, named, (struct place){.file = path, .line = line}));
        }
    }
    return OK;
}

/* A project that never says: its settings are the modules that name the root of the routes. */
static enum err look_for_root(struct program *p, struct sites *out) {
    VEC_EACH(const struct tree_file, file, &p->files->all) {
        bool likely = span_ends(file->path, SPAN(".py")) &&
                      span_find(file->path, SPAN("settings")) != SIZE_MAX;
        const struct py_file *parsed = likely ? program_file(p, file->path) : NULL;
        if (parsed && span_find(parsed->text, SPAN("ROOT_URLCONF")) != SIZE_MAX) {
            TRY(add(p, out, program_name_of(p, file->path), (struct place){.file = file->path}));
        }
    }
    return OK;
}

static enum err look_at_rank(struct program *p, struct sites *out, unsigned rank) {
    VEC_EACH(const struct tree_file, file, &p->files->all) {
        if (rank_of(folder_entry(file->path)) == rank) {
            TRY(look_into(p, out, file->path));
        }
    }
    return OK;
}

/* Any other file that says it: a starter of the project's own, a worker. */
static enum err look_for_others(struct program *p, struct sites *out) {
    VEC_EACH(const struct tree_file, file, &p->files->all) {
        if (span_ends(file->path, SPAN(".py")) && rank_of(folder_entry(file->path)) == UINT32_MAX) {
            TRY(look_into(p, out, file->path));
        }
    }
    return OK;
}

enum err sites_find(struct program *p, struct sites *out) {
    /* manage.py is for people: where something that serves names its settings, those count. */
    for (unsigned rank = 0; rank < 3 && !(rank == 2 && out->all.n); rank++) {
        TRY(look_at_rank(p, out, rank));
    }
    return out->all.n ? OK : look_for_root(p, out);
}

enum err sites_find_others(struct program *p, struct sites *out) {
    TRY(look_at_rank(p, out, 2));
    TRY(look_for_others(p, out));
    return look_for_root(p, out);
}

static enum err add_said(struct program *p, struct site_said *out, struct span path,
                         struct span variable) {
    struct span text = text_of(p, path), named;
    for (uint32_t line = 1; next_said(&text, variable, &named, &line);) {
        if (named.len && !vec_push(p->arena, &out->all, named)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

enum err site_variable(struct program *p, struct span variable, bool serving,
                       struct site_said *out) {
    for (unsigned rank = serving ? 0 : 2; rank < (serving ? 2U : 3U); rank++) {
        VEC_EACH(const struct tree_file, file, &p->files->all) {
            if (rank_of(folder_entry(file->path)) == rank) {
                TRY(add_said(p, out, file->path, variable));
            }
        }
    }
    return OK;
}
