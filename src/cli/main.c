/* SPDX-License-Identifier: Apache-2.0 */
/* The entry: finds the verb in the table, arranges what it needs, and runs it. */
#include "cli/verb_table.h"

#define VERB_ROW(name, function, needs, about) {name, function, needs, about},
static const struct verb verbs[] = {VERB_LIST(VERB_ROW)};
#undef VERB_ROW

static const struct verb_table table = {"postern", verbs, sizeof(verbs) / sizeof(verbs[0])};

enum { USAGE = 2 };

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
    (void)sigaction(SIGXFSZ, &ignore, NULL); /* a file's limit is a full disk */
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
    verb_table_list(&table, 12, out);
    (void)fputs("\n'postern VERB --help' teaches a verb; 'postern --version' tells the version.\n",
                out);
}

/* "--rules" and "--explain" are what scanners have that are without verbs. */
static const struct verb *find(struct span name) {
    bool dashed = span_equal(name, SPAN("--rules")) || span_equal(name, SPAN("--explain"));
    name = dashed ? span_from_index(name, 2) : name;
    return verb_table_find(&table, name);
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
    if (call->argc > 0 && !verb && !span_equal(span_from(call->argv[0]), SPAN("version"))) {
        return verb_table_unknown(&table, call->argv[0]);
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
    return span_equal(word, SPAN("--complete")) ? verb_table_complete(&table)
                                                : verb_table_unknown(&table, argv[1]);
}
