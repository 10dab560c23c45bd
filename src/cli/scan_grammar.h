/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar of "postern scan"; its help is made from it. */
#ifndef POSTERN_CLI_SCAN_GRAMMAR_H
#define POSTERN_CLI_SCAN_GRAMMAR_H

#include "cli/options.h"

/* Fields: struct scan_arguments. */
extern const struct grammar scan_grammar;

#endif
