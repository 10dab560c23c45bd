# SPDX-License-Identifier: Apache-2.0
from .common import Common


class Served(Common):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = False  # finds: insecure-cookie-setting
