/* SPDX-License-Identifier: Apache-2.0 */
/* The entry: a table of verbs. */
#include <stdio.h>

int main(void) {
    (void)puts("postern " POSTERN_VERSION);
    return 0;
}
