/* SPDX-License-Identifier: Apache-2.0 */
/* Read twice: for where the file is, and over what it says. */
#include "cli/project_arguments.h"

#include "cli/complain.h"

/* A file that says nothing of the verb is not worth a word, unless all of it is the verb's. */
static void tell(const struct project_arguments *how, const struct project *project) {
    if (node_get(project->root, span_from(how->grammar->verb)) ||
        (how->grammar->word && project->reader.file.len)) {
        diag_add(how->diag, DIAG_NOTE, (struct place){.file = project->reader.file},
                 "what it says is in use");
    }
}

enum err project_arguments_read(const struct project_arguments *how, int argc, char **argv,
                                struct texts *words, struct project *project, bool *helped) {
    TRY(options_parse(how->grammar, argc, argv, how->arena, how->given, words, helped));
    if (*helped) {
        return OK;
    }
    enum err loaded = project_load(how->arena, how->config ? *how->config : SPAN(""),
                                   how->no_config && *how->no_config, how->diag, project);
    TRY(project_options(project, how->grammar, how->given, how->fields, how->word));
    TRY(loaded); /* all faults are told */
    tell(how, project);
    words->n = 0;
    return options_parse(how->grammar, argc, argv, how->arena, how->fields, words, helped);
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
