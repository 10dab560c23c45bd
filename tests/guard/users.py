# SPDX-License-Identifier: Apache-2.0
"""Users, tokens and passwords that a real Django put into a real database, asked for by a real guard: Basic by
each hasher, Django REST framework's tokens under two words, JWTs whose subject must exist, be active and have the
roles that the token claims. Rows change while it serves; the database goes away and comes back. The same over
SQLite and PostgreSQL. Usage: users.py POSTERN sqlite|postgresql"""
import atexit
import base64
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from database import sql, start_postgresql
from kit import KEY, WORK, Guard, Load, ask, forge, until, write

KIND = sys.argv[2]

CONTRACT = """openapi: 3.0.3
info: {title: Depot, version: '1'}
components:
  securitySchemes:
    jwt: {type: http, scheme: bearer}
    hashed: {type: http, scheme: bearer}
    opaque: {type: http, scheme: bearer}
    token: {type: apiKey, in: header, name: Authorization, description: 'Prefix: `Token`'}
    basic: {type: http, scheme: basic}
paths:
  /jwt/: {get: {security: [{jwt: []}]}}
  /hashed/: {get: {security: [{hashed: []}]}}
  /token/: {get: {security: [{token: []}]}}
  /basic/: {get: {security: [{basic: []}]}}
  /any/: {get: {security: [{jwt: []}, {opaque: []}, {token: []}, {basic: []}]}}
  /staff/: {get: {security: [{basic: []}]}}
  /guild/: {get: {security: [{token: []}]}}
"""
CONFIG = """contract: openapi.yaml
listen: unix:%(work)s/guard.sock
metrics: unix:%(work)s/users.watch
proxies: [unix]
log: guard.log
realm: depot
users: {database: '%(database)s', groups: {}, threads: 2, blacklist: {},
        columns: {changed: password_changed_at}}
schemes:
  jwt:
    {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: key.json,
     user: {claim: user_id, by: id, roles: {is_staff: staff, groups: groups}}}
  hashed:
    {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: key.json,
     user: {claim: user_id, by: id, password: hash_password}}
  token: {kind: token}
  opaque: {kind: token}
  basic: {kind: basic}
precedence: [jwt, opaque, token, basic]
operations:
  GET /staff/: {claims: {is_staff: 'true'}}
  GET /guild/: {claims: {groups: guild}}
identity: {X-Postern-User: sub}
limits: {user: 0, token: 0, everywhere: 0, signatures: 0}
"""
HASHERS = ["PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt"]


def make_users():
    """Tables by Django's own SQL, rows by its own hashers."""
    from django.conf import settings
    settings.configure(
        SECRET_KEY="made up", DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework",
                        "rest_framework.authtoken", "rest_framework_simplejwt.token_blacklist"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(WORK / "db.sqlite3")}},
        PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{name}PasswordHasher" for name in HASHERS])
    import django
    django.setup()
    from django.contrib.auth import hashers
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from rest_framework.authtoken.models import Token
    call_command("migrate", verbosity=0)
    for name in HASHERS:
        hasher = type(name, (getattr(hashers, name + "PasswordHasher"),),
                      {"iterations": 1000, "rounds": 4, "time_cost": 1, "memory_cost": 64, "parallelism": 1})()
        stored = hasher.encode("swordfish " + name, hasher.salt())
        User.objects.create(username=name.lower(), password=stored)
    stored = hasher.encode("swordfish", hasher.salt())
    User.objects.create(username="gone", password=stored, is_active=False)
    User.objects.create(username="unusable", password=hashers.make_password(None))
    User.objects.create(username="old", password="md5$salt$a6a8f1b2e4d1a3c5b7d9e1f3a5b7c9d1")
    boss = User.objects.create(username="b\u00f6ss", password=stored, is_staff=True)
    boss.groups.add(Group.objects.create(name="guild"))
    tokens = {user.username: Token.objects.create(user=user).key for user in User.objects.all()}
    ids = {user.username: user.pk for user in User.objects.all()}
    return tokens, ids


def to_postgresql():
    """The same rows, as Django's tables are there."""
    import sqlite3
    source = sqlite3.connect(WORK / "db.sqlite3")
    statements = [
        "CREATE TABLE auth_user (id serial PRIMARY KEY, password varchar(128) NOT NULL, username varchar(150) UNIQUE NOT NULL, "
        "is_active boolean NOT NULL, is_staff boolean NOT NULL, is_superuser boolean NOT NULL)",
        "CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, user_id integer UNIQUE NOT NULL, created timestamptz NOT NULL)",
        "CREATE TABLE token_blacklist_outstandingtoken (id bigint PRIMARY KEY, token text NOT NULL, jti varchar(255) UNIQUE NOT NULL, "
        "created_at timestamptz NULL, expires_at timestamptz NOT NULL, user_id integer NULL)",
        "CREATE TABLE token_blacklist_blacklistedtoken (id bigint PRIMARY KEY, blacklisted_at timestamptz NOT NULL, token_id bigint UNIQUE NOT NULL)",
        "CREATE TABLE auth_group (id serial PRIMARY KEY, name varchar(150) UNIQUE NOT NULL)",
        "CREATE TABLE auth_user_groups (id serial PRIMARY KEY, user_id integer NOT NULL, group_id integer NOT NULL)"]
    for table, columns in (("auth_user", "id, password, username, is_active, is_staff, is_superuser"),
                           ("authtoken_token", "key, user_id, created"), ("auth_group", "id, name"),
                           ("auth_user_groups", "id, user_id, group_id")):
        for row in source.execute(f"SELECT {columns} FROM {table}"):
            values = ", ".join("'" + str(value).replace("'", "''") + "'" for value in row)
            statements.append(f"INSERT INTO {table} ({columns}) VALUES ({values})")
    sql(KIND, "; ".join(statements))


def add_column():
    """When a password was changed: no column of Django's own, but of many a project's."""
    sql(KIND, "ALTER TABLE auth_user ADD COLUMN password_changed_at " + ("datetime" if KIND == "sqlite" else "timestamptz"))


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def send(path, credential):
    fields = [("X-Original-Method", "GET"), ("X-Original-URI", path)]
    fields += [("Authorization", credential)] if credential else []
    status, headers, _ = ask("guard.sock", "GET", "/ask", fields)
    return headers["X-Postern-Status"] + (" " + headers["X-Postern-User"] if status == 200 else ""), headers


def last_line():
    return json.loads((WORK / "guard.log").read_text().splitlines()[-1])


def check(rows):
    for path, credential, wanted, detail in rows:
        got, _ = send(path, credential)
        assert got == wanted, (path, credential, wanted, got, last_line())
        assert detail is None or last_line()["detail"] == detail, (path, credential, last_line())


def token_of(*claims):
    return "Bearer " + forge("sub=x", "exp=now+6000", *claims)


def check_credentials(tokens, ids):
    boss, plain = ids["b\u00f6ss"], ids["pbkdf2"]
    rows = [("/basic/", basic(name.lower(), "swordfish " + name), f"200 {ids[name.lower()]}", None) for name in HASHERS * 2]
    rows += [
        ("/basic/", basic("b\u00f6ss", "swordfish"), f"200 {boss}", None),
        ("/basic/", basic("b\u00f6ss", "Swordfish"), "401", "password-wrong"),
        ("/basic/", basic("B\u00f6ss", "swordfish"), "401", "user-unknown"),
        ("/basic/", basic("nobody", "swordfish"), "401", "user-unknown"),
        ("/basic/", basic("' OR 1=1 --", "swordfish"), "401", "user-unknown"),
        ("/basic/", basic("gone", "swordfish"), "401", "user-inactive"),
        ("/basic/", basic("unusable", ""), "401", "password-unusable"),
        ("/basic/", basic("old", "x"), "401", "password-unreadable"),
        ("/basic/", "Basic " + tokens["b\u00f6ss"], "401", None),
        ("/basic/", "Token " + tokens["b\u00f6ss"], "401", None),
        ("/staff/", basic("b\u00f6ss", "swordfish"), f"200 {boss}", None),
        ("/staff/", basic("pbkdf2", "swordfish PBKDF2"), "403", "is_staff"),
        ("/token/", "Token " + tokens["b\u00f6ss"], f"200 {boss}", None),
        ("/token/", "token " + tokens["pbkdf2"], f"200 {plain}", None),
        ("/token/", "Bearer " + tokens["b\u00f6ss"], "401", None),
        ("/token/", "Token " + tokens["gone"], "401", "user-inactive"),
        ("/token/", "Token " + tokens["b\u00f6ss"][:-1], "401", "user-unknown"),
        ("/token/", "Token " + tokens["b\u00f6ss"].upper(), "401", "user-unknown"),
        ("/token/", "Token %", "401", None),
        ("/guild/", "Token " + tokens["b\u00f6ss"], f"200 {boss}", None),
        ("/guild/", "Token " + tokens["pbkdf2"], "403", "groups"),
        ("/any/", "Bearer " + tokens["b\u00f6ss"], f"200 {boss}", None),
        ("/any/", basic("pbkdf2", "swordfish PBKDF2"), f"200 {plain}", None),
        ("/any/", token_of(f"user_id={plain}"), f"200 {plain}", None),
        ("/any/", "Bearer a.b.c", "401", "user-unknown"),
        ("/jwt/", token_of(f"user_id={plain}"), f"200 {plain}", None),
        ("/jwt/", token_of(f'user_id="{plain}"'), f"200 {plain}", None),
        ("/jwt/", token_of(f"user_id={plain}", "is_staff=false", "groups=[]"), f"200 {plain}", None),
        ("/jwt/", token_of(f"user_id={boss}", "is_staff=true", 'groups=["guild"]'), f"200 {boss}", None),
        ("/jwt/", token_of(f"user_id={plain}", "is_staff=true"), "401", "roles-disagree"),
        ("/jwt/", token_of(f"user_id={plain}", 'groups=["guild"]'), "401", "roles-disagree"),
        ("/jwt/", token_of(f"user_id={boss}", 'is_staff="true"'), "401", "roles-disagree"),
        ("/jwt/", token_of(f"user_id={ids['gone']}"), "401", "user-inactive"),
        ("/jwt/", token_of("user_id=999999"), "401", "user-unknown"),
        ("/jwt/", token_of(f'user_id=" {plain}"'), "401", "user-unknown"),
        ("/jwt/", token_of(f'user_id="{plain}.0"'), "401", "user-unknown"),
        ("/jwt/", token_of('user_id="pbkdf2"'), "401", "user-unknown"),
        ("/jwt/", token_of('user_id="7\\u0000"'), "401", "user-unknown"),
        ("/jwt/", token_of("user_id=null"), "401", "user-unknown"),
        ("/jwt/", token_of(), "401", "user-unknown"),
    ]
    check(rows)
    _, headers = send("/basic/", None)
    assert headers["WWW-Authenticate"] == 'Basic realm="depot", charset="UTF-8"', dict(headers)
    print(f"{len(rows)} credentials: as the rows say")


def check_changes(tokens, ids):
    """What was let in a moment ago is not, once the row says otherwise, cached or not."""
    boss = ids["b\u00f6ss"]
    good = [("/basic/", basic("b\u00f6ss", "swordfish"), f"200 {boss}", None), ("/token/", "Token " + tokens["b\u00f6ss"], f"200 {boss}", None),
            ("/jwt/", token_of(f"user_id={boss}"), f"200 {boss}", None)]
    check(good)
    sql(KIND, f"UPDATE auth_user SET is_active = false WHERE id = {boss}")
    check([(path, credential, "401", "user-inactive") for path, credential, _, _ in good])
    sql(KIND, f"UPDATE auth_user SET is_active = true WHERE id = {boss}")
    check(good)
    sql(KIND, f"UPDATE auth_user SET password = (SELECT password FROM auth_user WHERE username = 'bcrypt') WHERE id = {boss}")
    check([("/basic/", basic("b\u00f6ss", "swordfish"), "401", "password-wrong"),
           ("/basic/", basic("b\u00f6ss", "swordfish BCrypt"), f"200 {boss}", None)])
    sql(KIND, f"DELETE FROM authtoken_token WHERE user_id = {boss}")
    check([("/token/", "Token " + tokens["b\u00f6ss"], "401", "user-unknown")])
    print("changed rows count at once")


def check_revoked(tokens, ids):
    """What a Django deployment has for taking tokens back: the hash of the password in the token, simplejwt's
    blacklist, a column of when the password was changed."""
    import hashlib
    plain, name = ids["argon2"], "argon2"
    sql(KIND, f"UPDATE auth_user SET password = 'pbkdf2_sha256$1$a$b' WHERE id = {plain}")
    digest = hashlib.md5(b"pbkdf2_sha256$1$a$b").hexdigest().upper()
    hashed = token_of(f"user_id={plain}", f'hash_password="{digest}"')
    black = token_of(f"user_id={plain}", 'jti="7f3c"')
    white = token_of(f"user_id={plain}", 'jti="8a4d"')
    dated, undated = token_of(f"user_id={plain}", "iat=now-60"), token_of(f"user_id={plain}")
    drf = "Token " + tokens[name]
    check([("/hashed/", hashed, f"200 {plain}", None), ("/hashed/", undated, "401", "password-changed"),
           ("/jwt/", black, f"200 {plain}", None), ("/token/", drf, f"200 {plain}", None)])
    sql(KIND, f"UPDATE auth_user SET password = 'pbkdf2_sha256$1$a$c' WHERE id = {plain}")
    sql(KIND, "INSERT INTO token_blacklist_outstandingtoken (id, token, jti, expires_at) VALUES "
        "(1, 'x', '7f3c', '2100-01-01 00:00:00'), (2, 'y', '8a4d', '2100-01-01 00:00:00')")
    sql(KIND, "INSERT INTO token_blacklist_blacklistedtoken (id, blacklisted_at, token_id) VALUES (1, '2026-01-01 00:00:00', 1)")
    check([("/hashed/", hashed, "401", "password-changed"), ("/jwt/", black, "401", "token-blacklisted"),
           ("/jwt/", white, f"200 {plain}", None), ("/jwt/", dated, f"200 {plain}", None)])
    sql(KIND, f"UPDATE auth_user SET password_changed_at = '2000-01-01 00:00:00.25' WHERE id = {plain}")
    check([("/jwt/", dated, f"200 {plain}", None), ("/jwt/", undated, "401", "password-changed"), ("/token/", drf, f"200 {plain}", None)])
    sql(KIND, f"UPDATE auth_user SET password_changed_at = '2100-01-01 00:00:00' WHERE id = {plain}")
    check([("/jwt/", dated, "401", "password-changed"), ("/token/", drf, "401", "password-changed")])
    sql(KIND, f"UPDATE auth_user SET password_changed_at = NULL WHERE id = {plain}")
    check([("/token/", drf, f"200 {plain}", None)])
    print("what Django took back is refused at once")


def ask_known(path, credential):
    fields = [("X-Original-Method", "GET"), ("X-Original-URI", path), ("Authorization", credential)]
    status, headers, _ = ask("known.sock", "GET", "/ask", fields)
    return headers["X-Postern-Status"] + (" " + headers["X-Postern-User"] if status == 200 else "")


def know_before(ids, credential):
    """A guard that goes by what it knew last, and was asked before the database is gone."""
    text = (WORK / "guard.yaml").read_text().replace("guard.sock", "known.sock").replace("guard.log", "known.log")
    write("known.yaml", text.replace("users.watch", "known.watch").replace("threads: 2", "threads: 2, on_failure: last-known"))
    guard = Guard("known.yaml")
    assert ask_known("/basic/", credential) == f"200 {ids['pbkdf2']}"
    assert ask_known("/basic/", basic("gone", "swordfish")) == "401"
    return guard


def check_known(guard, ids, credential):
    """Who was let in is, as who he was; nobody else is, not even by another's name."""
    assert ask_known("/basic/", credential) == f"200 {ids['pbkdf2']}"
    for other in (basic("pbkdf2", "swordfish"), basic("gone", "swordfish"), basic("b\u00f6ss", "swordfish")):
        assert ask_known("/basic/", other) == "503", other
    assert ask_known("/staff/", credential) == "403"
    assert ready("known") == 200  # as long as it goes by that
    assert b"users_last_known_total 1\n" in ask("known.watch", "GET", "/metrics")[2]
    guard.end()
    print("without a database who was known passes, where the configuration says so")


def ready(name):
    return ask(f"{name}.watch", "GET", "/readyz")[0]


def check_locked(guard, ids, credential):
    """SQLite's file is there, and somebody keeps it to himself."""
    import sqlite3
    hold = sqlite3.connect(WORK / "db.sqlite3", isolation_level=None)
    hold.execute("BEGIN EXCLUSIVE")
    check_known(guard, ids, credential)
    hold.execute("ROLLBACK")
    hold.close()


def meant(path, credential):
    return send(path, credential)[0]


def check_grounds(*credentials):
    """Why, in the log, of all that goes on at the same time by the name of the request."""
    for path, credential in zip(("/basic/", "/jwt/"), credentials):
        got, headers = send(path, credential)
        line = next(line for line in (WORK / "guard.log").read_text().splitlines() if headers["X-Request-ID"] in line)
        assert (got, json.loads(line)["detail"]) == ("503", "database-unavailable"), line


def check_gone(guard, ids, server):
    """Without its database nobody passes; when it is back, they do. Requests flow throughout."""
    credential, passed = basic("pbkdf2", "swordfish PBKDF2"), f"200 {ids['pbkdf2']}"
    flows = [(Load(meant, "/basic/", credential), {passed, "503"}), (Load(meant, "/jwt/", token_of(f"user_id={ids['pbkdf2']}")), {passed, "503"}),
             (Load(meant, "/basic/", basic("pbkdf2", "swordfish")), {"401", "503"}), (Load(meant, "/basic/", basic("gone", "swordfish")), {"401", "503"}),
             (Load(meant, "/staff/", credential), {"403", "503"}), (Load(meant, "/jwt/", None), {"401"})]
    for flow, _ in flows:
        flow.beyond(5)
    other = know_before(ids, credential)
    until("it is ready", lambda: ready("known") == 200)
    if KIND == "sqlite":
        check_locked(other, ids, credential)
        os.rename(WORK / "db.sqlite3", WORK / "away")
        guard.process.send_signal(signal.SIGHUP)  # or the file that is open would be read on
        until("the reload", lambda: guard.heard("the policy is the new one"))
    else:
        server.send_signal(signal.SIGQUIT)
        server.wait()
    for flow, _ in flows[:5]:
        flow.sees("503")
    check_grounds(credential, token_of(f"user_id={ids['pbkdf2']}"))
    if KIND == "postgresql":
        check_known(other, ids, credential)
    assert ready("users") == 503
    if KIND == "sqlite":
        os.rename(WORK / "away", WORK / "db.sqlite3")
    else:
        shutil.rmtree(WORK / "pg")
        start_postgresql()
        to_postgresql()
        add_column()
    until("it is ready by itself", lambda: ready("users") == 200)
    flows[0][0].sees(passed)
    flows[1][0].sees(passed)
    for flow, wanted in flows:
        assert flow.stop() == wanted, (set(flow.seen), wanted)
    print(f"without a database nobody passes, of {sum(len(flow.seen) for flow, _ in flows)} requests that flowed")


def check_reload(guard, ids):
    """Reloads while passwords are hashed: all are answered."""
    import threading
    answers = []

    def client():
        for i in range(10):
            answers.append(send("/basic/", basic("pbkdf2", "swordfish PBKDF2" if i % 2 else f"wrong {i}"))[0])
    clients = [threading.Thread(target=client) for _ in range(8)]
    before = sum("the policy is the new one" in line for line in guard.said)
    for thread in clients:
        thread.start()
    for i in range(3):
        guard.process.send_signal(signal.SIGHUP)
        until("the reload", lambda i=i: guard.heard("the policy is the new one", before + i + 1))
    for thread in clients:
        thread.join()
    assert sorted(answers) == sorted(["401"] * 40 + [f"200 {ids['pbkdf2']}"] * 40), answers
    print("reloads while passwords are hashed: everybody was answered")


def main():
    tokens, ids = make_users()
    server = None
    database = "sqlite:db.sqlite3"
    if KIND == "postgresql":
        server = start_postgresql()
        to_postgresql()
        database = f"postgresql:///postgres?host={WORK}/pg&user=depot"
    add_column()
    write("openapi.yaml", CONTRACT)
    write("guard.yaml", CONFIG % {"work": WORK, "database": database})
    write("key.json", KEY)
    guard = Guard()
    check_credentials(tokens, ids)
    check_changes(tokens, ids)
    check_revoked(tokens, ids)
    check_reload(guard, ids)
    check_gone(guard, ids, server)
    log = (WORK / "guard.log").read_text()
    assert "swordfish" not in log and not any(token in log for token in tokens.values())
    guard.end()


main()
