# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
INSTALLED_APPS = ["rest_framework"]
REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"]}
