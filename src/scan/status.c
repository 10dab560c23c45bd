/* SPDX-License-Identifier: Apache-2.0 */
/* Groups of them that several judge by. */
#include "scan/status.h"

bool status_is_missing(int status) {
    return status == 404 || status == 410;
}

bool status_blames_body(int status) {
    return status == 400 || status == 415 || status == 422;
}
