/* SPDX-License-Identifier: Apache-2.0 */
/* Base64url numbers to OSSL_PARAM, by way of tables of members. */
#include "token/jwk_numbers.h"

#include "text/base64.h"
#include "token/alg.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

enum { NUMBER_BYTES = 2048 + 3, NUMBERS_MOST = 8 };

/* What building a key takes; everything is given back by builder_free. */
struct builder {
    OSSL_PARAM_BLD *params;
    BIGNUM *numbers[NUMBERS_MOST];
    size_t n;
};

#define BUILDER_SCOPE __attribute__((cleanup(builder_free))) struct builder

static void builder_free(struct builder *b) {
    for (size_t i = 0; i < b->n; i++) {
        BN_clear_free(b->numbers[i]);
    }
    OSSL_PARAM_BLD_free(b->params);
    ERR_clear_error();
}

/* The bytes of a member: size of them, or for size 0 any number without leading zeros (RFC 7518,
 * section 2: Base64urlUInt). False when it is missing or malformed. */
static bool read_bytes(const struct node *node, struct span member, size_t size,
                       unsigned char out[NUMBER_BYTES], size_t *len) {
    struct span text = node_text(node_get(node, member));
    if (text.len == 0 || base64_room(text.len) > NUMBER_BYTES ||
        base64_read(BASE64_URL, text, out, len) != OK) {
        return false;
    }
    return size ? *len == size : *len > 0 && (out[0] != 0 || *len == 1);
}

static bool add_number(struct builder *b, const struct node *node, struct span member,
                       const char *param, size_t size) {
    unsigned char bytes[NUMBER_BYTES];
    size_t len;
    BIGNUM *number =
        read_bytes(node, member, size, bytes, &len) ? BN_bin2bn(bytes, (int)len, NULL) : NULL;
    OPENSSL_cleanse(bytes, sizeof(bytes));
    if (!number) {
        return false;
    }
    b->numbers[b->n++] = number;
    return OSSL_PARAM_BLD_push_BN(b->params, param, number) == 1;
}

static enum err build(struct builder *b, const char *type, bool is_private, EVP_PKEY **out) {
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(b->params);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    bool done = params && ctx && EVP_PKEY_fromdata_init(ctx) == 1 &&
                EVP_PKEY_fromdata(ctx, out, is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
                                  params) == 1;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    return done ? OK : ERR_INVALID;
}

/* A private part that does not belong to the public one would sign what nobody verifies. */
static enum err check_pair(EVP_PKEY **pkey, enum key_fault *fault) {
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, *pkey, NULL);
    bool sound = ctx && EVP_PKEY_pairwise_check(ctx) == 1;
    EVP_PKEY_CTX_free(ctx);
    ERR_clear_error();
    if (!sound) {
        *fault = KEY_PAIR;
        EVP_PKEY_free(*pkey);
        *pkey = NULL;
        return ERR_INVALID;
    }
    return OK;
}

enum err jwk_numbers_rsa(const struct node *node, EVP_PKEY **out, enum key_fault *fault) {
    static const struct {
        struct span member;
        const char *param;
    } parts[] = {{SPAN_INIT("p"), OSSL_PKEY_PARAM_RSA_FACTOR1},
                 {SPAN_INIT("q"), OSSL_PKEY_PARAM_RSA_FACTOR2},
                 {SPAN_INIT("dp"), OSSL_PKEY_PARAM_RSA_EXPONENT1},
                 {SPAN_INIT("dq"), OSSL_PKEY_PARAM_RSA_EXPONENT2},
                 {SPAN_INIT("qi"), OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
    BUILDER_SCOPE b = {.params = OSSL_PARAM_BLD_new()};
    TRY_PTR(b.params);
    bool is_private = node_get(node, SPAN("d")), factors = node_get(node, SPAN("p"));
    *fault = KEY_PARAMETER;
    bool sound = add_number(&b, node, SPAN("n"), OSSL_PKEY_PARAM_RSA_N, 0) &&
                 add_number(&b, node, SPAN("e"), OSSL_PKEY_PARAM_RSA_E, 0) &&
                 (!is_private || add_number(&b, node, SPAN("d"), OSSL_PKEY_PARAM_RSA_D, 0)) &&
                 !node_get(node, SPAN("oth"));
    for (size_t i = 0; sound && is_private && factors && i < sizeof(parts) / sizeof(parts[0]);
         i++) {
        sound = add_number(&b, node, parts[i].member, parts[i].param, 0);
    }
    if (!sound) {
        return ERR_INVALID;
    }
    TRY(build(&b, "RSA", is_private, out));
    return is_private && factors ? check_pair(out, fault) : OK;
}

enum err jwk_numbers_ec(const struct node *node, EVP_PKEY **out, enum key_fault *fault) {
    const struct alg_curve *curve = alg_curve(node_text(node_get(node, SPAN("crv"))));
    *fault = KEY_CURVE;
    if (!curve || curve->edwards) {
        return ERR_UNSUPPORTED;
    }
    BUILDER_SCOPE b = {.params = OSSL_PARAM_BLD_new()};
    TRY_PTR(b.params);
    *fault = KEY_PARAMETER;
    unsigned char point[1 + NUMBER_BYTES * 2] = {0x04}; /* uncompressed (SEC 1, 2.3.3) */
    unsigned char y[NUMBER_BYTES];
    size_t x_len, y_len;
    bool is_private = node_get(node, SPAN("d"));
    if (!read_bytes(node, SPAN("x"), curve->size, point + 1, &x_len) ||
        !read_bytes(node, SPAN("y"), curve->size, y, &y_len)) {
        return ERR_INVALID;
    }
    memcpy(point + 1 + x_len, y, y_len);
    bool sound =
        OSSL_PARAM_BLD_push_utf8_string(b.params, OSSL_PKEY_PARAM_GROUP_NAME, curve->group, 0) &&
        OSSL_PARAM_BLD_push_octet_string(b.params, OSSL_PKEY_PARAM_PUB_KEY, point,
                                         1 + x_len + y_len) &&
        (!is_private || add_number(&b, node, SPAN("d"), OSSL_PKEY_PARAM_PRIV_KEY, curve->size));
    if (!sound) {
        return ERR_INVALID;
    }
    *fault = KEY_POINT;
    TRY(build(&b, "EC", is_private, out));
    return is_private ? check_pair(out, fault) : OK;
}

enum err jwk_numbers_okp(const struct node *node, EVP_PKEY **out, enum key_fault *fault) {
    const struct alg_curve *curve = alg_curve(node_text(node_get(node, SPAN("crv"))));
    *fault = KEY_CURVE;
    if (!curve || !curve->edwards) {
        return ERR_UNSUPPORTED;
    }
    *fault = KEY_PARAMETER;
    unsigned char x[NUMBER_BYTES], d[NUMBER_BYTES], own[ALG_CURVE_MOST];
    size_t x_len, d_len, own_len = sizeof(own);
    bool is_private = node_get(node, SPAN("d"));
    if (!read_bytes(node, SPAN("x"), curve->size, x, &x_len) ||
        (is_private && !read_bytes(node, SPAN("d"), curve->size, d, &d_len))) {
        return ERR_INVALID;
    }
    *out = is_private ? EVP_PKEY_new_raw_private_key_ex(NULL, curve->group, NULL, d, d_len)
                      : EVP_PKEY_new_raw_public_key_ex(NULL, curve->group, NULL, x, x_len);
    OPENSSL_cleanse(d, sizeof(d));
    ERR_clear_error();
    if (!*out) {
        return ERR_INVALID;
    }
    *fault = KEY_PAIR;
    if (is_private && (EVP_PKEY_get_raw_public_key(*out, own, &own_len) != 1 || own_len != x_len ||
                       memcmp(own, x, x_len) != 0)) {
        EVP_PKEY_free(*out);
        *out = NULL;
        return ERR_INVALID;
    }
    return OK;
}
