/* SPDX-License-Identifier: Apache-2.0 */
/* Where the weaknesses and risks that a rule names are described. */
#ifndef POSTERN_CATALOG_REFERENCE_H
#define POSTERN_CATALOG_REFERENCE_H

#include "base/buf.h"

/* Appends the address of a "CWE-306". */
void reference_cwe(struct buf *out, const char *cwe);

/* The address of an "API2:2023"; NULL for NULL and for what is not known. */
const char *reference_owasp(const char *owasp);

#endif
