/* SPDX-License-Identifier: Apache-2.0 */
/* Reading postern.yaml: what it says of operations, and which findings it accepts. */
#include "cli/project.h"

#include "base/mutant.h"
#include "cli/cmd_token.h"
#include "cli/rule_names.h"
#include "text/date.h"
#include "text/yaml.h"

enum { NODES_MOST = 200000, DAY = 86400 };

static const char *const ROOT_NAMES[] = {
    "scan", "audit",    "guard", "token",   "contract",   "replay",   "merge",
    "diff", "baseline", "rules", "explain", "operations", "accepted",
};
#define TOKEN_NAME(name, function, about) name,
static const char *const TOKEN_NAMES[] = {TOKEN_VERB_LIST(TOKEN_NAME)};
#undef TOKEN_NAME
static const char *const ENTRY_NAMES[] = {"parameters", "body", "public", "skip"};
static const char *const ACCEPTED_NAMES[] = {"rule", "fingerprint", "operation",
                                             "file", "reason",      "until"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* A heading whose entries are all comments is as good as none. */
static bool is_absent(const struct node *node) {
    return !node || node_is(node, NODE_NULL);
}

static void check_parameters(const struct member_reader *reader, const struct node *parameters) {
    if (!member_check(reader, parameters, "parameters", NULL, 0)) {
        return;
    }
    NODE_EACH(value, parameters) {
        bool truth = node_is(value, NODE_TRUE) || node_is(value, NODE_FALSE);
        if (!node_scalar(value).ptr && !truth) {
            MEMBER_FAULT(reader, value, "'%.*s' must be a text, a number, true or false",
                         SPAN_ARG(node_key(value)));
        }
    }
}

static enum err read_entry(const struct member_reader *reader, const struct node *node,
                           struct project *out) {
    struct project_entry entry = {.node = node};
    if (!member_check(reader, node, "an operation", ENTRY_NAMES, COUNT(ENTRY_NAMES))) {
        return OK;
    }
    entry.parameters = node_get(node, SPAN("parameters"));
    entry.body = node_get(node, SPAN("body"));
    member_flag(reader, node, "public", &entry.is_public);
    member_text(reader, node, "skip", &entry.skip);
    if (entry.parameters) {
        check_parameters(reader, entry.parameters);
    }
    if (!node->len) {
        MEMBER_FAULT(reader, node, "'%.*s' says nothing", SPAN_ARG(node_key(node)));
    }
    return vec_push(reader->arena, &out->entries, entry) ? OK : ERR_MEMORY;
}

static enum err read_entries(const struct node *node, struct project *out) {
    if (is_absent(node) || !member_check(&out->reader, node, "operations", NULL, 0)) {
        return OK;
    }
    NODE_EACH(entry, node) {
        TRY(read_entry(&out->reader, entry, out));
    }
    return OK;
}

static void read_rule(const struct member_reader *reader, const struct node *node,
                      const struct registry *registry, struct project_acceptance *out) {
    struct span id = {NULL, 0};
    const char *nearest = NULL;
    member_text(reader, node, "rule", &id);
    out->rule = id.len ? rule_names_find(registry, id, &nearest) : NULL;
    if (id.len && !out->rule) {
        MEMBER_FAULT(reader, node_get(node, SPAN("rule")), "there is no rule '%.*s'%s%s%s",
                     SPAN_ARG(id), nearest ? "; did you mean '" : "", nearest ? nearest : "",
                     nearest ? "'?" : "");
    }
}

static void read_until(const struct member_reader *reader, const struct node *node,
                       struct project_acceptance *out) {
    int64_t day = 0;
    member_text(reader, node, "until", &out->until_text);
    if (out->until_text.len && !date_parse_day(out->until_text, &day)) {
        MEMBER_FAULT(reader, node_get(node, SPAN("until")), "'%.*s' is no day: 2027-01-31",
                     SPAN_ARG(out->until_text));
    }
    out->until = out->until_text.len ? day + DAY : 0; /* to the end of that day */
}

static enum err read_acceptance(const struct node *node, const struct registry *registry,
                                struct project *out) {
    const struct member_reader *reader = &out->reader;
    struct project_acceptance one = {.node = node};
    if (!member_check(reader, node, "an accepted finding", ACCEPTED_NAMES, COUNT(ACCEPTED_NAMES))) {
        return OK;
    }
    read_rule(reader, node, registry, &one);
    read_until(reader, node, &one);
    member_text(reader, node, "fingerprint", &one.fingerprint);
    member_text(reader, node, "operation", &one.operation);
    member_text(reader, node, "file", &one.file);
    member_text(reader, node, "reason", &one.reason);
    if (!node_get(node, SPAN("rule")) && !node_get(node, SPAN("fingerprint"))) {
        MEMBER_FAULT(reader, node, "which finding is accepted? Say its rule or its fingerprint");
    }
    if (!node_get(node, SPAN("reason")) && !MUTANT(accepted_unreasoned)) {
        MEMBER_FAULT(reader, node, "a finding is accepted for a reason: say it");
    }
    return vec_push(reader->arena, &out->accepted, one) ? OK : ERR_MEMORY;
}

static enum err read_accepted(const struct node *node, struct project *out) {
    struct registry registry;
    if (is_absent(node)) {
        return OK;
    }
    if (!node_is(node, NODE_ARRAY)) {
        MEMBER_FAULT(&out->reader, node, "accepted must be a list");
        return OK;
    }
    TRY(rule_names_all(out->reader.arena, &registry));
    NODE_EACH(one, node) {
        TRY(read_acceptance(one, &registry, out));
    }
    return OK;
}

/* Verbs of its own stand below it. */
static void check_token(const struct member_reader *reader, const struct node *node) {
    if (!is_absent(node)) {
        (void)member_check(reader, node, "token", TOKEN_NAMES, COUNT(TOKEN_NAMES));
    }
}

const struct node *project_section(const struct project *project, const char *verb) {
    const struct node *node = project->root;
    for (struct span rest = span_from(verb); node && rest.ptr;) {
        struct span name = span_cut(&rest, ' ');
        node = node_is(node, NODE_OBJECT) ? node_get(node, name) : NULL;
    }
    return node;
}

enum err project_parse(struct span text, struct project *out) {
    const struct member_reader *reader = &out->reader;
    struct yaml_options options = {.file = reader->file, .nodes = NODES_MOST};
    const struct node *root;
    size_t before = reader->diag->errors;
    TRY(yaml_parse(reader->arena, text, &options, &root, reader->diag));
    if (is_absent(root)) {
        return OK;
    }
    out->root = root;
    if (member_check(reader, root, "postern.yaml", ROOT_NAMES, COUNT(ROOT_NAMES))) {
        check_token(reader, node_get(root, SPAN("token")));
        TRY(read_entries(node_get(root, SPAN("operations")), out));
        TRY(read_accepted(node_get(root, SPAN("accepted")), out));
    }
    return reader->diag->errors == before ? OK : ERR_INVALID;
}
