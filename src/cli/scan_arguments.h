/* SPDX-License-Identifier: Apache-2.0 */
/* The arguments of "postern scan": read, checked, and made into what the engine takes. */
#ifndef POSTERN_CLI_SCAN_ARGUMENTS_H
#define POSTERN_CLI_SCAN_ARGUMENTS_H

#include "cli/options.h"
#include "cli/project.h"
#include "cli/terminal.h"
#include "scan/engine.h"

struct scan_arguments {
    struct span contract; /* path, URL, "-"; empty: look for it on the target */
    struct span url;      /* of the target, without trailing slash */
    struct span identities;
    struct span traffic;  /* a HAR file or an access log; empty: none */
    struct texts outputs; /* -o */
    unsigned format;      /* enum report_format, of standard output */
    unsigned fail_on;     /* enum severity */
    struct texts only, skip, include, exclude, headers, parameters;
    struct texts wordlists, public_keys;
    struct span source; /* folder of the target's source; empty: none */
    struct texts settings;
    double rate, timeout, patience, min_judged;
    uint64_t concurrency, max_requests, guesses;
    struct span proxy, ca_file, baseline, listen;
    bool allow_writes, quick, thorough, incomplete_ok, insecure, dry_run, quiet, no_progress,
        verbose;
    unsigned color;     /* enum color */
    struct span resume; /* a journal; empty: none is kept */
    struct span config; /* postern.yaml by name */
    bool no_config;
    struct project project;
    struct span shard_text;
    struct share shard;   /* shard_text, taken apart */
    struct fields fields; /* headers, taken apart */
    bool helped;
};

/* Reads and checks, postern.yaml as well. What is wrong is told to standard error, or to diag where
 * a file is wrong. Errors: ERR_USAGE, ERR_MEMORY, as project_load. */
NODISCARD enum err scan_arguments_read(int argc, char **argv, struct arena *arena,
                                       struct diag *diag, struct scan_arguments *out);

/* What the HTTP client is to be opened with. stop: see client_options. */
struct client_options scan_arguments_client(const struct scan_arguments *arguments,
                                            const volatile sig_atomic_t *stop);

/* Adds the values of --param to those that stand there. Errors: ERR_MEMORY. */
NODISCARD enum err scan_arguments_known(const struct scan_arguments *arguments, struct arena *arena,
                                        struct known_values *out);

#endif
