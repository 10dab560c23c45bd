/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite, read-only. */
#ifndef POSTERN_GUARD_DATABASE_SQLITE_H
#define POSTERN_GUARD_DATABASE_SQLITE_H

#include "guard/users/database.h"

extern const struct database_driver database_sqlite;

#endif
