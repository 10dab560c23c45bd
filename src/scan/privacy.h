/* SPDX-License-Identifier: Apache-2.0 */
/* Privacy: what an answer says of whose it is, and for whom. Pure. */
#ifndef POSTERN_SCAN_PRIVACY_H
#define POSTERN_SCAN_PRIVACY_H

#include "scan/self.h"

struct privacy {
    bool shared;       /* it says that others may see it, or it names the reader */
    bool announced;    /* it says so itself */
    struct span owner; /* the member that names its owner; empty: none does */
    bool contact;      /* it holds how somebody is reached: colleagues may know it */
    bool intimate;     /* it holds what people tell nobody: money, health, home, secrets */
};

/* Reads an answer's tree. */
struct privacy privacy_of(const struct node *root, const struct self *owner,
                          const struct self *reader);

/* A collection of what is always somebody's own: orders, messages, cards. */
bool privacy_of_kind(struct span collection);

/* The contract says of a read that it gives what is the user's own, or what is for all. */
bool privacy_declared(const struct operation *operation);
bool privacy_disclaimed(const struct operation *operation);

#endif
