/* SPDX-License-Identifier: Apache-2.0 */
/* PostgreSQL, read-only, never waited for without end. */
#ifndef POSTERN_GUARD_DATABASE_POSTGRES_H
#define POSTERN_GUARD_DATABASE_POSTGRES_H

#include "guard/users/database.h"

extern const struct database_driver database_postgres;

#endif
