/* SPDX-License-Identifier: Apache-2.0 */
/* OpenSSL's server side, for tests only. */
#define _GNU_SOURCE
#include "tls.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void must(bool good) {
    if (!good) {
        (void)fputs("test TLS cannot be set up\n", stderr);
        abort();
    }
}

static FILE *new_file(char path[64], const char *pattern) {
    (void)snprintf(path, 64, "%s", pattern);
    int fd = mkstemp(path);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    must(file != NULL);
    return file;
}

static void add_extension(X509 *certificate, int kind, const char *value) {
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);
    must(extension && X509_add_ext(certificate, extension, -1));
    X509_EXTENSION_free(extension);
}

static X509 *new_certificate(EVP_PKEY *key, const char *name, int days) {
    X509 *certificate = X509_new();
    must(certificate && X509_set_version(certificate, X509_VERSION_3));
    (void)ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    (void)X509_gmtime_adj(X509_getm_notBefore(certificate),
                          -3600L + (days < 0 ? days * 86400L : 0));
    (void)X509_gmtime_adj(X509_getm_notAfter(certificate), days < 0 ? -60L : days * 86400L);
    X509_NAME *subject = X509_get_subject_name(certificate);
    must(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                    (const unsigned char *)"made up for a test", -1, -1, 0));
    must(X509_set_issuer_name(certificate, subject) && X509_set_pubkey(certificate, key));
    add_extension(certificate, NID_subject_alt_name, name);
    add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    must(X509_sign(certificate, key, EVP_sha256()) > 0);
    return certificate;
}

/* Chooses HTTP/1.1, and notes whether HTTP/2 was offered. */
static int choose(SSL *session, const unsigned char **out, unsigned char *out_len,
                  const unsigned char *offered, unsigned len, void *user) {
    struct tls *tls = user;
    (void)session;
    struct span all = {(const char *)offered, len};
    tls->saw_h2 = span_find(all, SPAN("\x02h2")) != SIZE_MAX;
    *out = (const unsigned char *)"http/1.1";
    *out_len = 8;
    return SSL_TLSEXT_ERR_OK;
}

void tls_open(struct tls *tls, const char *name, int days) {
    *tls = (struct tls){.context = SSL_CTX_new(TLS_server_method())};
    EVP_PKEY *key = EVP_EC_gen("P-256");
    must(tls->context && key);
    X509 *certificate = new_certificate(key, name, days);
    FILE *file = new_file(tls->certificate, "/tmp/postern-cert-XXXXXX");
    must(PEM_write_X509(file, certificate) && fclose(file) == 0);
    file = new_file(tls->key, "/tmp/postern-key-XXXXXX");
    must(PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) && fclose(file) == 0);
    must(SSL_CTX_use_certificate(tls->context, certificate) == 1 &&
         SSL_CTX_use_PrivateKey(tls->context, key) == 1);
    SSL_CTX_set_alpn_select_cb(tls->context, choose, tls);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

void tls_close(struct tls *tls) {
    SSL_CTX_free(tls->context);
    (void)unlink(tls->certificate);
    (void)unlink(tls->key);
}

bool tls_accept(struct tls *tls, struct connection *connection) {
    SSL *session = SSL_new(tls->context);
    must(session && SSL_set_fd(session, connection->fd) == 1);
    if (SSL_accept(session) != 1) {
        SSL_free(session);
        return false;
    }
    connection->tls = session;
    return true;
}

bool tls_read(struct connection *connection) {
    char head[8192];
    size_t len = 0;
    while (len < sizeof(head)) {
        int got = SSL_read(connection->tls, head + len, (int)(sizeof(head) - len));
        if (got <= 0) {
            return false;
        }
        len += (size_t)got;
        if (span_find((struct span){head, len}, SPAN("\r\n\r\n")) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool tls_text(struct connection *connection, const char *text) {
    return SSL_write(connection->tls, text, (int)strlen(text)) > 0;
}

void tls_end(struct connection *connection, bool politely) {
    if (politely) {
        (void)SSL_shutdown(connection->tls);
    }
    SSL_free(connection->tls);
    connection->tls = NULL;
}
