/* SPDX-License-Identifier: Apache-2.0 */
/* Where the guard finds Django's users and tokens: the configuration's "users". */
#ifndef POSTERN_POLICY_CONFIG_USERS_H
#define POSTERN_POLICY_CONFIG_USERS_H

#include "policy/member.h"

/* Columns of the user's table: field, and its name in Django's own; "changed", when the password
 * was, is none of them. */
#define CONFIG_COLUMN_LIST(X)    \
    X(id, "id")                  \
    X(username, "username")      \
    X(password, "password")      \
    X(active, "is_active")       \
    X(staff, "is_staff")         \
    X(superuser, "is_superuser") \
    X(changed, "")

enum { CONFIG_THREADS_MOST = 64, CONFIG_KEEP_SECONDS = 300, CONFIG_KEEP_MOST = 86400 };

struct config_users {
    const struct node *node; /* NULL: there is none */
    struct span database;    /* "sqlite:PATH", or PostgreSQL's URI */
    struct span table;
#define CONFIG_COLUMN_FIELD(field, name) struct span field;
    CONFIG_COLUMN_LIST(CONFIG_COLUMN_FIELD) /* empty: the table has none */
#undef CONFIG_COLUMN_FIELD
    struct span tokens, token_key, token_user; /* Django REST framework's tokens */
    struct span token_created;                 /* empty: when is not known */
    bool blacklist;                       /* tokens that simplejwt has blacklisted are refused */
    struct span blacklisted, outstanding; /* its tables */
    struct span sessions;                 /* the table of Django's sessions */
    struct span api_keys;                 /* and of djangorestframework-api-key */
    bool groups;                          /* they are read as well */
    struct span group_table, group_link, group_user;
    int64_t threads;
    bool goes_on_blind; /* who was let in within "keep" is let in without the database, too */
    int64_t keep;       /* seconds */
};

/* Reads "users"; node may be NULL. What is wrong is told. Errors: ERR_MEMORY. */
NODISCARD enum err config_users_read(const struct member_reader *reader, const struct node *node,
                                     struct config_users *out);

#endif
