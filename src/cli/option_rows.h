/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that stand in the tables of several verbs. */
#ifndef POSTERN_CLI_OPTION_ROWS_H
#define POSTERN_CLI_OPTION_ROWS_H

#include "cli/options.h"
#include "cli/terminal.h"

/* clang-format off */
#define OPTION_COLOR(at) \
    {"color", 0, OPTION_CHOICE, at, COLOR_WORDS, \
     "colour on standard output (auto: on a terminal, unless NO_COLOR is set)"}

#define OPTION_FILES(at) \
    {"output", 'o', OPTION_LIST, at, "FILE", \
     "write a report; its ending," REPORT_ENDINGS \
     "picks the format; - is standard output; may be repeated"}

#define OPTION_FORMAT(at) \
    {"format", 0, OPTION_CHOICE, at, REPORT_WORDS, "what goes to standard output (text)"}

#define OPTION_FAIL_ON(at) \
    {"fail-on", 0, OPTION_CHOICE, at, SEVERITY_WORDS, \
     "exit with 1 for findings of this severity or a graver one (low)"}

#define OPTION_BASELINE(at) \
    {"baseline", 0, OPTION_TEXT, at, "FILE", \
     "an earlier JSON report: its findings do not count again"}

#define OPTION_ONLY(at) \
    {"only", 0, OPTION_LIST, at, "RULE", "check this rule and no other; may be repeated"}

#define OPTION_SKIP(at) \
    {"skip", 0, OPTION_LIST, at, "RULE", "do not check this rule; may be repeated"}
/* clang-format on */

#endif
