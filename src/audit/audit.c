/* SPDX-License-Identifier: Apache-2.0 */
/* From the folder to the result. */
#include "audit/audit.h"

#include "audit/deployed.h"
#include "audit/gather.h"
#include "audit/rows.h"
#include "audit/rules.h"
#include "audit/suppress.h"
#include "audit/worlds.h"
#include "base/clock.h"
#include "base/limits.h"
#include "django/site.h"

static bool wanted(struct span name) {
    return span_ends(name, SPAN(".py")) || site_wants(name);
}

/* Those that are named, and those that lie in the tree. */
static enum err add_packages(const struct audit_options *options, struct program *program) {
    for (size_t i = 0; i < options->packages_n; i++) {
        if (!vec_push(program->arena, &program->packages, options->packages[i])) {
            return ERR_MEMORY;
        }
    }
    VEC_EACH(const struct span, folder, &program->files->installed) {
        if (!vec_push(program->arena, &program->packages, *folder)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err named_sites(const struct audit_options *options, struct program *program,
                            struct sites *out) {
    if (!options->settings_n) {
        return sites_find(program, out);
    }
    for (size_t i = 0; i < options->settings_n; i++) {
        struct module *module = program_find(program, options->settings[i]);
        if (!module || module->missing) {
            diag_add(options->diag, DIAG_ERROR, (struct place){0},
                     "there is no settings module %.*s in the tree",
                     SPAN_ARG(options->settings[i]));
            return ERR_MISSING;
        }
        struct site site = {.settings = options->settings[i]};
        if (!vec_push(program->arena, &out->all, site)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static void not_found(struct result *result, const char *why) {
    result->complete = false;
    result->incomplete_why = span_from(why);
}

/* Whether several applications have routes of their own. */
static bool has_other_routes(const struct program *program) {
    size_t n = 0;
    VEC_EACH(const struct tree_file, file, &program->files->all) {
        n += span_ends(file->path, SPAN("urls.py")) ||
             span_ends(file->path, SPAN("urls/__init__.py"));
    }
    return n > 1;
}

/* routes: whether there are any; without, nothing is judged. all: gets its endpoints, too. */
static enum err judge_site(const struct audit_options *options, struct program *program,
                           const struct site *site, struct endpoints *all, struct result *result,
                           bool *routes) {
    struct interp in;
    struct endpoints endpoints = {0};
    worlds_load(options, program, site->settings, &in);
    enum err err = endpoints_find(&in, NULL, &endpoints);
    *routes = err != ERR_MISSING;
    if (err == ERR_MISSING) {
        diag_add(options->diag, DIAG_WARNING, site->said,
                 "%.*s: its routes (ROOT_URLCONF) cannot be found, so they are not judged",
                 SPAN_ARG(site->settings));
        return OK;
    }
    TRY(err);
    TRY(worlds_settle(options, program, site->settings, &endpoints));
    if (!endpoints.all.n && has_other_routes(program)) {
        diag_add(options->diag, DIAG_WARNING, site->said,
                 "%.*s: its routes (ROOT_URLCONF) are an empty list, and the project has more of "
                 "them, which something adds when the program runs",
                 SPAN_ARG(site->settings));
        not_found(result, "no endpoint was found: routes are added in a way that cannot be "
                          "followed");
    }
    VEC_EACH(const struct endpoint, endpoint, &endpoints.all) {
        TRY(rows_add(&in, endpoint, site->settings, result));
        if (!vec_push(program->arena, &all->all, *endpoint)) {
            return ERR_MEMORY;
        }
    }
    return rules_check(options, &in, &endpoints, result);
}

/* What needs no routes is judged all the same. */
static enum err judge_without_routes(const struct audit_options *options, struct program *program,
                                     const struct site *site, struct result *result) {
    static const struct endpoints none;
    struct interp in;
    worlds_load(options, program, site->settings, &in);
    not_found(result, "the routes of a settings module could not be found");
    return rules_check(options, &in, &none, result);
}

static struct deployed deployed_of(const struct audit_options *options, struct program *program,
                                   const struct site *site) {
    struct interp in;
    worlds_load(options, program, site->settings, &in);
    return deployed_read(&in);
}

/* A further module that a deployment names: its settings, and its routes where they or what guards
 * them are others than the first one's. */
static enum err judge_further(const struct audit_options *options, struct program *program,
                              const struct deployed *first, const struct site *site,
                              struct endpoints *all, struct result *result) {
    struct interp in;
    size_t rows = result->endpoints.n;
    bool routes, large = program->arena->used > LIMIT_DEFAULTS_MEMORY; /* it takes as much again */
    worlds_load(options, program, site->settings, &in);
    struct deployed own = deployed_read(&in);
    if (deployed_same(first, &own) || large) {
        return rules_check_settings(options, &in, result);
    }
    TRY(judge_site(options, program, site, all, result, &routes));
    if (!routes) {
        worlds_load(options, program, site->settings, &in);
        return rules_check_settings(options, &in, result);
    }
    deployed_new_rows(result, rows);
    return OK;
}

/* Each that --settings names. */
static enum err judge_named(const struct audit_options *options, struct program *program,
                            const struct sites *sites, struct endpoints *all,
                            struct result *result) {
    VEC_EACH(const struct site, site, &sites->all) {
        bool routes;
        TRY(judge_site(options, program, site, all, result, &routes));
        if (!routes) {
            TRY(judge_without_routes(options, program, site, result));
        }
    }
    return OK;
}

/* The first that has routes is judged in full, and the others that a deployment names. */
static enum err judge_found(const struct audit_options *options, struct program *program,
                            struct sites *sites, struct endpoints *all, struct result *result) {
    size_t deployed = sites->all.n, full = 0;
    bool routes = false;
    for (; full < sites->all.n && !routes; full += !routes) {
        TRY(judge_site(options, program, &sites->all.at[full], all, result, &routes));
        if (!routes && full + 1 == deployed) {
            TRY(sites_find_others(program, sites));
        }
    }
    if (!routes) {
        TRY(judge_without_routes(options, program, &sites->all.at[0], result));
    }
    size_t next = routes ? full + 1 : 1;
    struct deployed first = {0};
    if (next < deployed) {
        first = deployed_of(options, program, &sites->all.at[next - 1]);
    }
    for (size_t i = next; i < deployed; i++) {
        TRY(judge_further(options, program, &first, &sites->all.at[i], all, result));
    }
    return OK;
}

static enum err judge(const struct audit_options *options, struct program *program,
                      struct result *result) {
    struct sites sites = {0};
    struct endpoints all = {0};
    TRY(add_packages(options, program));
    TRY(named_sites(options, program, &sites));
    result->complete = sites.all.n > 0;
    if (!sites.all.n) {
        not_found(result, "no settings module was found, so no route could be judged; "
                          "--settings names one");
    } else {
        program_parse_ahead(program, gather_wants);
    }
    TRY(options->settings_n ? judge_named(options, program, &sites, &all, result)
        : sites.all.n       ? judge_found(options, program, &sites, &all, result)
                            : OK);
    if (all.all.n && options->contract) {
        struct interp in;
        worlds_load(options, program, sites.all.at[0].settings, &in);
        TRY(rules_check_contract(options, &in, &all, result));
    }
    if (sites.all.n) {
        TRY(suppress(options, program, result));
    }
    rows_sort(result);
    result_sort(result);
    return OK;
}

enum err audit_run(const struct audit_options *options, struct arena *arena,
                   struct result *result) {
    struct tree_files files = {0};
    struct tree_options tree = {options->root,      options->include,   options->exclude,
                                options->include_n, options->exclude_n, wanted};
    *result = (struct result){.kind = KIND_AUDIT,
                              .target = options->root,
                              .arena = arena,
                              .diag = options->diag,
                              .started = clock_unix()};
    TRY(tree_list(arena, &tree, &files, options->diag));
    struct program program;
    enum err err = program_init(&program, arena, options->root, &files, options->diag);
    program.instead = options->instead;
    if (err == OK) {
        err = requirements_read(arena, options->root, &files, &program.requirements, options->diag);
    }
    if (err == OK) {
        err = judge(options, &program, result);
    }
    program_close(&program);
    result->finished = clock_unix();
    return err;
}

enum err audit_rules(struct arena *arena, struct registry *registry) {
    return rules_register(arena, registry);
}
