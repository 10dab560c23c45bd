# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
CORS_ALLOW_ALL_ORIGINS = os.getenv("CORS_ALL", "1") == "1"  # BAD
CORS_ALLOW_CREDENTIALS = True
