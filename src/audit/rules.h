/* SPDX-License-Identifier: Apache-2.0 */
/* All rules of the audit, run over one site. */
#ifndef POSTERN_AUDIT_RULES_H
#define POSTERN_AUDIT_RULES_H

#include "audit/audit.h"
#include "audit/judge.h"

/* Brings every rule into the registry. Errors: ERR_MEMORY. */
NODISCARD enum err rules_register(struct arena *arena, struct registry *registry);

/* Checks every rule that the options want, but for those that hold a contract against all sites.
 * Errors: ERR_MEMORY. */
NODISCARD enum err rules_check(const struct audit_options *options, struct interp *in,
                               const struct endpoints *endpoints, struct result *result);

/* Those that do; endpoints: of all sites. Errors: ERR_MEMORY. */
NODISCARD enum err rules_check_contract(const struct audit_options *options, struct interp *in,
                                        const struct endpoints *endpoints, struct result *result);

/* The rules on settings alone, for a further module that a deployment can load. */
NODISCARD enum err rules_check_settings(const struct audit_options *options, struct interp *in,
                                        struct result *result);

#endif
