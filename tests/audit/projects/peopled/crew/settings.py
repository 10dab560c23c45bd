# SPDX-License-Identifier: Apache-2.0
"""Only manage.py names a class, the one for people."""
from configurations import Configuration, values


class Base(Configuration):
    ROOT_URLCONF = "crew.urls"
    SECRET_KEY = values.SecretValue()
    DEBUG = values.BooleanValue(False)
    ALLOWED_HOSTS = values.ListValue(["crew.example"])
    INSTALLED_APPS = ["django.contrib.auth", "rest_framework"]
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
                  "django.contrib.sessions.middleware.SessionMiddleware"]
    AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
    REST_FRAMEWORK = {
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
        "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
    }


class Local(Base):
    DEBUG = True


class Production(Base):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SESSION_COOKIE_SECURE = False  # finds: insecure-cookie-setting
    CSRF_COOKIE_SECURE = True


class Test(Base):
    DEBUG = True
