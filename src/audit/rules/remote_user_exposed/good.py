# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
MIDDLEWARE = ["django.contrib.auth.middleware.AuthenticationMiddleware"]
