/* SPDX-License-Identifier: Apache-2.0 */
/* What git knows of a work tree. */
#ifndef POSTERN_CLI_GIT_H
#define POSTERN_CLI_GIT_H

#include "cli/options.h"

/* Why changes of these files could not be told from others, or taken back, by git: the folder is in
 * no work tree, something in it is changed already, a file is not tracked, there is no git. NULL:
 * they could. files: paths from the folder; texts with a NUL behind. */
const char *git_objection(struct span folder, const struct texts *files);

#endif
