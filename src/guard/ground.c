/* SPDX-License-Identifier: Apache-2.0 */
/* The list of grounds, expanded. */
#include "guard/ground.h"

#define GROUND_STATUS(code, status, name, words) status,
#define GROUND_NAME(code, status, name, words) name,
#define GROUND_WORDS(code, status, name, words) words,

int ground_status(enum ground ground) {
    static const int statuses[] = {GROUND_LIST(GROUND_STATUS)};
    return statuses[ground < GROUND_COUNT ? ground : GROUND_UNDECIDED];
}

const char *ground_name(enum ground ground) {
    static const char *const names[] = {GROUND_LIST(GROUND_NAME)};
    return names[ground < GROUND_COUNT ? ground : GROUND_UNDECIDED];
}

const char *ground_words(enum ground ground) {
    static const char *const words[] = {GROUND_LIST(GROUND_WORDS)};
    return words[ground < GROUND_COUNT ? ground : GROUND_UNDECIDED];
}
