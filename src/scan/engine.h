/* SPDX-License-Identifier: Apache-2.0 */
/* The scan: every operation is asked with controls, attacked, and judged. */
#ifndef POSTERN_SCAN_ENGINE_H
#define POSTERN_SCAN_ENGINE_H

#include "catalog/registry.h"
#include "catalog/result.h"
#include "contract/contract.h"
#include "http/client.h"
#include "scan/build/build.h"
#include "scan/credential/identity.h"
#include "scan/share.h"

struct journal;

struct scan_progress {
    size_t operations_done, operations; /* those that are asked */
    uint64_t requests;                  /* sent so far */
    size_t findings;                    /* so far, before grouping */
    double elapsed;                     /* seconds */
    const char *waiting;                /* for what, in words; NULL: it does not wait */
};

/* A line of the plan, for --dry-run. */
struct scan_plan_line {
    const struct operation *operation;
    bool tested;
    struct span url;    /* when tested */
    struct span reason; /* when not tested */
    unsigned requests;  /* about how many will be sent */
};

/* How many attacks an operation gets; see scan/battery.c. */
enum effort { EFFORT_USUAL = 0, EFFORT_QUICK, EFFORT_THOROUGH };

struct scan_options {
    const struct contract *contract;
    struct identities *identities; /* may be empty */
    struct known_values *known;    /* --param; ids of list answers are added */
    struct span base_url;          /* of the target, without trailing slash */
    struct span *only, *skip;      /* rule ids */
    size_t only_n, skip_n;
    struct span *include, *exclude; /* globs over "METHOD /path" and "/path" */
    size_t include_n, exclude_n;
    struct share share; /* of the operations; zero: all */
    bool allow_writes;
    enum effort effort;
    double patience;   /* seconds that throttling and expiry may be waited out; 0: not at all */
    unsigned guesses;  /* wrong passwords that a login may be tried with; 0: none */
    double min_judged; /* percent of the operations that declare security; fewer: incomplete */
    const char *const *wordlists; /* paths, for guessing secrets beyond the built-in list */
    size_t wordlist_n;
    const struct span *public_keys; /* texts of JWK, JWKS, PEM or DER (--public-key) */
    size_t public_key_n;
    const char *listen; /* address to serve keys from; NULL: 127.0.0.1 */
    struct client_options client;
    void (*progress)(void *user, const struct scan_progress *progress); /* or NULL */
    void (*plan)(void *user, const struct scan_plan_line *line);        /* not NULL: dry run */
    void *user;
    struct journal *journal; /* of an earlier run to go on with, and to be kept; or NULL */
    struct diag *diag; /* logins that fail and what else a person should know; must not be NULL */
};

/* Runs the scan. arena keeps the result. What could be judged is in the result even when it is not
 * complete. Errors: ERR_USAGE (base_url), ERR_NETWORK (the target never answered), ERR_LOGIN,
 * ERR_BUDGET, ERR_STOPPED (in all of these the result is filled in, complete is false and
 * incomplete_why tells), ERR_MEMORY. */
NODISCARD enum err scan_run(const struct scan_options *options, struct arena *arena,
                            struct result *out);

/* Adds the rules that the scan knows, in the order of the catalogue. Errors: as registry_add. */
NODISCARD enum err scan_rules(struct arena *arena, struct registry *registry);

#endif
