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

/* What stands behind words that take nothing: it would be passed over, and believed to count. */
static int unexpected(const char *verb, const char *word) {
    return verb_table_unexpected(&table, verb, word);
}

/* "postern help token verify" is "postern token verify --help", "postern help scan" is "postern
 * scan --help". */
static int help_of(const struct verb *verb, int argc, char **argv) {
    static char word[] = "--help";
    int most = verb->needs & VERB_OF_VERBS ? 2 : 1;
    if (argc > most) {
        return unexpected("help", argv[most]);
    }
    char *words[] = {argc > 1 ? argv[1] : word, word, NULL};
    return run(verb, argc > 1 ? 2 : 1, words);
}

static bool is_version(struct span word) {
    return span_equal(word, SPAN("version")) || span_equal(word, SPAN("--version")) ||
           span_equal(word, SPAN("-V"));
}

static bool is_help(struct span word) {
    return span_equal(word, SPAN("--help")) || span_equal(word, SPAN("-h"));
}

int cmd_help(const struct verb_call *call) {
    const struct verb *verb = call->argc > 0 ? find(span_from(call->argv[0])) : NULL;
    if (verb && verb->run != cmd_help) {
        return help_of(verb, call->argc, call->argv);
    }
    bool own = call->argc > 0 &&
               (verb || is_version(span_from(call->argv[0])) || is_help(span_from(call->argv[0])));
    if (call->argc > 0 && !own) {
        return verb_table_unknown(&table, call->argc, call->argv);
    }
    if (call->argc > 1) {
        return unexpected("help", call->argv[1]);
    }
    overview(stdout);
    return 0;
}

static int version(int argc, char **argv) {
    if (argc > 0 && is_help(span_from(argv[0]))) {
        overview(stdout);
        return 0;
    }
    if (argc > 0) {
        return unexpected("version", argv[0]);
    }
    return puts("postern " POSTERN_VERSION) < 0 ? 3 : 0;
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
    if (is_version(word)) {
        return version(argc - 2, argv + 2);
    }
    if (is_help(word)) { /* "postern --help scan" is "postern help scan" */
        return cmd_help(&(struct verb_call){argc - 2, argv + 2, &stop});
    }
    return span_equal(word, SPAN("--complete")) ? verb_table_complete(&table)
                                                : verb_table_unknown(&table, argc - 1, argv + 1);
}
