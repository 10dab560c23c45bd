/* SPDX-License-Identifier: Apache-2.0 */
/* Code that shows a rule, wherever it stands: beside an audit's rule, or among the illustrations.
 */
#ifndef POSTERN_CLI_RULE_CODE_H
#define POSTERN_CLI_RULE_CODE_H

#include "catalog/rule.h"

struct rule_code {
    const char *bad, *good; /* whole lines; "" where there is none */
    const char *alarm;      /* what would be a false alarm */
};

struct rule_code rule_code_of(const struct rule *rule);

#endif
