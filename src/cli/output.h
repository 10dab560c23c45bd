/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a result where the user wants it, and the exit status that it means. */
#ifndef POSTERN_CLI_OUTPUT_H
#define POSTERN_CLI_OUTPUT_H

#include "cli/options.h"
#include "cli/terminal.h"

/* Where the reports go, as the command line says it. */
struct output_wishes {
    const struct texts *files; /* -o */
    enum report_format format; /* of standard output */
    enum color color;
    bool verbose;
    bool files_alone; /* nothing to standard output */
};

/* Whether the ending of every -o names a format. What does not is told as a mistake of that verb.
 * Errors: ERR_USAGE. */
NODISCARD enum err output_check_endings(const struct grammar *grammar, const struct texts *files);

/* Whether every -o can be written, before anything is sent. What cannot is told to standard error;
 * no file is changed, and none stays. Errors: ERR_USAGE. */
NODISCARD enum err output_check(const struct texts *files);

/* Writes the report to standard output and to every -o. All are tried; what cannot be written is
 * told to standard error. Errors: the first. */
NODISCARD enum err output_reports(const struct output_wishes *wishes, const struct result *result);

/* What the exit status depends on beside the result. */
struct output_terms {
    enum severity fail_on;
    bool incomplete_ok; /* what was judged counts, though the run is incomplete */
};

/* 3: incomplete, or a report could not be written; 1: findings at or above fail_on; 0. ended: what
 * the run came to; written: its reports. incomplete_ok: an incomplete run is taken for what it
 * judged; one that judged nothing stays 3, and so does one whose reports are missing. */
int output_status(const struct result *result, const struct output_terms *terms, enum err ended,
                  enum err written);

#endif
