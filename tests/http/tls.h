/* SPDX-License-Identifier: Apache-2.0 */
/* TLS for the test server, with certificates made up on the spot. */
#ifndef POSTERN_TESTS_HTTP_TLS_H
#define POSTERN_TESTS_HTTP_TLS_H

#include "server.h"

#include <openssl/ssl.h>

struct tls {
    SSL_CTX *context;
    char certificate[64], key[64]; /* PEM files */
    bool saw_h2;                   /* a client offered HTTP/2 (ALPN) */
};

/* A self-signed certificate for a name or an address ("IP:127.0.0.1", "DNS:a.example"), valid from
 * an hour ago for that many days (negative: it has expired). */
void tls_open(struct tls *tls, const char *name, int days);
void tls_close(struct tls *tls);

/* The server's side of the handshake; false when it fails. */
bool tls_accept(struct tls *tls, struct connection *connection);
/* Reads until the end of a header; false when the client has closed. */
bool tls_read(struct connection *connection);
bool tls_text(struct connection *connection, const char *text);
/* Ends the session; politely says so, or not. */
void tls_end(struct connection *connection, bool politely);

#endif
