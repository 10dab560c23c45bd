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

/* What a page holds for scripts and forms to send back: a meta element or a hidden field. */
struct page_csrf {
    struct span token;  /* empty: none */
    struct span header; /* that the page names for it, or empty */
};
struct page_csrf page_csrf_read(struct arena *arena, struct span html);

#endif
