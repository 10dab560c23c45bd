/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that were recorded or declared, in place of the network, on a clock of their own. */
#ifndef POSTERN_HTTP_REPLAY_H
#define POSTERN_HTTP_REPLAY_H

#include "http/transport.h"

/* options: with its defaults filled in, and with a replay; must outlive the transport. Nothing is
 * waited for: its clock leaps to when the next answer is due, or to where a wait ends. Errors:
 * ERR_MEMORY. */
NODISCARD enum err replay_open(const struct client_options *options, struct transport **out);

#endif
