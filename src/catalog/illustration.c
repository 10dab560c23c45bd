/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up what illustrates a rule. */
#include "catalog/illustration.h"

#include <stddef.h>
#include <string.h>

const struct illustration *illustration_of(const char *rule) {
    for (const struct illustration *each = illustrations; each->rule; each++) {
        if (strcmp(each->rule, rule) == 0) {
            return each;
        }
    }
    return NULL;
}
