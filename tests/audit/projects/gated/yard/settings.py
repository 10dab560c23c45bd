# SPDX-License-Identifier: Apache-2.0
"""Middleware that is asked with the view, and routes that depend on a variable."""
import os

ROOT_URLCONF = "yard.urls"
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = bool(os.environ.get("DEBUG"))
ALLOWED_HOSTS = ["yard.example.com"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
              "django.contrib.sessions.middleware.SessionMiddleware",
              "django.middleware.csrf.CsrfViewMiddleware",
              "django.contrib.auth.middleware.AuthenticationMiddleware",
              "yard.gate.LoggedIn", "yard.gate.LedgerOnly", "yard.gate.Doors", "yard.gate.Numbered",
              "yard.gate.Served", "yard.gate.PlainViews", "yard.gate.Tools", "yard.gate.BackRoom",
              "yard.gate.Traced", "yard.gate.Pooled"]
DOORS_CLOSED = bool(os.environ.get("DOORS_CLOSED"))
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
                  "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
                  "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
                  "DEFAULT_THROTTLE_RATES": {"anon": "30/min"}}
REST_AUTH = {"USE_JWT": True}
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
