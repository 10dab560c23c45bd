/* SPDX-License-Identifier: Apache-2.0 */
/* libpq, with a deadline over each question. */
#include "guard/users/database_postgres.h"

#include "base/clock.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>

enum { DEADLINE_MS = 3000, VALUE_BYTES = 4096 };

static enum err open_postgres(struct span where, void **connection) {
    static const char *const names[] = {"dbname", "connect_timeout", "options", "application_name",
                                        NULL};
    const char *values[] = {where.ptr, "3",
                            ("-c default_transaction_read_only=on "
                             "-c statement_timeout=3000 -c timezone=UTC "
                             "-c datestyle=ISO"),
                            "postern", NULL};
    PGconn *opened = PQconnectdbParams(names, values, 1);
    if (PQstatus(opened) != CONNECTION_OK) {
        PQfinish(opened);
        return ERR_IO;
    }
    *connection = opened;
    return OK;
}

/* Waits until an answer is there. */
static enum err await(PGconn *connection) {
    uint64_t end = clock_ns() + (uint64_t)DEADLINE_MS * 1000000;
    while (PQisBusy(connection)) {
        uint64_t now = clock_ns();
        struct pollfd fd = {PQsocket(connection), POLLIN, 0};
        int got = now < end ? poll(&fd, 1, (int)((end - now) / 1000000) + 1) : 0;
        if (got == 0 || (got < 0 && errno != EINTR) || PQconsumeInput(connection) != 1) {
            return ERR_IO;
        }
    }
    return OK;
}

static enum err copy_row(const PGresult *result, int at, struct arena *arena, size_t columns,
                         struct database_row *row) {
    for (size_t i = 0; i < columns; i++) {
        size_t len = (size_t)PQgetlength(result, at, (int)i);
        if (PQgetisnull(result, at, (int)i)) {
            continue;
        }
        if (len > DATABASE_CELL_BYTES) {
            return ERR_LIMIT;
        }
        row->cells[i] = arena_dup(arena, (struct span){PQgetvalue(result, at, (int)i), len});
        TRY_PTR(row->cells[i].ptr);
    }
    return OK;
}

/* "7a" is no number, so that no user has it as id (SQLSTATE class 22, data exception). */
static bool is_bad_value(const PGresult *result) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state && state[0] == '2' && state[1] == '2';
}

static enum err copy_rows(const PGresult *result, struct arena *arena, size_t columns,
                          struct database_rows *out) {
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        return is_bad_value(result) ? OK : ERR_IO;
    }
    if (PQntuples(result) > DATABASE_ROWS_MOST || (size_t)PQnfields(result) != columns) {
        return ERR_LIMIT;
    }
    for (int i = 0; i < PQntuples(result); i++) {
        struct database_row *row = vec_add(arena, &out->rows);
        TRY_PTR(row);
        TRY(copy_row(result, i, arena, columns, row));
    }
    return OK;
}

static enum err read_answer(PGconn *connection, struct arena *arena, size_t columns,
                            struct database_rows *out) {
    enum err err = OK;
    for (;;) {
        TRY(await(connection));
        PGresult *result = PQgetResult(connection);
        if (!result) {
            return err;
        }
        err = err == OK ? copy_rows(result, arena, columns, out) : err;
        PQclear(result);
    }
}

static enum err ask_postgres(void *connection, struct arena *arena, const char *sql,
                             struct span value, size_t columns, struct database_rows *out) {
    if (value.len > VALUE_BYTES || span_find_byte(value, 0) != SIZE_MAX) {
        return OK; /* no text of PostgreSQL's has a NUL */
    }
    struct span text = arena_dup(arena, value);
    TRY_PTR(text.ptr);
    const char *values[] = {text.ptr};
    int binds = strstr(sql, "$1") != NULL;
    if (PQsendQueryParams(connection, sql, binds, NULL, values, NULL, NULL, 0) != 1) {
        return ERR_IO;
    }
    return read_answer(connection, arena, columns, out);
}

static void close_postgres(void *connection) {
    PQfinish(connection);
}

const struct database_driver database_postgres = {open_postgres, ask_postgres, close_postgres};
