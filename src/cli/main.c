/* SPDX-License-Identifier: Apache-2.0 */
/* The entry: finds the verb in the table, arranges what it needs, and runs it. */
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "text/suggest.h"

#include <stdio.h>
#include <stdlib.h>

struct verb {
    const char *name;
    verb_run *run;
    unsigned needs;
    const char *about;
};

#define VERB_ROW(name, function, needs, about) {name, function, needs, about},
static const struct verb verbs[] = {VERB_LIST(VERB_ROW)};
#undef VERB_ROW

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]), USAGE = 2 };

/* The one thing that a signal handler may change. */
static volatile sig_atomic_t stop;

static void on_stop(int signal_number) {
    (void)signal_number;
    stop = 1;
}

/* SA_RESETHAND: whoever asks twice means it. */
static void arrange(const struct verb *verb) {
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction once = {.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND};
    (void)sigaction(SIGPIPE, &ignore, NULL);
    static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]) && (verb->needs & VERB_STOPPABLE);
         i++) {
        struct sigaction before;
        bool nohup = sigaction(stops[i], NULL, &before) == 0 && stops[i] == SIGHUP &&
                     before.sa_handler == SIG_IGN;
        if (!nohup) { /* nohup(1) asked that a hangup be ignored */
            (void)sigaction(stops[i], &once, NULL);
        }
    }
}

static void overview(FILE *out) {
    (void)fputs("postern " POSTERN_VERSION ": finds the gate that somebody left open in an API\n\n"
                "Usage: postern VERB [arguments]\n\n",
                out);
    for (size_t i = 0; i < VERBS; i++) {
        (void)fprintf(out, "  %-12s%s\n", verbs[i].name, verbs[i].about);
    }
    (void)fputs("\n'postern VERB --help' teaches a verb; 'postern --version' tells the version.\n",
                out);
}

/* For the shell: see cmd_completion.c. */
static int complete(void) {
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < VERBS; i++) {
        options_row(&out, verbs[i].name, NULL, verbs[i].about);
    }
    return err_exit_status(terminal_print(&out));
}

static int unknown(const char *word) {
    struct suggest suggest = {.word = span_from(word)};
    for (size_t i = 0; i < VERBS; i++) {
        suggest_offer(&suggest, verbs[i].name);
    }
    (void)fprintf(stderr, "postern: unknown %s '%s'", word[0] == '-' ? "option" : "verb", word);
    if (suggest.best) {
        (void)fprintf(stderr, "; did you mean '%s'?", suggest.best);
    }
    (void)fputs("\nTry 'postern --help'.\n", stderr);
    return USAGE;
}

/* "--rules" and "--explain" are what scanners have that are without verbs. */
static const struct verb *find(struct span name) {
    bool dashed = span_equal(name, SPAN("--rules")) || span_equal(name, SPAN("--explain"));
    name = dashed ? span_from_index(name, 2) : name;
    for (size_t i = 0; i < VERBS; i++) {
        if (span_equal(name, span_from(verbs[i].name))) {
            return &verbs[i];
        }
    }
    return NULL;
}

static int run(const struct verb *verb, int argc, char **argv) {
    arrange(verb);
    return verb->run(&(struct verb_call){argc, argv, &stop});
}

/* "postern help token verify" is "postern token verify --help", "postern help scan" is "postern
 * scan --help". */
int cmd_help(const struct verb_call *call) {
    const struct verb *verb = call->argc > 0 ? find(span_from(call->argv[0])) : NULL;
    if (verb && verb->run != cmd_help) {
        static char word[] = "--help";
        char *words[] = {call->argc > 1 ? call->argv[1] : word, word, NULL};
        return run(verb, call->argc > 1 ? 2 : 1, words);
    }
    if (call->argc > 0 && !verb) {
        return unknown(call->argv[0]);
    }
    overview(stdout);
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        overview(stderr);
        return USAGE;
    }
    struct span word = span_from(argv[1]);
    const struct verb *verb = find(word);
    if (verb) {
        return run(verb, argc - 2, argv + 2);
    }
    if (span_equal(word, SPAN("version")) || span_equal(word, SPAN("--version")) ||
        span_equal(word, SPAN("-V"))) {
        return puts("postern " POSTERN_VERSION) < 0 ? 3 : 0;
    }
    if (span_equal(word, SPAN("--help")) || span_equal(word, SPAN("-h"))) {
        overview(stdout);
        return 0;
    }
    return span_equal(word, SPAN("--complete")) ? complete() : unknown(argv[1]);
}
