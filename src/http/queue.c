/* SPDX-License-Identifier: Apache-2.0 */
/* A singly linked list of jobs. */
#include "http/queue.h"

void queue_add(struct queue *queue, struct job *job) {
    job->next = NULL;
    if (queue->last) {
        queue->last->next = job;
    } else {
        queue->first = job;
    }
    queue->last = job;
    queue->n++;
}

void queue_add_first(struct queue *queue, struct job *job) {
    job->next = queue->first;
    queue->first = job;
    if (!queue->last) {
        queue->last = job;
    }
    queue->n++;
}

void queue_add_timed(struct queue *queue, struct job *job) {
    if (!queue->last || queue->last->not_before_ns <= job->not_before_ns) {
        queue_add(queue, job); /* the usual case: waits are of like length */
        return;
    }
    struct job **at = &queue->first;
    while ((*at)->not_before_ns <= job->not_before_ns) {
        at = &(*at)->next; /* ends: the last one is later */
    }
    job->next = *at;
    *at = job;
    queue->n++;
}

struct job *queue_take(struct queue *queue) {
    struct job *job = queue->first;
    if (job) {
        queue->first = job->next;
        queue->n--;
        job->next = NULL;
        if (!queue->first) {
            queue->last = NULL;
        }
    }
    return job;
}
