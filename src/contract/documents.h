/* SPDX-License-Identifier: Apache-2.0 */
/* All files of a contract, and where references between and within them lead. */
#ifndef POSTERN_CONTRACT_DOCUMENTS_H
#define POSTERN_CONTRACT_DOCUMENTS_H

#include "contract/contract.h"
#include "contract/spot.h"

struct document {
    struct span name; /* relative to the first file's folder, or a URL; "" is the first file */
    struct span file; /* for people */
    const struct node *root; /* NULL: could not be read */
};

/* Where a reference leads. */
struct target {
    const struct node *node; /* NULL: nowhere */
    struct span file, pointer;
};

/* The first place where a reference stands. */
struct mention {
    struct span reference;
    struct place place;
};

struct contract_documents {
    struct arena *arena;
    struct contract_options options;
    struct diag *diag;            /* while loading */
    struct span own;              /* the first file's name, by which other files may refer to it */
    struct span self;             /* 3.2: the URL that it gives itself; it is not fetched */
    struct map by_name;           /* struct document */
    struct map targets;           /* by reference: struct target */
    struct map indexes;           /* by a node's address: struct map of what it holds */
    struct map mentioned;         /* references seen, by text */
    struct map refused;           /* references that are not followed: the reason */
    VEC(struct mention) mentions; /* in the order of the files */
    VEC(struct document *) all;
};

/* Reads the first file, and every file that references lead to. References within the other files
 * are rewritten, so that all of them are relative to the first file's folder. What cannot be read
 * or leads nowhere is a warning. Errors: of the first file, as document_parse; ERR_LIMIT (files),
 * ERR_MEMORY. */
NODISCARD enum err documents_read(struct arena *arena, struct span text,
                                  const struct contract_options *options,
                                  struct contract_documents **out, struct diag *diag);

/* Where a reference leads, in one step; never NULL but without memory. */
const struct target *documents_target(struct contract_documents *documents, struct span reference);

/* The same through chains of references. A spot without $ref is returned as it is; node is NULL
 * when a chain leads nowhere or in a circle. */
struct spot documents_follow(struct contract_documents *documents, const struct spot *spot);

/* Why a spot leads to nothing, as a sentence about its reference; empty when it does not. */
struct span documents_fault(struct contract_documents *documents, const struct spot *spot);

/* The member of that name, or the element at that position, in constant time for large nodes. */
const struct node *documents_get(struct contract_documents *documents, const struct node *parent,
                                 struct span key);

/* The text of the reference that a node is, or {NULL, 0}. */
struct span documents_reference(const struct node *node);

#endif
