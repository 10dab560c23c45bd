/* SPDX-License-Identifier: Apache-2.0 */
/* Read twice: for where the file is, and over what it says. */
#include "cli/project_arguments.h"

#include "cli/complain.h"

#include <stddef.h>
#include <string.h>

/* A file that says nothing of the verb is not worth a word, unless all of it is the verb's. */
static void tell(const struct project_arguments *how, const struct project *project) {
    if (project_section(project, how->grammar->verb) ||
        (how->grammar->word && project->reader.file.len)) {
        diag_add(how->diag, DIAG_NOTE, (struct place){.file = project->reader.file},
                 "what it says is in use");
    }
}

/* A verb whose own "config" is something else has no "no-config". */
static const void *field_of(const struct grammar *grammar, const char *name, const void *fields) {
    for (size_t i = 0; i < grammar->options_n; i++) {
        const struct option *option = &grammar->options[i];
        if (option->name && strcmp(option->name, name) == 0) {
            return (const char *)fields + option->offset;
        }
    }
    return NULL;
}

/* given: what the command line alone makes of the defaults. */
static enum err load(const struct project_arguments *how, const void *given,
                     struct project *project) {
    const bool *none = field_of(how->grammar, "no-config", given);
    const struct span *named = none ? field_of(how->grammar, "config", given) : NULL;
    return project_load(how->arena, named ? *named : SPAN(""), none && *none, how->diag, project);
}

enum err project_arguments_read(const struct project_arguments *how, int argc, char **argv,
                                struct texts *words, struct project *project, bool *helped) {
    void *given = arena_take(how->arena, how->size, _Alignof(max_align_t));
    TRY_PTR(given);
    memcpy(given, how->fields, how->size);
    TRY(options_parse(how->grammar, argc, argv, how->arena, given, words, helped));
    if (*helped) {
        return OK;
    }
    enum err loaded = load(how, given, project);
    TRY(project_options(project, how->grammar, given, how->fields, how->word));
    TRY(loaded); /* all faults are told */
    tell(how, project);
    return options_parse_again(how->grammar, argc, argv, how->arena, how->fields, words);
}

bool project_arguments_begin(const struct project_arguments *how, const struct verb_call *call,
                             struct texts *words, int *status) {
    struct project project;
    bool helped = false;
    enum err err = project_arguments_read(how, call->argc, call->argv, words, &project, &helped);
    if (err != OK && how->diag->errors) {
        complain_diag(&(struct complain_diag){.diag = how->diag, .quiet = true});
    }
    *status = err_exit_status(err);
    return err == OK && !helped;
}
