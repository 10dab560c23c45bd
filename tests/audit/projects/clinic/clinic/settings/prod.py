# SPDX-License-Identifier: Apache-2.0
from .base import *  # noqa
from .base import env

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["api.clinic.example"])
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CORS_ALLOWED_ORIGINS = ["https://clinic.example"]
