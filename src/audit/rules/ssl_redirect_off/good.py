# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "yes") == "yes"
