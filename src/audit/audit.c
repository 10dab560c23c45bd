/* SPDX-License-Identifier: Apache-2.0 */
/* From the folder to the result. */
#include "audit/audit.h"

#include "audit/rows.h"
#include "audit/rules.h"
#include "base/clock.h"
#include "django/python.h"
#include "django/settings.h"
#include "django/site.h"

static bool wanted(struct span name) {
    return span_ends(name, SPAN(".py")) || site_wants(name);
}

static enum err add_packages(const struct audit_options *options, struct program *program) {
    for (size_t i = 0; i < options->packages_n; i++) {
        if (!vec_push(program->arena, &program->packages, options->packages[i])) {
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

static enum err judge_site(const struct audit_options *options, struct program *program,
                           const struct site *site, struct result *result) {
    struct interp in;
    struct endpoints endpoints = {0};
    /* Modules are run anew: what they hold depends on the settings. */
    program->modules = (struct map){0};
    program->settings = site->settings;
    python_init(&in, program->arena, program, options->diag);
    settings_run(&in);
    enum err err = endpoints_find(&in, &endpoints);
    if (err == ERR_MISSING) {
        diag_add(options->diag, DIAG_WARNING, site->said,
                 "%.*s: its routes (ROOT_URLCONF) cannot be found, so they are not judged",
                 SPAN_ARG(site->settings));
        result->complete = false;
        result->incomplete_why = SPAN("the routes of a settings module could not be found");
        err = OK;
    }
    TRY(err);
    VEC_EACH(const struct endpoint, endpoint, &endpoints.all) {
        TRY(rows_add(&in, endpoint, site->settings, result));
    }
    return rules_check(options, &in, &endpoints, result);
}

static enum err judge_settings(const struct audit_options *options, struct program *program,
                               const struct site *site, struct result *result) {
    struct interp in;
    program->modules = (struct map){0};
    program->settings = site->settings;
    python_init(&in, program->arena, program, options->diag);
    settings_run(&in);
    return rules_check_settings(options, &in, result);
}

static enum err judge(const struct audit_options *options, struct program *program,
                      struct result *result) {
    struct sites sites = {0};
    TRY(add_packages(options, program));
    TRY(named_sites(options, program, &sites));
    result->complete = sites.all.n > 0;
    if (!sites.all.n) {
        result->incomplete_why = SPAN("no settings module was found, so no route could be judged; "
                                      "--settings names one");
    }
    /* Without --settings the first is judged in full, the others as settings. */
    for (size_t i = 0; i < sites.all.n && i < (options->settings_n ? sites.all.n : 1); i++) {
        TRY(judge_site(options, program, &sites.all.at[i], result));
    }
    for (size_t i = 1; !options->settings_n && i < sites.all.n; i++) {
        TRY(judge_settings(options, program, &sites.all.at[i], result));
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
