# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
CORS_ALLOWED_ORIGINS = ["https://app.example"]
CORS_ALLOW_CREDENTIALS = True
