# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
INSTALLED_APPS = ["rest_framework"]
REST_FRAMEWORK = {  # BAD
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
