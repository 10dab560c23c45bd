# SPDX-License-Identifier: Apache-2.0
from .base import *  # noqa

DEBUG = True
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "dev-only"
CORS_ALLOW_ALL_ORIGINS = True
