/* SPDX-License-Identifier: Apache-2.0 */
/* proxy-header-trusted: a header decides whether the request came by HTTPS. */
#include "audit/judge.h"

struct search {
    const struct py *found;
    size_t n;
};

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (node->kind == PY_ASSIGN &&
        py_named(py_get(node, PY_ROLE_LEFT), SPAN("SECURE_PROXY_SSL_HEADER"))) {
        search->found = node;
        search->n++;
    }
}

/* Where a variable says that a proxy is there. */
static void mend(struct judging *j, struct finding *finding) {
    struct module *module = program_find(j->program, j->settings);
    struct search search = {0};
    py_walk(module ? module->file.root : NULL, on_node, &search);
    const struct py *right = py_get(search.found, PY_ROLE_RIGHT);
    if (search.n != 1 || right->line != search.found->line) {
        mend_never(finding);
        return;
    }
    struct span os = mend_import(j, finding, module, "os", "");
    struct span indent = mend_indent(module, search.found);
    mend_bytes(j, finding, module, search.found->start, search.found->start,
               "if %.*s.environ.get(\"BEHIND_PROXY\") == \"1\":\n%.*s    ", SPAN_ARG(os),
               SPAN_ARG(indent));
    mend_loses(finding, "nobody; behind a proxy that sets the header set BEHIND_PROXY=1, or every "
                        "request counts as plain HTTP");
}

static void check(struct judging *j) {
    const struct value *header = judge_setting(j, "SECURE_PROXY_SSL_HEADER");
    if (header && header->kind == VALUE_SEQUENCE && header->sequence->items.n &&
        !judge_setting_maybe(j, "SECURE_PROXY_SSL_HEADER")) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_MEDIUM, header,
                               "SECURE_PROXY_SSL_HEADER is set whether or not a proxy is there");
        mend(j, finding);
    }
}

const struct audit_rule rule_proxy_header_trusted = {
    .record =
        {
            .id = "proxy-header-trusted",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A header decides whether the request came by HTTPS",
            .cwe = {"CWE-348", "CWE-346"},
            .owasp = "API8:2023",
            .why =
                "SECURE_PROXY_SSL_HEADER makes Django believe a header. Set whether or not a proxy "
                "strips it, anybody may claim https: the redirect does not happen, and credentials "
                "travel in plain text.",
            .how = "SECURE_PROXY_SSL_HEADER is set unconditionally in a deployable settings "
                   "module. Silent "
                   "where it depends on a variable that says that a proxy is there.",
            .fix =
                "Set it only where a proxy sets the header itself and strips it from clients: if "
                "os.environ.get(\"BEHIND_PROXY\"): ...",
        },
    .check = check,
};
