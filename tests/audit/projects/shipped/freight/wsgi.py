# SPDX-License-Identifier: Apache-2.0
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "freight.settings")
os.environ.setdefault("DJANGO_CONFIGURATION", "Local")
