/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate to be refused. */
#include "scan/credential/wallet.h"
#include "token/cert.h"
#include "token/pkey.h"

enum err wallet_stranger(struct wallet *wallet) {
    if (wallet->stranger.len) {
        return OK;
    }
    PKEY_SCOPE *pkey = NULL;
    TRY(pkey_generate(ALG_ES256, &pkey));
    TRY(pkey_private_pem(wallet->arena, pkey, &wallet->strangers_key));
    return cert_self_signed_pem(wallet->arena, pkey, &wallet->stranger);
}
