# SPDX-License-Identifier: Apache-2.0
from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

from counters import opened


class CountersConfig(AppConfig):
    name = "counters"
    served = None

    def ready(self):
        from . import desks  # noqa: F401
        if module_has_submodule(self.module, "views"):
            module = import_module(self.name + ".views")
            self.served = [getattr(module, name) for name in dir(module) if name.endswith("Counter")]
        opened.append("counter-at-the-door")
