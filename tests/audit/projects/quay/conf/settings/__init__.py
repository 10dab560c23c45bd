# SPDX-License-Identifier: Apache-2.0
"""Configurations that stand in modules of their own; manage.py names one."""
from .local import Local
from .served import Served
