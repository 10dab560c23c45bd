/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a result where the user wants it, and the exit status that it means. */
#ifndef POSTERN_CLI_OUTPUT_H
#define POSTERN_CLI_OUTPUT_H

#include "cli/scan_arguments.h"

/* Writes the report to standard output and to every -o. All are tried; what cannot be written is
 * told to standard error. Errors: the first. */
NODISCARD enum err output_reports(const struct scan_arguments *arguments,
                                  const struct result *result);

/* 3: could not judge (told to standard error when the report does not); 1: findings at or above
 * fail_on; 0. err: what the scan and its reports ended with. */
int output_status(const struct result *result, enum severity fail_on, enum err err);

#endif
