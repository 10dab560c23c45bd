/* SPDX-License-Identifier: Apache-2.0 */
/* What the scan made of each operation, and what serves an identity by which credential. Probes see
 * it through probe.h. */
#ifndef POSTERN_SCAN_SURVEY_ROWS_H
#define POSTERN_SCAN_SURVEY_ROWS_H

#include "scan/survey_ask.h"

/* What the scan made of an operation; NULL: it did not ask it. */
const struct operation_result *survey_row(const struct survey *survey,
                                          const struct operation *operation);

/* Marks an operation: no user's name was tried there with another password. */
void survey_mark_unnamed(struct survey *survey, const struct operation *operation);

/* The operation whose method and path were asked for; NULL: it is none of the contract's. */
const struct operation *survey_asked(const struct survey *survey, const struct request *request);

/* A read whose request is always the same, which changes nothing and lets nobody in. */
bool survey_is_plain_read(const struct operation *operation);

/* A read that serves the identity for a credential of that scheme alone, and nobody without one, of
 * whatever object the scan knows. */
bool survey_serves_by(struct survey *survey, const struct operation *operation,
                      const struct identity *identity, const struct scheme *scheme);

/* The same of a plain read. */
bool survey_reads_by(struct survey *survey, const struct operation *operation,
                     const struct identity *identity, const struct scheme *scheme);

/* The first read that serves the identity for a credential of that scheme alone, and nobody without
 * one; NULL: there is none. */
const struct operation *survey_read_by(struct survey *survey, const struct identity *identity,
                                       const struct scheme *scheme);

/* What an operation answered the identity; NULL: it was not asked. */
const struct cell *survey_cell(const struct operation_result *row, const struct identity *identity);

/* The status that an operation answered the identity with; 0: it was not asked. */
int survey_status(const struct operation_result *row, const struct identity *identity);

#endif
