/* SPDX-License-Identifier: Apache-2.0 */
/* Verbs: what stands after "postern". To add one: a cmd_*.c with its function, and a line in
 * VERB_LIST. */
#ifndef POSTERN_CLI_VERB_H
#define POSTERN_CLI_VERB_H

#include <signal.h>

/* What must be arranged before the verb runs. */
enum verb_needs {
    VERB_PLAIN = 0,
    VERB_STOPPABLE = 1, /* SIGINT, SIGTERM and SIGHUP ask it to finish early; the second ends it */
    VERB_OF_VERBS = 2,  /* it has verbs of its own, with a help each */
};

/* Name, function, needs, what the overview says. */
#define VERB_LIST(X)                                                                               \
    X("scan", cmd_scan, VERB_STOPPABLE, "does the API enforce what its contract declares?")        \
    X("audit", cmd_audit, VERB_PLAIN, "which line of Django source lets a request through?")       \
    X("guard", cmd_guard, VERB_PLAIN, "may this request pass? A proxy asks")                       \
    X("token", cmd_token, VERB_STOPPABLE | VERB_OF_VERBS, "inspect, verify, forge and crack JWTs") \
    X("contract", cmd_contract, VERB_PLAIN, "draft a contract from recorded requests")             \
    X("replay", cmd_replay, VERB_STOPPABLE, "do the findings of a report still hold?")             \
    X("merge", cmd_merge, VERB_PLAIN, "put the reports of shares together")                        \
    X("diff", cmd_diff, VERB_PLAIN, "what changed between two reports?")                           \
    X("baseline", cmd_baseline, VERB_PLAIN, "keep the findings that are accepted")                 \
    X("rules", cmd_rules, VERB_PLAIN, "what is checked?")                                          \
    X("explain", cmd_explain, VERB_PLAIN, "why does a rule matter, and how is it mended?")         \
    X("completion", cmd_completion, VERB_PLAIN, "teach a shell to complete command lines")         \
    X("help", cmd_help, VERB_PLAIN, "teach a verb")

struct verb_call {
    int argc; /* after the verb's name */
    char **argv;
    const volatile sig_atomic_t *stop; /* turns true when asked to finish early */
};

/* Runs and gives the exit status. */
typedef int verb_run(const struct verb_call *call);

#define VERB_DECLARE(name, function, needs, about) verb_run function;
VERB_LIST(VERB_DECLARE)
#undef VERB_DECLARE

#endif
