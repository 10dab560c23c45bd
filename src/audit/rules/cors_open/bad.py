# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
CORS_ALLOW_ALL_ORIGINS = True  # BAD
CORS_ALLOW_CREDENTIALS = True
