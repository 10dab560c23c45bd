/* SPDX-License-Identifier: Apache-2.0 */
/* A schema seen with its references followed and its allOf laid flat. */
#ifndef POSTERN_SCAN_BUILD_SCHEMA_H
#define POSTERN_SCAN_BUILD_SCHEMA_H

#include "contract/contract.h"

enum { SCHEMA_PARTS = 48, SCHEMA_CHOICES = 8 };

/* The schema objects that all hold at once, the nearest first. More than SCHEMA_PARTS are left out:
 * the value may then miss something, which the target will tell. */
struct schema_view {
    const struct contract *contract;
    const struct node *part[SCHEMA_PARTS];
    size_t n;
    const struct node *chosen[SCHEMA_CHOICES]; /* oneOf and anyOf of which one was added */
    size_t choices;
};

/* schema: may be NULL, which says nothing and permits everything. */
void schema_open(struct schema_view *view, const struct contract *contract,
                 const struct node *schema);

/* The same with every alternative of each oneOf and anyOf beside the rest: all that may stand in a
 * value, which is more than one value can hold. */
void schema_open_whole(struct schema_view *view, const struct contract *contract,
                       const struct node *schema);

/* The alternatives of a oneOf or anyOf of which none was chosen yet, or NULL. */
const struct node *schema_alternatives(const struct schema_view *view);

/* The view in which one of the alternatives holds, too; what it says goes before the rest. */
void schema_choose(const struct schema_view *view, const struct node *alternatives,
                   const struct node *chosen, struct schema_view *out);

/* The first part's keyword of that name, or NULL. */
const struct node *schema_get(const struct schema_view *view, struct span keyword);

/* True when any part says true. */
bool schema_flag(const struct schema_view *view, struct span keyword);

/* "string", "integer", "number", "boolean", "object", "array", "null"; guessed from other keywords
 * where it is not said; empty when anything goes. */
struct span schema_type(const struct schema_view *view);

/* True when null is allowed (3.0 nullable, 3.1 type list, x-nullable). */
bool schema_nullable(const struct schema_view *view);

/* A value that the schema itself names: example, examples, const, default, a member of enum (the
 * one of that number, round again). NULL when there is none. */
const struct node *schema_named_value(const struct schema_view *view, size_t number);

/* The property's schema in whichever part describes it, or NULL. */
const struct node *schema_property(const struct schema_view *view, struct span name);

/* A walk over the properties of all parts; one that two parts describe comes twice. Begin with the
 * view alone: for (struct schema_walk walk = {.view = &view}; schema_next(&walk);) … */
struct schema_walk {
    const struct schema_view *view;
    size_t parts;                /* begun so far */
    const struct node *property; /* where the walk stands: its schema, its name the node's key */
};

/* False at the end. */
bool schema_next(struct schema_walk *walk);

/* True when some part lists the property as required. */
bool schema_requires(const struct schema_view *view, struct span name);

#endif
