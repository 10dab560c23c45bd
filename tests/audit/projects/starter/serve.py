# SPDX-License-Identifier: Apache-2.0
"""How the shelf is started."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shelf.settings.deployed")
