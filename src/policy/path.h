/* SPDX-License-Identifier: Apache-2.0 */
/* The path of a request target as Django sees it, or why no server should be shown it. */
#ifndef POSTERN_POLICY_PATH_H
#define POSTERN_POLICY_PATH_H

#include "base/span.h"

/* Code, its name for machines, its words for people. The first, zero, is no path to act on. */
#define PATH_LIST(X)                                                                \
    X(UNREAD, "path-unread", "the path was not read")                               \
    X(SOUND, "path-sound", "the path is sound")                                     \
    X(TOO_LONG, "path-too-long", "the target is longer than 4096 bytes")            \
    X(FORM, "path-form", "the target does not start with a slash")                  \
    X(FRAGMENT, "path-fragment", "a fragment stands in the target")                 \
    X(ESCAPE, "path-escape", "a percent sign is not followed by two digits")        \
    X(CONTROL, "path-control", "a control character or a space stands in the path") \
    X(SLASH, "path-encoded-slash", "a slash is encoded")                            \
    X(BACKSLASH, "path-backslash", "a backslash stands in the path")                \
    X(RAW, "path-raw", "a byte that is not ASCII is not encoded")                   \
    X(EMPTY_SEGMENT, "path-empty-segment", "two slashes follow each other")         \
    X(DOTS, "path-dot-segment", "a segment is . or ..")                             \
    X(UTF8, "path-utf8", "the decoded path is not UTF-8")

#define PATH_ENUM(code, name, words) PATH_##code,
enum path_fault { PATH_LIST(PATH_ENUM) PATH_FAULT_COUNT };
#undef PATH_ENUM

enum { PATH_BYTES = 4096 };

/* Decoded once, as WSGI servers do (PEP 3333), and nothing else changed. */
struct path {
    char bytes[PATH_BYTES];
    size_t len;
    struct span query; /* of the target, without "?"; not decoded */
};

/* Reads a target in origin form ("/path?query", RFC 9112, section 3.2.1). What two readers could
 * take for two paths is a fault, whatever Django itself makes of it. Takes no memory; *out is whole
 * only when the answer is PATH_SOUND. */
enum path_fault path_read(struct span target, struct path *out);

struct span path_span(const struct path *path);

/* "path-dot-segment", "a segment is . or ..". Static. */
const char *path_fault_name(enum path_fault fault);
const char *path_fault_words(enum path_fault fault);

#endif
