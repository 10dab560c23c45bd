/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a login page: its fields, read off HTML. */
#ifndef POSTERN_SCAN_LOGIN_PAGE_H
#define POSTERN_SCAN_LOGIN_PAGE_H

#include "base/vec.h"

struct page_field {
    struct span name, value;
};

struct page_form {
    struct span action;             /* as written, or empty: the page itself */
    struct span username, password; /* names of the fields to fill in; empty: none there */
    VEC(struct page_field) hidden;  /* to be sent back as they are */
};

/* Reads the first form that has a password field, as far as a few regular expressions would: tags
 * and attributes, no scripts. False: there is none, or no memory. html: any bytes. */
bool page_read(struct arena *arena, struct span html, struct page_form *out);

#endif
