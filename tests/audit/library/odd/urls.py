# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from odd import views

urlpatterns = [path(f"{name.lower()}/", vars(views)[name].as_view()) for name in "Matched Reduced Named ByMethod".split()]
for _number in range(1, 3):
    urlpatterns.append(path("numbered/%d/" % _number, getattr(views, f"Numbered{_number}").as_view()))
for _each in (views.Above, views.Between):
    _name = _each.__name__
    urlpatterns += [
        path(_name + "/", _each.as_view({"get": "list", "post": "create"})),
        path(_name + "/<pk>/", _each.as_view(dict(get="retrieve", delete="destroy"))),
    ]
urlpatterns += (path("guarded/", views.guarded), path(f"{views.strict.__name__}/<int:number>/", views.strict))
