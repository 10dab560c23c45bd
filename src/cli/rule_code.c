/* SPDX-License-Identifier: Apache-2.0 */
/* Code that shows a rule. */
#include "cli/rule_code.h"

#include "audit/examples.h"
#include "catalog/illustration.h"

struct rule_code rule_code_of(const struct rule *rule) {
    const struct illustration *shown = illustration_of(rule->id);
    struct rule_code code = {"", "", ""};
    if (shown) {
        code = (struct rule_code){shown->bad, shown->good, shown->alarm};
    }
    for (const struct example *each = audit_examples; each->rule; each++) {
        if (strcmp(each->rule, rule->id) == 0) {
            code.bad = *each->bad ? each->bad : code.bad;
            code.good = *each->good ? each->good : code.good;
        }
    }
    return code;
}
