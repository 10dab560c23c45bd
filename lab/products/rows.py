# SPDX-License-Identifier: Apache-2.0
"""Every row of a database before and after a scan, and what has changed between the two."""
import collections
import json
import sqlite3
import subprocess

SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
POSTGRES_TABLES = ("SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
                   "UNION SELECT matviewname FROM pg_matviews WHERE schemaname = 'public'")


def of_sqlite(file):
    """{table: the rows, each as a dictionary}"""
    with sqlite3.connect("file:%s?mode=ro" % file, uri=True) as link:
        link.row_factory = sqlite3.Row
        return {name: [dict(row) for row in link.execute('SELECT * FROM "%s"' % name)]
                for (name,) in link.execute(SQLITE_TABLES).fetchall()}


def of_postgres(port, database):
    def ask(queries):
        return subprocess.run(
            ["psql", "-qAtX", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", database],
            input=queries, check=True, capture_output=True, text=True, timeout=600).stdout.splitlines()

    tables = {name: [] for name in ask(POSTGRES_TABLES)}
    rows = ask("".join("SELECT json_build_array('%s', t) FROM \"%s\" t;\n" % (name, name) for name in tables))
    for name, row in map(json.loads, rows):
        tables[name].append(row)
    return tables


def counted(rows, ignored):
    """The rows as texts without the columns that a login writes; a table may have equal ones."""
    return collections.Counter(
        json.dumps({key: value for key, value in row.items() if key not in ignored},
                   sort_keys=True, default=repr) for row in rows)


def changes(before, after, login):
    """One line for every row that came, went or was altered. `login`: {table: "*" or the columns
    that a login writes}."""
    lines = []
    for table in sorted(before.keys() | after.keys()):
        ignored = login.get(table, ())
        if ignored == "*":
            continue
        old, new = counted(before.get(table, ()), ignored), counted(after.get(table, ()), ignored)
        lines += ["%s: gone or altered: %s" % (table, row) for row in sorted((old - new).elements())]
        lines += ["%s: new or altered: %s" % (table, row) for row in sorted((new - old).elements())]
    return lines
