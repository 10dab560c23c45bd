# SPDX-License-Identifier: Apache-2.0
from decouple import config

ROOT_URLCONF = "empty"
SECURE_SSL_REDIRECT = config("SSL_REDIRECT", default="off", cast=bool)  # BAD
