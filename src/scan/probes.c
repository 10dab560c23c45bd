/* SPDX-License-Identifier: Apache-2.0 */
/* The probes, in the order in which they are asked: causes before symptoms. */
#include "scan/probes.h"

#include "scan/engine_private.h"

#define PROBE_EXTERN(name) extern const struct probe name;
PROBE_LIST(PROBE_EXTERN)
#undef PROBE_EXTERN

#define PROBE_ENTRY(name) &name,
const struct probe *const PROBES[] = {PROBE_LIST(PROBE_ENTRY) NULL};
#undef PROBE_ENTRY

enum { PROBE_COUNT = sizeof(PROBES) / sizeof(*PROBES) - 1 };

size_t scan_rule_count(void) {
    return PROBE_COUNT;
}

const struct rule *scan_rule(size_t index) {
    return index < PROBE_COUNT ? PROBES[index]->rule : NULL;
}
