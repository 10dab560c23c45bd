/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, losing and opening again. */
#include "guard/users/database.h"

#include "base/clock.h"
#include "guard/users/database_postgres.h"
#include "guard/users/database_sqlite.h"

enum { REST_MS = 500 };

enum err database_init(struct database *database, struct span where) {
    *database = (struct database){.where = where};
    if (span_starts(where, SPAN("sqlite:"))) {
        database->driver = &database_sqlite;
        database->where = span_from_index(where, 7);
    } else if (span_starts(where, SPAN("postgres"))) {
        database->driver = &database_postgres;
    }
    return database->driver ? OK : ERR_INVALID;
}

void database_close(struct database *database) {
    if (database->connection) {
        database->driver->close(database->connection);
    }
    database->connection = NULL;
}

static enum err connect_it(struct database *database) {
    if (database->connection) {
        return OK;
    }
    return clock_ns() < database->resting_until_ns
               ? ERR_IO
               : database->driver->open(database->where, &database->connection);
}

static enum err ask_once(struct database *database, struct arena *arena, const char *sql,
                         struct span value, size_t columns, struct database_rows *out) {
    *out = (struct database_rows){0};
    TRY(connect_it(database));
    enum err err = database->driver->ask(database->connection, arena, sql, value, columns, out);
    if (err == ERR_IO) {
        database_close(database);
    }
    return err;
}

/* A connection may have died while nobody asked: then a new one is tried at once. */
enum err database_ask(struct database *database, struct arena *arena, const char *sql,
                      struct span value, size_t columns, struct database_rows *out) {
    bool old = database->connection != NULL;
    enum err err = ask_once(database, arena, sql, value, columns, out);
    if (err == ERR_IO && old) {
        err = ask_once(database, arena, sql, value, columns, out);
    }
    if (err == ERR_IO && clock_ns() >= database->resting_until_ns) {
        database->resting_until_ns = clock_ns() + (uint64_t)REST_MS * 1000000;
    }
    return err;
}
