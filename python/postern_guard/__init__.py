# SPDX-License-Identifier: Apache-2.0
"""Accepts what postern guard has decided, and nothing else."""
from .assertion import Assertion, Refused
from .rest import GuardAuthentication, GuardPermission

__all__ = ["Assertion", "GuardAuthentication", "GuardPermission", "Refused"]
