# SPDX-License-Identifier: Apache-2.0
"""Gates that ask for a client certificate, made anew for each run."""
import atexit
import os
import shutil
import ssl
import subprocess
import tempfile

from situation import *

FOLDER = tempfile.mkdtemp()
atexit.register(shutil.rmtree, FOLDER, True)


def make(name, usage):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=" + name, "-addext", "extendedKeyUsage=" + usage, "-keyout", f"{FOLDER}/{name}.key",
                    "-out", f"{FOLDER}/{name}.pem"], check=True, capture_output=True)
    return {kind: open(f"{FOLDER}/{name}.{kind}", encoding="ascii").read() for kind in ("pem", "key")}


ANNA = make("anna", "clientAuth")
make("server", "serverAuth")
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
TLS.load_cert_chain(f"{FOLDER}/server.pem", f"{FOLDER}/server.key")
TLS.load_verify_locations(f"{FOLDER}/anna.pem")
TLS.verify_mode = ssl.CERT_OPTIONAL


def api(request):
    if request.path == "/open":
        return answer(200, {"orders": [1, 2]})
    if request.path != "/orders":
        return not_found()
    return answer(200, {"orders": [7]}) if request.certificate else refuse(challenge=None)


situation("anna shows her certificate; one operation serves whoever shows none",
          scan("--insecure", "-i", "identities.yaml", exit=1, complete=True, allow=["no-challenge"],
               operations={"GET /orders": expected("enforced", granted=["anna"]),
                           "GET /open": expected("open", "anonymous-access")}, says=["mtls +anna: the identities file"]),
          contract=contract({"GET /orders": "mtls", "GET /open": "mtls"}, {"mtls": {"type": "mutualTLS"}}, openapi="3.1.0"),
          serve=api, tls=TLS, files={"anna.pem": ANNA["pem"], "anna.key": ANNA["key"],
                                     "identities.yaml": "identities: {anna: {cert: anna.pem, key: anna.key}}\n"})


# A gate that looks whether there is a certificate, as where a proxy asks for one and verifies none; and one that the
# server itself shuts, in TLS, before there is any HTTP.
def strict_tls():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{FOLDER}/server.pem", f"{FOLDER}/server.key")
    context.load_verify_locations(f"{FOLDER}/anna.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


situation("who shows no certificate of the house is shut out in TLS",
          scan("--insecure", "-i", "identities.yaml", exit=0, complete=True, allow=["no-challenge"],
               operations={"GET /orders": expected("enforced", granted=["anna"])}, says=["mtls +anna: .*, proven at GET /orders"]),
          contract=contract({"GET /orders": "mtls"}, {"mtls": {"type": "mutualTLS"}}, openapi="3.1.0"),
          serve=lambda request: answer(200, {"orders": [7]}) if request.path == "/orders" else not_found(), tls=strict_tls(),
          files={"anna.pem": ANNA["pem"], "anna.key": ANNA["key"],
                 "identities.yaml": "identities: {anna: {cert: anna.pem, key: anna.key}}\n"})

situation("a contract without certificates: a server that wants one is no target",
          scan("--insecure", exit=3, complete=False, says=["incomplete: https://"]),
          contract=contract({"GET /orders": "bearer"}), tls=strict_tls(), serve=lambda request: answer(200, {"orders": [7]}))

situation("the certificate's file is not there, or holds none",
          command("scan", "contract", "--url", "{url}", "-i", "lost.yaml", exit=2, says=[r"lost.yaml:1:14: error: anna: .*gone.pem: not found"]),
          command("scan", "contract", "--url", "{url}", "-i", "empty.yaml", exit=2, says=[r"empty.yaml:1:14: error: anna: .*empty.yaml holds no PEM"]),
          contract=contract({"GET /orders": "mtls"}, {"mtls": {"type": "mutualTLS"}}, openapi="3.1.0"), serve=api, tls=TLS,
          files={"lost.yaml": "identities: {anna: {cert: gone.pem}}\n", "empty.yaml": "identities: {anna: {cert: empty.yaml}}\n"})
