/* SPDX-License-Identifier: Apache-2.0 */
/* Which versions of the libraries that rules depend on a project may have installed, by its lock
 * files and what it asks for. */
#ifndef POSTERN_DJANGO_REQUIREMENTS_H
#define POSTERN_DJANGO_REQUIREMENTS_H

#include "base/diag.h"
#include "base/err.h"
#include "django/version.h"
#include "source/tree.h"

enum package {
    PACKAGE_DJANGO = 0,
    PACKAGE_REST_FRAMEWORK,
    PACKAGE_SIMPLEJWT,
    PACKAGE_PYJWT,
    PACKAGE_JOSE,
    PACKAGE_AUTHLIB,
    PACKAGE_NINJA
};
enum { PACKAGES = PACKAGE_NINJA + 1 };

struct installed {
    bool said; /* anything at all */
    struct version_range range;
    struct place place; /* where it was said first */
};

struct requirements {
    struct installed of[PACKAGES];
};

/* Where one file's requirements go. */
struct requirements_reader {
    struct requirements *out;
    struct span file; /* being read; must outlive out */
    struct diag *diag;
    VEC(struct span) included; /* -r and -c, as they are written */
};

/* True for the names of files that say versions: requirements-dev.txt, uv.lock, Pipfile. */
bool requirements_want(struct span name);

/* Reads all such files of the tree, and what they include. One version that is named, in a lock or
 * by ==, goes before a range; what two files say alike is joined. What cannot be read is told, and
 * says nothing. Errors: ERR_MEMORY. */
NODISCARD enum err requirements_read(struct arena *arena, struct span root,
                                     const struct tree_files *files, struct requirements *out,
                                     struct diag *diag);

/* Reads one file's text, by the form that its name stands for. Errors: ERR_MEMORY. */
NODISCARD enum err requirements_parse(struct requirements_reader *reader, struct arena *arena,
                                      struct span text);

/* "pyjwt", "PyJWT[crypto]>=2 ; python_version > '3'": as pip takes it. */
void requirements_add_line(struct requirements_reader *reader, struct span line, uint32_t number);
/* A name and what is said of its version, apart. */
void requirements_add(struct requirements_reader *reader, struct span name, struct span specifier,
                      uint32_t number);

/* pyproject.toml, Pipfile, poetry.lock, uv.lock. */
void requirements_toml(struct requirements_reader *reader, struct span text);
/* The strings of a list that begins at text: ["django>=4", "pyjwt"]; number: its line. */
void requirements_list(struct requirements_reader *reader, struct span text, uint32_t number);

/* Letters, digits, and - _ . */
bool requirements_is_name(char c);

/* "django", "PyJWT": by any spelling. PACKAGES: none of them. */
unsigned requirements_package(struct span name);

/* Whether every version that may be installed is older (1), none is (-1), or nobody knows (0).
 * requirements: may be NULL. */
int requirements_before(const struct requirements *requirements, unsigned package,
                        struct version version);

#endif
