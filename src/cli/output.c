/* SPDX-License-Identifier: Apache-2.0 */
/* Reports to files and to standard output. */
#include "cli/output.h"

#include "base/io.h"
#include "base/mutant.h"
#include "cli/complain.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_INCOMPLETE = 3 };

static bool is_standard(struct span path) {
    return span_equal(path, SPAN("-"));
}

enum err output_check_endings(const struct grammar *grammar, const struct texts *files) {
    for (size_t i = 0; i < files->n; i++) {
        enum report_format format;
        struct span path = files->at[i];
        if (!is_standard(path) && !report_format_of_path(path, &format)) {
            return options_complain(grammar,
                                    "-o %.*s: unknown ending; known are" REPORT_ENDINGS
                                    "and - for standard output in --format",
                                    SPAN_ARG(path));
        }
    }
    return OK;
}

/* Opens it as it will be opened, and leaves no trace. */
static bool can_write(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) {
        (void)close(fd);
        (void)unlink(path);
        return true;
    }
    fd = errno == EEXIST ? open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (fd >= 0) {
        (void)close(fd);
    }
    return fd >= 0 || errno == ENXIO; /* a pipe whose reader is not there yet */
}

enum err output_check(const struct texts *files) {
    enum err err = OK;
    for (size_t i = 0; i < files->n; i++) {
        struct span path = files->at[i];
        if (!is_standard(path) && !can_write(path.ptr)) {
            complain("%.*s: the report could not be written: %s", SPAN_ARG(path), strerror(errno));
            err = ERR_USAGE;
        }
    }
    return err;
}

static enum err output_file(const struct result *result, struct span path) {
    enum report_format format;
    BUF_SCOPE out = {0};
    if (!report_format_of_path(path, &format)) {
        return ERR_USAGE;
    }
    TRY(report_write(result, format, &(struct report_style){0}, &out));
    return io_write(path.ptr, buf_span(&out));
}

static enum err output_standard(const struct output_wishes *wishes, const struct result *result) {
    struct report_style style = terminal_style(wishes->color);
    style.verbose = wishes->verbose;
    BUF_SCOPE out = {0};
    TRY(report_write(result, wishes->format, &style, &out));
    return terminal_print(&out);
}

enum err output_reports(const struct output_wishes *wishes, const struct result *result) {
    enum err first = OK;
    for (size_t i = 0; i < wishes->files->n; i++) {
        struct span path = wishes->files->at[i];
        enum err err = is_standard(path) ? OK : output_file(result, path);
        if (err != OK) {
            complain("%.*s: the report could not be written: %s", SPAN_ARG(path), io_words(err));
            first = first == OK ? err : first;
        }
    }
    enum err err = wishes->files_alone ? OK : output_standard(wishes, result);
    return first == OK ? err : first;
}

/* Something came to a verdict: a run that could not judge never ends in 0. */
static bool judged_something(const struct result *result) {
    for (size_t i = 0; i < result->operations.n; i++) {
        enum gate gate = result->operations.at[i].gate;
        if (gate != GATE_UNTESTED && gate != GATE_INCONCLUSIVE) {
            return true;
        }
    }
    for (size_t i = 0; i < result->endpoints.n; i++) {
        if (endpoint_told(&result->endpoints.at[i])) {
            return true;
        }
    }
    return false;
}

int output_status(const struct result *result, const struct output_terms *terms, enum err ended,
                  enum err written) {
    enum severity worst;
    bool incomplete = !MUTANT(incomplete_green) && (ended != OK || !result->complete);
    bool pardoned = terms->incomplete_ok && (judged_something(result) || MUTANT(pardon_all));
    if ((written != OK && !MUTANT(unwritten_green)) || (incomplete && !pardoned)) {
        return STATUS_INCOMPLETE;
    }
    if (result_worst(result, &worst) && worst >= terms->fail_on + MUTANT(fail_above)) {
        return STATUS_FINDINGS;
    }
    return STATUS_CLEAN;
}
