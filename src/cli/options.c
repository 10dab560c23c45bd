/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a command line by its table. */
#include "cli/options.h"

#include "base/mutant.h"
#include "cli/complain.h"
#include "text/suggest.h"

#include <stdio.h>
#include <stdlib.h>

/* A walk over the arguments. */
struct walk {
    const struct grammar *grammar;
    struct arena *arena;
    char *fields;
    int argc, at;
    char **argv;
    struct texts *words;
    bool *helped;
    bool again;                       /* what there is to say was said */
    bool completes;                   /* a shell asks which options there are */
    VEC(const struct option *) texts; /* that were given */
};

enum err options_complain(const struct grammar *grammar, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)fprintf(stderr, "postern %s: ", grammar->verb);
    (void)vfprintf(stderr, format, arguments);
    (void)fprintf(stderr, "\nTry 'postern %s --help'.\n", grammar->verb);
    va_end(arguments);
    return ERR_USAGE;
}

static bool set_real(double *field, const char *value) {
    char *end;
    double number = strtod(value, &end);
    bool digits = strspn(value, "0123456789.") == strlen(value) || MUTANT(number_minus);
    if (!digits || end == value || *end || !(number <= 1e9)) {
        return false;
    }
    *field = number;
    return true;
}

static bool set_choice(const struct option *option, unsigned *field, const char *value) {
    struct span rest = span_from(option->value);
    for (unsigned i = 0; rest.ptr; i++) {
        if (span_equal(span_cut(&rest, '|'), span_from(value))) {
            *field = i;
            return true;
        }
    }
    return false;
}

static bool set_flag(bool *field, const char *value) {
    *field = !span_equal(span_from(value), SPAN("false"));
    return !*field || !value || span_equal(span_from(value), SPAN("true"));
}

enum err options_set(const struct option *option, struct arena *arena, void *fields,
                     const char *value) {
    void *field = (char *)fields + option->offset;
    bool set = false;
    switch (option->kind) {
    case OPTION_FLAG:
        set = set_flag(field, value);
        break;
    case OPTION_TEXT:
        *(struct span *)field = span_from(value);
        return OK;
    case OPTION_LIST:
        return vec_push(arena, (struct texts *)field, span_from(value)) ? OK : ERR_MEMORY;
    case OPTION_NUMBER:
        set = span_to_u64(span_from(value), field);
        break;
    case OPTION_REAL:
        set = set_real(field, value);
        break;
    case OPTION_CHOICE:
        set = set_choice(option, field, value);
        break;
    }
    return set ? OK : ERR_INVALID;
}

const char *options_wanted(const struct option *option) {
    switch (option->kind) {
    case OPTION_FLAG:
        return "true or false";
    case OPTION_TEXT:
        return "a text";
    case OPTION_LIST:
        return "a text, or a list of texts";
    case OPTION_NUMBER:
        return "a whole number";
    case OPTION_REAL:
        return "a number";
    case OPTION_CHOICE:
        return option->value;
    }
    return NULL;
}

static enum err store(const struct walk *walk, const struct option *option, const char *value) {
    enum err set = options_set(option, walk->arena, walk->fields, value);
    if (set != ERR_INVALID) {
        return set;
    }
    if (option->kind == OPTION_FLAG) {
        return options_complain(walk->grammar, "--%s takes no value, or true or false",
                                option->name);
    }
    return options_complain(walk->grammar, "--%s: '%s' is %s %s", option->name, value,
                            option->kind == OPTION_CHOICE ? "none of" : "not",
                            options_wanted(option));
}

/* The last one counts, as people are used to. Of two targets the other is not scanned: that is
 * told.
 */
static enum err store_text(struct walk *walk, const struct option *option, const char *value) {
    const struct span *held = (const void *)(walk->fields + option->offset);
    VEC_EACH(const struct option *const, given, &walk->texts) {
        bool lost = *given == option && !span_equal(*held, span_from(value));
        if (lost && !walk->again && !MUTANT(second_text_wins)) {
            complain("--%s is given twice: '%s' counts, '%.*s' does not", option->name, value,
                     SPAN_ARG(*held));
        }
    }
    return vec_push(walk->arena, &walk->texts, option) ? store(walk, option, value) : ERR_MEMORY;
}

/* The option's value: what was joined to it, or the next argument. */
static enum err take(struct walk *walk, const struct option *option, const char *joined) {
    if (option->kind == OPTION_FLAG) {
        return store(walk, option, joined);
    }
    if (!joined && walk->at >= walk->argc) {
        return options_complain(walk->grammar, "--%s needs a value: %s", option->name,
                                option->value);
    }
    const char *value = joined ? joined : walk->argv[walk->at++];
    return option->kind == OPTION_TEXT ? store_text(walk, option, value)
                                       : store(walk, option, value);
}

static enum err long_option(struct walk *walk, const char *argument) {
    struct span rest = span_from(argument + 2);
    struct span name = span_cut(&rest, '=');
    struct suggest suggest = {.word = name};
    if (span_equal(name, SPAN("help")) && !rest.ptr) {
        *walk->helped = true;
        return OK;
    }
    if (span_equal(name, SPAN("complete")) && !rest.ptr) {
        *walk->helped = walk->completes = true;
        return OK;
    }
    for (size_t i = 0; i < walk->grammar->options_n; i++) {
        const struct option *option = &walk->grammar->options[i];
        if (!option->name) {
            continue;
        }
        if (span_equal(name, span_from(option->name))) {
            return take(walk, option, rest.ptr);
        }
        suggest_offer(&suggest, option->name);
    }
    suggest_offer(&suggest, "help");
    return options_complain(walk->grammar, "unknown option '--%.*s'%s%s%s", SPAN_ARG(name),
                            suggest.best ? "; did you mean '--" : "",
                            suggest.best ? suggest.best : "", suggest.best ? "'?" : "");
}

static enum err short_option(struct walk *walk, const char *argument) {
    if (strcmp(argument, "-h") == 0) {
        *walk->helped = true;
        return OK;
    }
    for (size_t i = 0; i < walk->grammar->options_n; i++) {
        const struct option *option = &walk->grammar->options[i];
        if (option->name && option->letter == argument[1]) {
            const char *joined = argument[2] ? argument + 2 : NULL;
            return take(walk, option, joined);
        }
    }
    return options_complain(walk->grammar, "unknown option '%s'", argument);
}

static enum err word(struct walk *walk, const char *argument) {
    if (walk->words->n == walk->grammar->most_words && !MUTANT(words_more)) {
        return options_complain(walk->grammar, "unexpected argument '%s'", argument);
    }
    return vec_push(walk->arena, walk->words, span_from(argument)) ? OK : ERR_MEMORY;
}

static enum err go(struct walk *walk) {
    bool ended = false;
    *walk->helped = false;
    while (walk->at < walk->argc && !*walk->helped) {
        const char *argument = walk->argv[walk->at++];
        if (ended || argument[0] != '-' || argument[1] == '\0') {
            TRY(word(walk, argument));
        } else if (strcmp(argument, "--") == 0) {
            ended = true;
        } else if (argument[1] == '-') {
            TRY(long_option(walk, argument));
        } else {
            TRY(short_option(walk, argument));
        }
    }
    if (walk->completes) {
        return options_complete(walk->grammar);
    }
    return *walk->helped ? options_help(walk->grammar) : OK;
}

static struct walk walk_of(const struct grammar *grammar, int argc, char **argv,
                           struct arena *arena, void *fields, struct texts *words) {
    return (struct walk){.grammar = grammar,
                         .arena = arena,
                         .fields = fields,
                         .argc = argc,
                         .argv = argv,
                         .words = words};
}

enum err options_parse(const struct grammar *grammar, int argc, char **argv, struct arena *arena,
                       void *fields, struct texts *words, bool *helped) {
    struct walk walk = walk_of(grammar, argc, argv, arena, fields, words);
    walk.helped = helped;
    return go(&walk);
}

enum err options_parse_again(const struct grammar *grammar, int argc, char **argv,
                             struct arena *arena, void *fields, struct texts *words) {
    bool helped;
    struct walk walk = walk_of(grammar, argc, argv, arena, fields, words);
    walk.helped = &helped;
    walk.again = true;
    words->n = 0;
    return go(&walk);
}

bool options_begin(const struct grammar *grammar, const struct verb_call *call, struct arena *arena,
                   void *fields, struct texts *words, int *status) {
    bool helped;
    enum err err = options_parse(grammar, call->argc, call->argv, arena, fields, words, &helped);
    *status = err_exit_status(err);
    return err == OK && !helped;
}
