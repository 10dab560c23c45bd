/* SPDX-License-Identifier: Apache-2.0 */
/* Looking a rule up. */
#include "cli/rule_names.h"

#include "scan/engine.h"
#include "text/suggest.h"

const struct rule *rule_names_find(struct span id, const char **nearest) {
    struct suggest suggest = {.word = id};
    for (size_t i = 0; i < scan_rule_count(); i++) {
        const struct rule *rule = scan_rule(i);
        if (span_equal(id, span_from(rule->id))) {
            return rule;
        }
        suggest_offer(&suggest, rule->id);
    }
    *nearest = suggest.best;
    return NULL;
}
