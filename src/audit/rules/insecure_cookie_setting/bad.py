# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.auth"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
              "django.contrib.sessions.middleware.SessionMiddleware",
              "django.middleware.csrf.CsrfViewMiddleware"]
SESSION_COOKIE_SECURE = False  # BAD
SESSION_COOKIE_HTTPONLY = False  # BAD
