# SPDX-License-Identifier: Apache-2.0
"""Settings of the lab. It is vulnerable on purpose and binds to loopback: never deploy it.

DEFAULT_PERMISSION_CLASSES is left unset, as in the articles: DRF then allows anybody, and that is
one of the cases. Sound views therefore name their authenticators and permissions themselves.
"""
import os
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = Path(os.environ.get("LAB_RUN", ROOT / "run-data"))

# LAB ONLY: made up, published here, protects nothing.
SECRET_KEY = "LAB-ONLY-7f1c0e52a94bd83e6650c2b1d7fa9e48-3b5d90c7e1f24a68"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "lab.urls"
WSGI_APPLICATION = "lab.wsgi.application"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "rest_framework.authtoken",
    "accounts",
    "shop",
    "patterns",
    "nearmiss",
    "articles",
    "jwtcases",
]

MIDDLEWARE = [
    "patterns.paths.PathGuards",
    "patterns.paths.MergeSlashes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [ROOT / "templates"],
    "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
}]

DATABASES = {"default": {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": RUN / "lab.sqlite3",
    "OPTIONS": {"timeout": 20},
}}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "articles.backends.BasicAuthBackend",
]

# LAB ONLY: cheap, so that scans and Basic authentication are fast. Never for real passwords.
PASSWORD_HASHERS = [os.environ.get("LAB_HASHER", "django.contrib.auth.hashers.MD5PasswordHasher")]

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/api/session/me/"

# As an article prints it, and set whether or not a proxy stands in front: anybody may claim https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_RATES": {"burst": "4/s"},
}

# LAB_ACCESS_SECONDS makes tokens short-lived, to test renewal in mid-scan.
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": SECRET_KEY,
    "ISSUER": "myapp",
    "AUDIENCE": "api",
    "USER_ID_CLAIM": "sub",
    "ACCESS_TOKEN_LIFETIME": timedelta(seconds=int(os.environ.get("LAB_ACCESS_SECONDS", 1800))),
    "REFRESH_TOKEN_LIFETIME": timedelta(hours=12),
}

LOGGING = {
    "version": 1,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": RUN / "django.log"}},
    "loggers": {"django": {"handlers": ["file"], "level": "ERROR", "propagate": False}},
}
