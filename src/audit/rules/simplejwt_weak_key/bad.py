# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
SIMPLE_JWT = {
    "SIGNING_KEY": "changeme",  # BAD
}
