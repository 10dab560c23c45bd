/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines, by table: one row says how an option is read, where it goes, and its help. */
#ifndef POSTERN_CLI_OPTIONS_H
#define POSTERN_CLI_OPTIONS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/texts.h"
#include "cli/verb.h"

/* What the option's field in the verb's struct is. */
enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* struct span, with a NUL behind */
    OPTION_LIST,   /* struct texts: may be repeated */
    OPTION_NUMBER, /* uint64_t */
    OPTION_REAL,   /* double, not negative */
    OPTION_CHOICE, /* unsigned: index into the words of value, "auto|always|never" */
};

struct option {
    const char *name; /* without dashes; NULL: the row is a heading, its text in help */
    char letter;      /* "-o", or 0 */
    enum option_kind kind;
    size_t offset;     /* of the field in the verb's struct */
    const char *value; /* what the help calls it: "URL"; choices: the words */
    const char *help;  /* what it does, and its default */
};

#define OPTION_HEADING(text) \
    { NULL, 0, OPTION_FLAG, 0, NULL, text }

/* A command line's grammar, and what its --help says around the options. */
struct grammar {
    const char *verb;     /* "scan", "token verify" */
    const char *usage;    /* "[CONTRACT] --url URL [options]" */
    const char *summary;  /* one sentence */
    const char *examples; /* lines, each "command" or "# what it does" */
    const char *notes;    /* after the options, paragraphs; or NULL */
    const struct option *options;
    size_t options_n;
    size_t most_words;   /* positional arguments taken at the most */
    const char *word;    /* what postern.yaml calls the first of them, a path or a URL; or NULL */
    const char *by_hand; /* options that it never holds, a space before and behind each; NULL: it
                          * holds none of the verb's */
    const char *writes;  /* options that name a file to write, likewise; or NULL */
};

/* Reads argv[0…argc) (after the verb) into fields, whose defaults the caller has set. --name value,
 * --name=value, -n value, -nvalue; --flag=false takes a flag back; "--" ends the options; "-" alone
 * is a word. --help prints the help to standard output and sets *helped. What is wrong is printed
 * to standard error, with the nearest name. Texts point into argv. Errors: ERR_USAGE, ERR_MEMORY.
 */
NODISCARD enum err options_parse(const struct grammar *grammar, int argc, char **argv,
                                 struct arena *arena, void *fields, struct texts *words,
                                 bool *helped);

/* The same, of what was read once and did not ask for help, over what another has set in fields
 * since: words are read anew, and what was told is not told again. */
NODISCARD enum err options_parse_again(const struct grammar *grammar, int argc, char **argv,
                                       struct arena *arena, void *fields, struct texts *words);

/* options_parse for a verb that has nothing else to do with what comes of it. False: the verb is
 * over, since the command line is wrong or asked for help, and *status is what it ends with. */
NODISCARD bool options_begin(const struct grammar *grammar, const struct verb_call *call,
                             struct arena *arena, void *fields, struct texts *words, int *status);

/* Sets the option's field; a list gets one more. value: must outlive the fields; of a flag "true",
 * "false", or NULL, which is true. Errors: ERR_INVALID: the value is not what options_wanted says;
 * ERR_MEMORY. */
NODISCARD enum err options_set(const struct option *option, struct arena *arena, void *fields,
                               const char *value);

/* What its value must be, in words; of a choice: the words. */
const char *options_wanted(const struct option *option);

/* Prints the help of a verb. Errors as terminal_print. */
NODISCARD enum err options_help(const struct grammar *grammar);

/* Prints what "--complete", the last word of a command line, asks for: a line an option, its word,
 * what its value is called ("-": it takes none) and its help, with tabs between them. Errors as
 * terminal_print. */
NODISCARD enum err options_complete(const struct grammar *grammar);

/* One such line. */
void options_row(struct buf *out, const char *word, const char *value, const char *about);

/* "postern scan: message" and where the help is, to standard error; gives ERR_USAGE. */
enum err options_complain(const struct grammar *grammar, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
