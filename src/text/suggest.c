/* SPDX-License-Identifier: Apache-2.0 */
/* Edit distance with neighbours swapped (optimal string alignment), on short words. */
#include "text/suggest.h"

enum { LONGEST = 63 }; /* of a word; longer ones are not compared */

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

static unsigned distance(struct span a, struct span b) {
    unsigned rows[3][LONGEST + 1]; /* of the matrix: before last, last, this */
    for (unsigned k = 0; k <= b.len; k++) {
        rows[1][k] = k;
    }
    for (unsigned i = 1; i <= a.len; i++) {
        rows[2][0] = i;
        for (unsigned k = 1; k <= b.len; k++) {
            unsigned change = a.ptr[i - 1] != b.ptr[k - 1];
            unsigned d = least(rows[1][k - 1] + change, least(rows[1][k], rows[2][k - 1]) + 1);
            if (i > 1 && k > 1 && a.ptr[i - 1] == b.ptr[k - 2] && a.ptr[i - 2] == b.ptr[k - 1]) {
                d = least(d, rows[0][k - 2] + 1);
            }
            rows[2][k] = d;
        }
        memcpy(rows[0], rows[1], sizeof(rows[0]));
        memcpy(rows[1], rows[2], sizeof(rows[1]));
    }
    return rows[1][b.len];
}

void suggest_offer(struct suggest *suggest, const char *candidate) {
    struct span word = suggest->word, other = span_from(candidate);
    if (word.len > LONGEST || other.len > LONGEST || !word.len) {
        return;
    }
    bool starts = word.len >= 3 && span_starts(other, word);
    unsigned d = starts ? 1 : distance(word, other);
    unsigned most = (unsigned)(word.len > other.len ? word.len : other.len) / 3;
    if (d <= (most ? most : 1) && (!suggest->best || d < suggest->distance)) {
        suggest->best = candidate;
        suggest->distance = d;
    }
}
