/* SPDX-License-Identifier: Apache-2.0 */
/* The probes, in the order in which they are asked: causes before symptoms. */
#include "scan/engine.h"
#include "scan/probe.h"

#define PROBE_ENTRY(name) &name,
const struct probe *const PROBES[] = {PROBE_LIST(PROBE_ENTRY) NULL};
#undef PROBE_ENTRY

enum err scan_rules(struct arena *arena, struct registry *registry) {
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        TRY(registry_add(arena, registry, (*probe)->rule));
    }
    return OK;
}
