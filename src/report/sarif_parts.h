/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the SARIF document. */
#ifndef POSTERN_REPORT_SARIF_PARTS_H
#define POSTERN_REPORT_SARIF_PARTS_H

#include "catalog/result.h"
#include "text/json.h"

struct sarif_rules {
    VEC(const struct rule *) all;
};

/* Position of the rule; the count when it is not there. */
size_t sarif_rule_index(const struct sarif_rules *rules, const struct rule *rule);

/* A reportingDescriptor (section 3.49) and a result (section 3.27). */
void sarif_rule(struct json_writer *w, const struct rule *rule);
void sarif_result(struct json_writer *w, const struct sarif_rules *rules,
                  const struct finding *finding);

#endif
