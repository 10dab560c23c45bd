/* SPDX-License-Identifier: Apache-2.0 */
/* Statements are prepared anew each time: the schema may change under us, and it takes little. */
#include "guard/users/database_sqlite.h"

#include <sqlite3.h>

enum { BUSY_MS = 2000 /* how long a writer may hold it */ };

static enum err open_sqlite(struct span where, void **connection) {
    sqlite3 *db = NULL;
    int answer = sqlite3_open_v2(where.ptr, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (answer != SQLITE_OK) {
        (void)sqlite3_close_v2(db);
        return ERR_IO;
    }
    (void)sqlite3_busy_timeout(db, BUSY_MS);
    *connection = db;
    return OK;
}

static enum err add_row(sqlite3_stmt *statement, struct arena *arena, size_t columns,
                        struct database_rows *out) {
    struct database_row *row = out->rows.n < DATABASE_ROWS_MOST ? vec_add(arena, &out->rows) : NULL;
    if (!row) {
        return out->rows.n < DATABASE_ROWS_MOST ? ERR_MEMORY : ERR_LIMIT;
    }
    for (size_t i = 0; i < columns; i++) {
        const unsigned char *text = sqlite3_column_text(statement, (int)i);
        size_t len = text ? (size_t)sqlite3_column_bytes(statement, (int)i) : 0;
        if (len > DATABASE_CELL_BYTES) {
            return ERR_LIMIT;
        }
        if (text) {
            row->cells[i] = arena_dup(arena, (struct span){(const char *)text, len});
            TRY_PTR(row->cells[i].ptr);
        }
    }
    return OK;
}

static enum err ask_sqlite(void *connection, struct arena *arena, const char *sql,
                           struct span value, size_t columns, struct database_rows *out) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK) {
        return ERR_IO;
    }
    int answer = SQLITE_OK;
    if (sqlite3_bind_parameter_count(statement)) {
        answer = sqlite3_bind_text(statement, 1, value.ptr, (int)value.len, SQLITE_STATIC);
    }
    enum err err = answer == SQLITE_OK ? OK : ERR_IO;
    while (err == OK && (answer = sqlite3_step(statement)) == SQLITE_ROW) {
        err = add_row(statement, arena, columns, out);
    }
    (void)sqlite3_finalize(statement);
    return err == OK && answer != SQLITE_DONE ? ERR_IO : err;
}

static void close_sqlite(void *connection) {
    (void)sqlite3_close_v2(connection);
}

const struct database_driver database_sqlite = {open_sqlite, ask_sqlite, close_sqlite};
