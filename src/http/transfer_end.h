/* SPDX-License-Identifier: Apache-2.0 */
/* How a transfer ended. */
#ifndef POSTERN_HTTP_TRANSFER_END_H
#define POSTERN_HTTP_TRANSFER_END_H

#include "http/transfer.h"

/* Of a transfer that libcurl is done with, by its code. The details live as long as the transfer.
 */
struct ended transfer_end(struct transfer *transfer, CURLcode code);

#endif
