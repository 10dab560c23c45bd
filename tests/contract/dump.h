/* SPDX-License-Identifier: Apache-2.0 */
/* A contract and its diagnostics as lines of text, for comparing. */
#ifndef POSTERN_TESTS_CONTRACT_DUMP_H
#define POSTERN_TESTS_CONTRACT_DUMP_H

#include "base/buf.h"
#include "contract/contract.h"

void dump_contract(struct buf *out, const struct contract *contract);
void dump_diag(struct buf *out, const struct diag *diag);

#endif
