# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 0  # BAD
