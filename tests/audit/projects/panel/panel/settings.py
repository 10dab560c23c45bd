# SPDX-License-Identifier: Apache-2.0
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ROOT_URLCONF = "panel.urls"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
