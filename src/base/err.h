/* SPDX-License-Identifier: Apache-2.0 */
/* One error type: what went wrong, in words, and the exit status that it means. */
#ifndef POSTERN_BASE_ERR_H
#define POSTERN_BASE_ERR_H

/* Code, words, exit status (2: unusable input; 3: could not be completed). */
#define ERR_LIST(X)                                               \
    X(OK, "no error", 0)                                          \
    X(ERR_USAGE, "unusable arguments", 2)                         \
    X(ERR_SYNTAX, "malformed input", 2)                           \
    X(ERR_INVALID, "input with a meaning that cannot be used", 2) \
    X(ERR_LIMIT, "a limit was exceeded", 2)                       \
    X(ERR_MISSING, "not found", 2)                                \
    X(ERR_UNSUPPORTED, "not supported", 2)                        \
    X(ERR_IO, "cannot read or write", 2)                          \
    X(ERR_MEMORY, "out of memory", 3)                             \
    X(ERR_NETWORK, "the target could not be reached", 3)          \
    X(ERR_LOGIN, "login failed", 3)                               \
    X(ERR_BUDGET, "the request budget is spent", 3)               \
    X(ERR_STOPPED, "interrupted", 3)                              \
    X(ERR_INCOMPLETE, "could not be judged", 3)                   \
    X(ERR_CRYPTO, "the cryptographic library failed", 3)

#define ERR_ENUM(code, words, status) code,
enum err { ERR_LIST(ERR_ENUM) };
#undef ERR_ENUM

#define NODISCARD __attribute__((warn_unused_result))

/* The words of a code, for messages. Static. */
const char *err_words(enum err code);

/* The exit status that a code means: 0, 2 or 3. */
int err_exit_status(enum err code);

/* Leaves the function with the error, if there is one. */
#define TRY(call)                      \
    do {                               \
        enum err try_result_ = (call); \
        if (try_result_ != OK) {       \
            return try_result_;        \
        }                              \
    } while (0)

/* Leaves the function with ERR_MEMORY when an allocation gave NULL. */
#define TRY_PTR(pointer)         \
    do {                         \
        if ((pointer) == NULL) { \
            return ERR_MEMORY;   \
        }                        \
    } while (0)

#endif
