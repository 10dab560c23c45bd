/* SPDX-License-Identifier: Apache-2.0 */
/* The key faults' names and words. */
#include "token/key_fault.h"

static unsigned row(enum key_fault fault) {
    return (unsigned)fault < KEY_FAULT_COUNT ? (unsigned)fault : (unsigned)KEY_UNUSABLE;
}

const char *key_fault_name(enum key_fault fault) {
#define FAULT_NAME(code, name, words) name,
    static const char *const names[] = {KEY_FAULT_LIST(FAULT_NAME)};
#undef FAULT_NAME
    return names[row(fault)];
}

const char *key_fault_words(enum key_fault fault) {
#define FAULT_WORDS(code, name, words) words,
    static const char *const texts[] = {KEY_FAULT_LIST(FAULT_WORDS)};
#undef FAULT_WORDS
    return texts[row(fault)];
}
