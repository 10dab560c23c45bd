/* SPDX-License-Identifier: Apache-2.0 */
/* A mapping read by the table that reads the command line. */
#include "cli/project_options.h"

#include "base/mutant.h"
#include "cli/load.h"
#include "cli/rule_names.h"
#include "scan/credential/secret.h"
#include "text/suggest.h"
#include "text/words.h"

struct section {
    const struct member_reader *reader;
    const struct project *project;
    const struct grammar *grammar;
    const void *given;
    void *fields;
    struct registry rules;
    bool outdone; /* what is read is right or wrong, and the command line says something else */
};

/* Whether the help calls its value that, between quotes or not. */
static bool takes(const struct option *option, const char *what) {
    return option->value && strstr(option->value, what) != NULL;
}

/* A path of the file's folder, unless it is absolute, an address, or standard input. */
static struct span path_of(const struct section *section, struct span path) {
    bool as_it_is = load_is_url(path) || span_equal(path, SPAN("-"));
    return as_it_is ? path
                    : secret_path(section->reader->arena, path, section->project->reader.file);
}

/* The value, with a path of the file's folder where it is one, or names one ("file:PATH"). */
static struct span value_of(const struct section *section, const struct option *option,
                            struct span text) {
    if (takes(option, "env:NAME") && span_starts(text, SPAN("file:")) &&
        !MUTANT(config_secret_here)) {
        struct span path = path_of(section, span_from_index(text, SPAN("file:").len));
        return arena_printf(section->reader->arena, "file:%.*s", SPAN_ARG(path));
    }
    return takes(option, "FILE") || takes(option, "DIR") ? path_of(section, text) : text;
}

/* A file that was found by searching writes nowhere but into its own folder. */
static bool leads_out(struct span path) {
    if (span_starts(path, SPAN("/"))) {
        return true;
    }
    while (path.ptr) {
        if (span_equal(span_cut(&path, '/'), SPAN(".."))) {
            return true;
        }
    }
    return false;
}

static bool check_text(const struct section *section, const struct option *option,
                       const struct node *node, struct span text) {
    const char *nearest = NULL;
    if (span_find_byte(text, '\0') != SIZE_MAX) {
        MEMBER_FAULT(section->reader, node, "%s: a text without NUL is wanted", option->name);
        return false;
    }
    if (takes(option, "RULE") && !rule_names_find(&section->rules, text, &nearest)) {
        MEMBER_FAULT(section->reader, node, "%s: there is no rule '%.*s'%s%s%s", option->name,
                     SPAN_ARG(text), nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
        return false;
    }
    if (section->grammar->writes && section->project->found && leads_out(text) &&
        words_listed(span_from(option->name), span_from(section->grammar->writes)) &&
        !MUTANT(config_writes_anywhere)) {
        MEMBER_FAULT(section->reader, node,
                     "%s: '%.*s' lies outside the folder of postern.yaml; say it on the command "
                     "line",
                     option->name, SPAN_ARG(text));
        return false;
    }
    return true;
}

/* The text of a flag, a number or a string; {NULL, 0}: it is none of what the option takes. */
static struct span spelling(const struct option *option, const struct node *node) {
    bool flag = option->kind == OPTION_FLAG;
    bool number = option->kind == OPTION_NUMBER || option->kind == OPTION_REAL;
    if (flag && (node_is(node, NODE_TRUE) || node_is(node, NODE_FALSE))) {
        return node_true(node) ? SPAN("true") : SPAN("false");
    }
    return flag ? (struct span){NULL, 0} : number ? node_number(node) : node_scalar(node);
}

static enum err set(const struct section *section, const struct option *option,
                    const struct node *node, struct span text) {
    if (!text.ptr || !check_text(section, option, node, text)) {
        if (!text.ptr) {
            MEMBER_FAULT(section->reader, node, "'%s' must be %s%s", option->name,
                         option->kind == OPTION_CHOICE ? "one of " : "", options_wanted(option));
        }
        return OK;
    }
    if (section->outdone || (MUTANT(config_passed_over) && option->kind == OPTION_REAL)) {
        return OK;
    }
    struct span value = arena_dup(section->reader->arena, value_of(section, option, text));
    TRY_PTR(value.ptr);
    enum err err = options_set(option, section->reader->arena, section->fields, value.ptr);
    if (err == ERR_INVALID) {
        MEMBER_FAULT(section->reader, node, "'%s' must be %s%s", option->name,
                     option->kind == OPTION_CHOICE ? "one of " : "", options_wanted(option));
        return OK;
    }
    return err;
}

/* {tenant: acme} for "NAME=VALUE", {X-Tenant: acme} for "NAME: VALUE". */
static enum err set_pairs(const struct section *section, const struct option *option,
                          const struct node *map) {
    const char *between = takes(option, "NAME=VALUE") ? "=" : ": ";
    NODE_EACH(member, map) {
        struct span value = node_scalar(member), pair = {NULL, 0};
        if (value.ptr) {
            pair = arena_printf(section->reader->arena, "%.*s%s%.*s", SPAN_ARG(node_key(member)),
                                between, SPAN_ARG(value));
            TRY_PTR(pair.ptr);
        }
        TRY(set(section, option, member, pair));
    }
    return OK;
}

static enum err set_list(const struct section *section, const struct option *option,
                         const struct node *node) {
    const struct texts *given = (const void *)((const char *)section->given + option->offset);
    struct section checked = *section;
    checked.outdone = given->n > 0 && !MUTANT(config_adds);
    if (node_is(node, NODE_OBJECT) && takes(option, "VALUE")) {
        return set_pairs(&checked, option, node);
    }
    if (!node_is(node, NODE_ARRAY)) {
        return set(&checked, option, node, spelling(option, node));
    }
    NODE_EACH(item, node) {
        TRY(set(&checked, option, item, spelling(option, item)));
    }
    return OK;
}

/* Whether the option is told on the command line alone. */
static bool by_hand(const struct section *section, const struct option *option) {
    return words_listed(span_from(option->name), span_from(section->grammar->by_hand));
}

static void tell_unknown(const struct section *section, const struct node *member) {
    struct suggest suggest = {.word = node_key(member)};
    for (size_t i = 0; i < section->grammar->options_n; i++) {
        const struct option *option = &section->grammar->options[i];
        if (option->name && !by_hand(section, option)) {
            suggest_offer(&suggest, option->name);
        }
    }
    if (section->grammar->word) {
        suggest_offer(&suggest, section->grammar->word);
    }
    MEMBER_FAULT(section->reader, member, "postern %s has no option '%.*s'%s%s%s",
                 section->grammar->verb, SPAN_ARG(node_key(member)),
                 suggest.best ? "; did you mean '" : "", suggest.best ? suggest.best : "",
                 suggest.best ? "'?" : "");
}

static const struct option *find(const struct section *section, const struct node *member) {
    for (size_t i = 0; i < section->grammar->options_n; i++) {
        const struct option *option = &section->grammar->options[i];
        bool named = option->name && span_equal(node_key(member), span_from(option->name));
        if (named && by_hand(section, option)) {
            MEMBER_FAULT(section->reader, member, "'%s' belongs on the command line alone",
                         option->name);
            return NULL;
        }
        if (named) {
            return option;
        }
    }
    tell_unknown(section, member);
    return NULL;
}

static enum err read_word(const struct section *section, const struct node *node,
                          struct span *word) {
    struct span text = node_text(node);
    if (!text.len || span_find_byte(text, '\0') != SIZE_MAX) {
        MEMBER_FAULT(section->reader, node, "'%s' must be a path%s", section->grammar->word,
                     text.len ? " without NUL" : "");
        return OK;
    }
    *word = arena_dup(section->reader->arena, path_of(section, text));
    return word->ptr ? OK : ERR_MEMORY;
}

static enum err read_member(const struct section *section, const struct node *member,
                            struct span *word) {
    if (section->grammar->word && span_equal(node_key(member), span_from(section->grammar->word))) {
        return read_word(section, member, word);
    }
    const struct option *option = find(section, member);
    if (!option) {
        return OK;
    }
    return option->kind == OPTION_LIST ? set_list(section, option, member)
                                       : set(section, option, member, spelling(option, member));
}

enum err project_options(const struct project *project, const struct grammar *grammar,
                         const void *given, void *fields, struct span *word) {
    const struct member_reader *reader = &project->reader;
    const struct node *node = project_section(project, grammar->verb);
    struct section section = {
        .reader = reader, .project = project, .grammar = grammar, .given = given, .fields = fields};
    size_t before = reader->diag->errors;
    if (!node || node_is(node, NODE_NULL) || !member_check(reader, node, grammar->verb, NULL, 0)) {
        return reader->diag->errors == before ? OK : ERR_INVALID;
    }
    TRY(rule_names_all(reader->arena, &section.rules));
    NODE_EACH(member, node) {
        TRY(read_member(&section, member, word));
    }
    return reader->diag->errors == before ? OK : ERR_INVALID;
}
