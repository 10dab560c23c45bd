/* SPDX-License-Identifier: Apache-2.0 */
/* bcrypt's work, with memory of the caller's own. */
#include "token/password_bcrypt.h"

#include <crypt.h>
#include <stdlib.h>

enum { COUNT_BYTES = 72 };

enum err password_bcrypt(const struct password *stored, struct span password,
                         char out[PASSWORD_BCRYPT_BYTES]) {
    char setting[PASSWORD_BCRYPT_BYTES + 1] = "", text[COUNT_BYTES + 1] = "";
    memcpy(setting, stored->rest.ptr, PASSWORD_BCRYPT_BYTES);
    memcpy(text, password.ptr, password.len < COUNT_BYTES ? password.len : COUNT_BYTES);
    struct crypt_data *data = calloc(1, sizeof(*data));
    TRY_PTR(data);
    /* Not crypt_r: the address sanitizer has one, by which the linker would leave libcrypt out. */
    const char *made = crypt_rn(text, setting, data, sizeof(*data));
    bool sound = made && strlen(made) == PASSWORD_BCRYPT_BYTES;
    if (sound) {
        memcpy(out, made, PASSWORD_BCRYPT_BYTES);
    }
    free(data);
    return sound ? OK : ERR_CRYPTO;
}
