# SPDX-License-Identifier: Apache-2.0
"""Sessions that a real Django began, shown to a real guard: signed by its key or by one that it had before, ended,
emptied, of users who changed their password or may not log in any more; unsafe methods with and without a proof that
a page of the application's own asked. And API keys: of a file of hashes, and of djangorestframework-api-key's table.
The same over SQLite and PostgreSQL. Usage: sessions.py POSTERN sqlite|postgresql"""
import datetime
import hashlib
import json
import sys

from database import sql, start_postgresql
from kit import KEY, WORK, Guard, ask, forge, reload, write

KIND = sys.argv[2]
SECRET_KEY, OLDER_KEY = "made-up key of the application, new", "made-up key of the application, old"
CONTRACT = """openapi: 3.0.3
info: {title: Depot, version: '1'}
components:
  securitySchemes:
    session: {type: apiKey, in: cookie, name: sessionid}
    jwt: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-API-Key}
    query: {type: apiKey, in: query, name: api_key}
    table: {type: apiKey, in: header, name: Authorization, description: 'Prefix: `Api-Key`'}
paths:
  /mine/: {get: {security: [{session: []}]}, post: {security: [{session: []}]}, delete: {security: [{session: []}]}}
  /either/: {get: {security: [{session: []}, {jwt: []}, {key: []}]}}
  /staff/: {get: {security: [{session: []}]}}
  /login/: {post: {security: [{}, {session: []}]}}
  /key/: {get: {security: [{key: []}]}, post: {security: [{key: ['crates:write']}]}}
  /query/: {get: {security: [{query: []}]}}
  /table/: {get: {security: [{table: []}]}}
"""
CONFIG = """contract: openapi.yaml
listen: unix:%(work)s/guard.sock
proxies: [unix]
log: guard.log
realm: depot
limits: {user: 0,token: 0,address: 0,signatures: 0,everywhere: 0}
users: {database: '%(database)s'}
schemes:
  session: {kind: session, secret: django.key, secret_fallbacks: [older.key], origins: ['https://depot.example'], %(more)s}
  jwt: {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: key.json}
  key: {kind: key, keys: keys.yaml}
  query: {kind: key, keys: keys.yaml}
  table: {kind: key}
precedence: [session, jwt, key, query, table]
public: [POST /login/]
operations:
  GET /staff/: {claims: {is_staff: 'true'}}
identity: {X-Postern-User: sub}
"""
READER, WRITER, OLD = "reader-of-the-depot-5f1c0a", "writer-of-the-depot-77ab21", "old-key-of-the-depot-0c2d"
KEYS = """- {sha256: %s, subject: billing, scopes: [crates:read]}
- {sha256: %s, subject: loader, scopes: [crates:read, crates:write], expires: 2099-01-01}
- {sha256: %s, subject: former, expires: 2020-01-01T00:00:00Z}
""" % tuple(hashlib.sha256(key.encode()).hexdigest() for key in (READER, WRITER, OLD))


def make_rows():
    """Users and sessions by Django's own code; what it stored, as rows for any database."""
    from django.conf import settings
    settings.configure(
        SECRET_KEY=SECRET_KEY, DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(WORK / "db.sqlite3")}})
    import django
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.utils import timezone
    call_command("migrate", verbosity=0)

    def begin(user, key=SECRET_KEY, **changed):
        settings.SECRET_KEY = key
        store = SessionStore()
        store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                      HASH_SESSION_KEY: user.get_session_auth_hash(), **changed})
        for name in [name for name, value in changed.items() if value is None]:
            del store[name]
        store.create()
        settings.SECRET_KEY = SECRET_KEY
        return store.session_key
    ada = User.objects.create_user("ada", password="swordfish", is_staff=True)
    bob = User.objects.create_user("bob", password="swordfish")
    gone = User.objects.create_user("gone", password="swordfish", is_active=False)
    changer = User.objects.create_user("changer", password="swordfish")
    sessions = {"ada": begin(ada), "bob": begin(bob), "gone": begin(gone), "older": begin(bob, OLDER_KEY),
                "stranger's": begin(bob, "another key"), "large": begin(bob, notes="a" * 5000, more=list(range(50))),
                "small": begin(bob, notes="x"), "anonymous": begin(bob, _auth_user_id=None),
                "unhashed": begin(bob, _auth_user_hash=None), "nobody's": begin(bob, _auth_user_id="77"),
                "moved": begin(bob, _auth_user_id=str(ada.pk)), "changed": begin(changer), "over": begin(bob),
                "torn": begin(bob), "backend": begin(bob, _auth_user_backend="other.Backend")}
    changer.set_password("another")
    changer.save()
    Session.objects.filter(pk=sessions["over"]).update(expire_date=timezone.now() - datetime.timedelta(seconds=2))
    torn = Session.objects.get(pk=sessions["torn"])
    torn.session_data = torn.session_data[:10] + "A" + torn.session_data[11:]
    torn.save()
    return sessions, {"ada": ada.pk, "bob": bob.pk}


def make_api_keys():
    """As the package has made them since its third version, and before; a key whose name is twice never passes."""
    from django.contrib.auth.hashers import make_password
    when = "timestamp with time zone" if KIND == "postgresql" else "datetime"
    true, false = ("true", "false") if KIND == "postgresql" else ("1", "0")
    rows = []
    for prefix, stored, revoked, expires in (
            ("newnewne", None, false, "NULL"), ("oldoldol", make_password("oldoldol.secret-of-depot"), false, "NULL"),
            ("revoked1", None, true, "NULL"), ("expired1", None, false, "'2020-01-01 00:00:00'"),
            ("lasting1", None, false, "'2099-01-01 00:00:00'")):
        stored = stored or "sha512$$" + hashlib.sha512(f"{prefix}.secret-of-depot".encode()).hexdigest()
        rows.append(f"('{prefix}.{stored}', '{prefix}', '{stored}', 'key {prefix}', {revoked}, {expires})")
    sql(KIND, "CREATE TABLE rest_framework_api_key_apikey (id varchar(150) PRIMARY KEY, prefix varchar(8) UNIQUE NOT NULL, "
        f"hashed_key varchar(150) NOT NULL, name varchar(50) NOT NULL, revoked bool NOT NULL, expiry_date {when}); "
        f"INSERT INTO rest_framework_api_key_apikey VALUES {', '.join(rows)}")


def to_postgresql():
    import sqlite3
    source = sqlite3.connect(WORK / "db.sqlite3")
    statements = [
        "CREATE TABLE auth_user (id serial PRIMARY KEY, password varchar(128) NOT NULL, username varchar(150) UNIQUE NOT NULL, "
        "is_active boolean NOT NULL, is_staff boolean NOT NULL, is_superuser boolean NOT NULL)",
        "CREATE TABLE django_session (session_key varchar(40) PRIMARY KEY, session_data text NOT NULL, "
        "expire_date timestamp with time zone NOT NULL)", "SET timezone TO UTC"]
    for table, columns in (("auth_user", "id, password, username, is_active, is_staff, is_superuser"),
                           ("django_session", "session_key, session_data, expire_date")):
        for row in source.execute(f"SELECT {columns} FROM {table}"):
            values = ", ".join("'" + str(value).replace("'", "''") + "'" for value in row)
            statements.append(f"INSERT INTO {table} ({columns}) VALUES ({values})")
    sql(KIND, "; ".join(statements))


def send(method, target, fields):
    fields = [("X-Original-Method", method), ("X-Original-URI", target), *fields]
    status, headers, _ = ask("guard.sock", "GET", "/ask", fields)
    return headers["X-Postern-Status"] + (" " + headers["X-Postern-User"] if status == 200 else ""), headers


def last_line():
    return json.loads((WORK / "guard.log").read_text().splitlines()[-1])


def check(rows):
    for method, target, fields, wanted, detail in rows:
        got, _ = send(method, target, fields)
        assert got.strip() == wanted, (method, target, fields, wanted, got, last_line())
        assert detail is None or last_line()["detail"] == detail, (method, target, fields, last_line())


def cookie(key, *others):
    return ("Cookie", "; ".join(["theme=dark", f"sessionid={key}", *others]))


def check_sessions(sessions, ids):
    ada, bob = f"200 {ids['ada']}", f"200 {ids['bob']}"
    table = [("ada", ada, None), ("bob", bob, None), ("older", bob, None), ("large", bob, None), ("small", bob, None),
             ("gone", "401", "user-inactive"), ("stranger's", "401", "session-unknown"), ("anonymous", "401", "session-unknown"),
             ("unhashed", "401", "no-longer-valid"), ("nobody's", "401", "user-unknown"), ("moved", "401", "no-longer-valid"),
             ("changed", "401", "no-longer-valid"), ("over", "401", "no-longer-valid"), ("torn", "401", "session-unknown"),
             ("backend", bob, None)]
    check([("GET", "/mine/", [cookie(sessions[name])], wanted, detail) for name, wanted, detail in table])
    check([("GET", "/mine/", [], "401", None), ("GET", "/mine/", [cookie("a" * 32)], "401", "session-unknown"),
           ("GET", "/mine/", [cookie("' OR 1=1 --")], "401", None), ("GET", "/mine/", [cookie("")], "401", None),
           ("GET", "/mine/", [cookie(sessions["ada"].upper())], "401", None),
           ("GET", "/mine/", [("Authorization", "Bearer " + sessions["ada"])], "401", None),
           ("GET", "/mine/", [("Authorization", "Cookie " + sessions["ada"])], "401", None),
           ("GET", f"/mine/?sessionid={sessions['ada']}", [], "401", None),
           ("GET", "/mine/", [("X-Sessionid", sessions["ada"])], "401", None),
           ("GET", "/mine/", [cookie(sessions["ada"]), cookie(sessions["bob"])], "400", None),
           ("GET", "/mine/", [cookie(sessions["ada"], "sessionid=" + sessions["bob"])], "400", None),
           ("GET", "/mine/", [cookie(sessions["ada"]), ("Authorization", "Bearer x")], "400", None),
           ("GET", "/staff/", [cookie(sessions["ada"])], ada, None), ("GET", "/staff/", [cookie(sessions["bob"])], "403", None),
           ("GET", "/either/", [cookie(sessions["bob"])], bob, None),
           ("GET", "/either/", [("Authorization", "Bearer " + forge("sub=x", "exp=now+600"))], "200 x", None),
           ("GET", "/either/", [cookie(sessions["over"])], "401", "no-longer-valid"),
           # A session that is over is none to Django: whoever has one may log in again.
           ("POST", "/login/", [cookie(sessions["over"])], "200", None), ("POST", "/login/", [], "200", None)])
    print("sessions: as Django would have them")


def check_unsafe(sessions, ids):
    ada, own = f"200 {ids['ada']}", cookie(sessions["ada"])
    secret = "abcdefghijklmnopqrstuvwxyzABCDEF"
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    mask = "Q7" * 16
    masked = mask + "".join(alphabet[(alphabet.index(x) + alphabet.index(y)) % 62] for x, y in zip(secret, mask))
    both = cookie(sessions["ada"], "csrftoken=" + secret)
    for method in ("POST", "DELETE"):
        check([(method, "/mine/", [own], "403", None),
               (method, "/mine/", [own, ("Origin", "https://depot.example")], ada, None),
               (method, "/mine/", [own, ("Origin", "https://depot.example.evil.example")], "403", None),
               (method, "/mine/", [own, ("Origin", "null")], "403", None),
               (method, "/mine/", [own, ("Referer", "https://depot.example/page?a=b")], ada, None),
               (method, "/mine/", [own, ("Referer", "https://evil.example/https://depot.example/")], "403", None),
               (method, "/mine/", [own, ("Origin", "https://evil.example"), ("Referer", "https://depot.example/")], "403", None),
               (method, "/mine/", [both, ("X-CSRFToken", secret)], ada, None),
               (method, "/mine/", [both, ("X-CSRFToken", masked)], ada, None),
               (method, "/mine/", [cookie(sessions["ada"], "csrftoken=" + masked), ("X-CSRFToken", secret)], ada, None),
               (method, "/mine/", [both], "403", None), (method, "/mine/", [both, ("X-CSRFToken", secret[::-1])], "403", None),
               (method, "/mine/", [both, ("X-CSRFToken", "")], "403", None),
               (method, "/mine/", [own, ("X-CSRFToken", secret)], "403", None)])
    assert last_line()["ground"] == "csrf", last_line()
    print("unsafe methods: only from a page of the application's own")


def check_keys():
    def header(key):
        return [("X-API-Key", key)]

    def in_table(key):
        return [("Authorization", "Api-Key " + key)]
    check([("GET", "/key/", header(READER), "200 billing", None), ("POST", "/key/", header(READER), "403", "crates:write"),
           ("POST", "/key/", header(WRITER), "200 loader", None), ("GET", "/key/", header(OLD), "401", "no-longer-valid"),
           ("GET", "/key/", header(READER[:-1]), "401", "key-unknown"), ("GET", "/key/", [], "401", None),
           ("GET", "/key/", header(hashlib.sha256(READER.encode()).hexdigest()), "401", "key-unknown"),
           ("GET", "/key/", header(READER) * 2, "400", None), ("GET", "/key/", [("Authorization", "Bearer " + READER)], "401", None),
           ("GET", "/key/", [("Authorization", "ApiKey " + READER)], "401", None),
           ("GET", f"/key/?api_key={READER}", [], "401", None),
           ("GET", f"/query/?page=1&api_key={READER}", [], "200 billing", None),
           ("GET", f"/query/?api%5fkey={READER.replace('-', '%2D')}", [], "200 billing", None),
           ("GET", f"/query/?api_key={READER}&api_key={READER}", [], "400", None),
           ("GET", "/either/", header(READER), "200 billing", None),
           ("GET", "/table/", in_table("newnewne.secret-of-depot"), "200 newnewne", None),
           ("GET", "/table/", in_table("oldoldol.secret-of-depot"), "200 oldoldol", None),
           ("GET", "/table/", in_table("lasting1.secret-of-depot"), "200 lasting1", None),
           ("GET", "/table/", in_table("newnewne.secret-of-Depot"), "401", "key-unknown"),
           ("GET", "/table/", in_table("newnewne"), "401", "key-unknown"), ("GET", "/table/", in_table(".x"), "401", "key-unknown"),
           ("GET", "/table/", in_table("revoked1.secret-of-depot"), "401", "no-longer-valid"),
           ("GET", "/table/", in_table("expired1.secret-of-depot"), "401", "no-longer-valid"),
           ("GET", "/table/", in_table("revoked1.guess"), "401", "key-unknown"),
           ("GET", "/table/", [("Authorization", "Bearer newnewne.secret-of-depot")], "401", None)])
    _, headers = send("GET", "/key/", [])
    assert headers["WWW-Authenticate"] == 'ApiKey realm="depot"', dict(headers)
    print("API keys: of the file, and of the table")


def check_changes(sessions, ids):
    """Rows change while it serves; no answer is remembered."""
    own = [cookie(sessions["bob"])]
    check([("GET", "/mine/", own, f"200 {ids['bob']}", None)])
    sql(KIND, f"UPDATE auth_user SET is_active = {'false' if KIND == 'postgresql' else '0'} WHERE username = 'bob'")
    check([("GET", "/mine/", own, "401", "user-inactive")])
    sql(KIND, f"DELETE FROM django_session WHERE session_key = '{sessions['ada']}'")  # logged out
    check([("GET", "/mine/", [cookie(sessions["ada"])], "401", "session-unknown")])
    sql(KIND, "DELETE FROM rest_framework_api_key_apikey WHERE prefix = 'newnewne'")
    check([("GET", "/table/", [("Authorization", "Api-Key newnewne.secret-of-depot")], "401", "key-unknown")])
    print("what is deleted counts at once")


def check_without_check(guard, sessions, config):
    """The application alone sees to unsafe methods, where the configuration says so; and only its own backends count."""
    write("guard.yaml", config % "csrf: application, backends: [other.Backend]")
    reload(guard)
    check([("POST", "/mine/", [cookie(sessions["small"])], "401", "session-unknown")])
    sql(KIND, f"UPDATE auth_user SET is_active = {'true' if KIND == 'postgresql' else '1'} WHERE username = 'bob'")
    got, _ = send("POST", "/mine/", [cookie(sessions["backend"])])
    assert got.startswith("200"), last_line()
    print("the application's own check, and its own backends")


def main():
    database, server = "sqlite:db.sqlite3", None
    sessions, ids = make_rows()
    if KIND == "postgresql":
        server = start_postgresql()
        to_postgresql()
        database = f"postgresql:///postgres?host={WORK}/pg&user=depot"
    make_api_keys()
    config = CONFIG % {"work": WORK, "database": database, "more": "%s"}
    for name, text in (("openapi.yaml", CONTRACT), ("guard.yaml", config % "csrf: check"), ("key.json", KEY), ("keys.yaml", KEYS),
                       ("django.key", SECRET_KEY + "\n"), ("older.key", OLDER_KEY)):
        write(name, text)
    guard = Guard()
    check_sessions(sessions, ids)
    check_unsafe(sessions, ids)
    check_keys()
    check_changes(sessions, ids)
    check_without_check(guard, sessions, config)
    log = (WORK / "guard.log").read_text()
    assert not any(secret in log for secret in (*sessions.values(), READER, WRITER, "secret-of-depot", SECRET_KEY))
    guard.end()
    if server:
        server.terminate()
        server.wait()


main()
