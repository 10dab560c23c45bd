/* SPDX-License-Identifier: Apache-2.0 */
/* Errors in words and as exit status, expanded from the one list. */
#include "base/err.h"

const char *err_words(enum err code) {
    switch (code) {
#define ERR_WORDS(code, words, status) \
    case code:                         \
        return words;
        ERR_LIST(ERR_WORDS)
#undef ERR_WORDS
    }
    return "unknown error";
}

int err_exit_status(enum err code) {
    switch (code) {
#define ERR_STATUS(code, words, status) \
    case code:                          \
        return status;
        ERR_LIST(ERR_STATUS)
#undef ERR_STATUS
    }
    return 3;
}
