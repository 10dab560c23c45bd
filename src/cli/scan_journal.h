/* SPDX-License-Identifier: Apache-2.0 */
/* The journal that --resume names, and of which scan it is. */
#ifndef POSTERN_CLI_SCAN_JOURNAL_H
#define POSTERN_CLI_SCAN_JOURNAL_H

#include "cli/scan_arguments.h"
#include "scan/journal/journal.h"

/* Opens it. identities: the text of their file. *out stays NULL where none is asked for. Errors: as
 * journal_open. */
NODISCARD enum err scan_journal(struct arena *arena, const struct scan_arguments *arguments,
                                const struct contract *contract, const struct known_values *known,
                                const struct identities *identities, struct span identities_text,
                                struct diag *diag, struct journal **out);

#endif
