/* SPDX-License-Identifier: Apache-2.0 */
/* A database that is only ever read: SQLite or PostgreSQL. */
#ifndef POSTERN_GUARD_DATABASE_H
#define POSTERN_GUARD_DATABASE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

enum { DATABASE_COLUMNS_MOST = 8, DATABASE_ROWS_MOST = 1000, DATABASE_CELL_BYTES = 64 << 10 };

/* Cells as text; ptr NULL: the database's NULL. */
struct database_row {
    struct span cells[DATABASE_COLUMNS_MOST];
};

struct database_rows {
    VEC(struct database_row) rows;
};

/* What a kind of database does. One thread at a time for one connection. */
struct database_driver {
    /* where: what follows in the configuration, with a NUL behind. Errors: ERR_IO, ERR_MEMORY. */
    enum err (*open)(struct span where, void **connection);
    /* sql: with "$1", which is bound to value; a value of a type that the column is not has no
     * rows. columns: how many it selects. Errors: ERR_IO (the connection is of no more use),
     * ERR_LIMIT, ERR_MEMORY. */
    enum err (*ask)(void *connection, struct arena *arena, const char *sql, struct span value,
                    size_t columns, struct database_rows *out);
    void (*close)(void *connection);
};

/* A connection that is opened when it is asked, and again after it was lost. */
struct database {
    const struct database_driver *driver;
    struct span where;
    void *connection;
    uint64_t resting_until_ns; /* after a failure it is left alone */
};

/* where: "sqlite:PATH" or a PostgreSQL URI, with a NUL behind; it must outlive the database, which
 * opens nothing yet. Errors: ERR_INVALID. */
NODISCARD enum err database_init(struct database *database, struct span where);
void database_close(struct database *database);

/* As the driver's ask. */
NODISCARD enum err database_ask(struct database *database, struct arena *arena, const char *sql,
                                struct span value, size_t columns, struct database_rows *out);

#endif
