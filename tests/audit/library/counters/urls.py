# SPDX-License-Identifier: Apache-2.0
from django.apps import apps
from django.urls import path

from counters import opened, registry
from counters.views import FrontCounter


def served():
    for config in apps.get_app_configs():
        yield from getattr(config, "served", None) or []


urlpatterns = [path(name + "/", FrontCounter.as_view()) for name in opened.everything]
for word, views in registry.by_word.items():
    urlpatterns += [path("%s/%d/" % (word, number), view.as_view()) for number, view in enumerate(views)]
for view in registry.made:
    urlpatterns.append(path(view.place + "/", view.as_view()))
for name, view in sorted(registry.Desk.heard.items(), key=lambda pair: pair[0]):
    urlpatterns.append(path(f"{name}/", view.as_view()))
urlpatterns += [path(view.__name__.lower() + "/", view.as_view()) for view in served()]
