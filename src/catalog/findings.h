/* SPDX-License-Identifier: Apache-2.0 */
/* Findings under way: what breaks the same rule for the same cause is one finding, wherever it
 * shows. */
#ifndef POSTERN_CATALOG_FINDINGS_H
#define POSTERN_CATALOG_FINDINGS_H

#include "base/map.h"
#include "catalog/result.h"

/* Zero, with an arena that outlives the result, is the empty collection. */
struct findings {
    struct arena *arena;
    VEC(struct finding_cause *) causes;
    struct map by_key;
    size_t sightings; /* of all causes, before grouping */
};

/* One place where a finding shows. Its spans must live as long as the collection. */
struct sighting {
    const struct rule *rule;
    struct span cause;   /* same rule and same cause: one finding */
    size_t rank;         /* the lowest one's message, place and evidence are shown */
    struct place place;  /* in the contract or the source */
    struct span message; /* copied when it is shown */
    enum confidence confidence;
    unsigned mild; /* so many severities below the rule's; a finding is as grave as its gravest
                      sighting */
    struct operation_name operation; /* an empty path: none */
};

/* Adds a sighting to the finding of its cause, which is as sure as its least sure sighting. *shown
 * is the finding when this sighting is the one to be shown from here on, and its evidence is then
 * empty and the caller's to fill; else NULL. Errors: ERR_MEMORY. */
NODISCARD enum err findings_add(struct findings *findings, const struct sighting *sighting,
                                struct finding **shown);

/* Takes a sighting back: of the finding of that rule and cause at the operation. What is left
 * without any is no finding. */
void findings_withdraw(struct findings *findings, const struct rule *rule, struct span cause,
                       const struct operation_name *operation);

/* True when the rule of that id has fired. */
bool findings_has(const struct findings *findings, const char *rule_id);

/* True when the rule of that id has fired for that cause. */
bool findings_has_cause(const struct findings *findings, const char *rule_id, struct span cause);

/* A digest of a text as hexadecimal digits, at least FINDINGS_FINGERPRINT of them. */
enum { FINDINGS_FINGERPRINT = 16, FINDINGS_HEX = 64 };
typedef enum err findings_digest(struct span text, char hex[FINDINGS_HEX]);

/* Moves the findings into the result: each operation once and in order, fingerprints of rule, cause
 * and operations, the gravest first. Errors: ERR_MEMORY, the digest's. */
NODISCARD enum err findings_finish(struct findings *findings, findings_digest *digest,
                                   struct result *result);

/* Gives the finding its fingerprint, by rule, cause and operations: what it is, whoever finds it
 * and whenever. Errors: ERR_MEMORY, the digest's. */
NODISCARD enum err finding_fingerprint(struct arena *arena, findings_digest *digest,
                                       struct finding *finding);

/* Sorts the finding's operations, each once. */
void finding_sort_operations(struct finding *finding);

#endif
