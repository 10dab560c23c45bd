# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
MIDDLEWARE = [  # BAD
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.RemoteUserMiddleware",
]
