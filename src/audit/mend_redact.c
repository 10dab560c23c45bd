/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes of texts that tell a credential: the smallest part of them is taken out. */
#include "audit/judge.h"

/* What is looked into for the part that holds it. */
static bool is_made_of_parts(const struct py *node) {
    static const enum py_kind kinds[] = {PY_FORMAT, PY_JOINED, PY_BINARY,   PY_DICT,
                                         PY_LIST,   PY_TUPLE,  PY_ARGUMENTS};
    bool found = false;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        found |= node->kind == kinds[i];
    }
    return found;
}

/* "…".format(token) */
static bool is_formatting(const struct py *node) {
    const struct py *of = py_receiver(node);
    return of && (py_is(of, PY_STRING) || py_is(of, PY_JOINED));
}

void mend_redact(struct judging *j, struct finding *finding, struct written at) {
    const struct py *node = at.node;
    const struct module *module = at.module;
    const struct py *around = node ? py_around(module->file.root, node, PY_FUNCTION) : NULL;
    if (!node ||
        !(judge_holds_credential(node) || judge_holds_header(&module->file, around, node))) {
        return;
    }
    if (node->kind == PY_KEYWORD || node->kind == PY_PAIR) {
        mend_redact(j, finding, (struct written){module, py_get(node, PY_ROLE_VALUE)});
    } else if (node->kind == PY_INTERPOLATION) {
        mend_node(j, finding, at, "[redacted]");
    } else if (is_formatting(node)) {
        mend_redact(j, finding, (struct written){module, py_get(node, PY_ROLE_ARGUMENTS)});
    } else if (is_made_of_parts(node)) {
        PY_EACH(part, node) {
            mend_redact(j, finding, (struct written){module, part});
        }
    } else {
        mend_node(j, finding, at, "\"[redacted]\"");
    }
}
