/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs that wait: those whose turn it is, and those that back off. */
#ifndef POSTERN_HTTP_QUEUE_H
#define POSTERN_HTTP_QUEUE_H

#include "http/client.h"

/* Linked through job->next. Zero is the empty queue. */
struct queue {
    struct job *first, *last;
    size_t n;
};

void queue_add(struct queue *queue, struct job *job);
void queue_add_first(struct queue *queue, struct job *job);

/* Keeps the queue sorted by not_before_ns; equal ones in the order of arrival. */
void queue_add_timed(struct queue *queue, struct job *job);

/* The first, taken out; NULL when empty. */
struct job *queue_take(struct queue *queue);

#endif
