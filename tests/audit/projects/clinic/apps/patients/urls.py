# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.generic import TemplateView

from . import views

app_name = "patients"
urlpatterns = [
    path("", views.PatientList.as_view()),
    path("<int:pk>/", views.PatientDetail.as_view()),
    path("dashboard/", views.dashboard),
    path("record/<uuid:pk>/", views.record),
    path("prescribe/", views.prescribe),
    path("audit-log/", views.audit_log),
    path("upload/", views.upload),
    path("by-hand/", views.by_hand),
    path("role-by-hand/", views.role_by_hand),
    re_path(r"^attachment/(?P<pk>\d+)/$", views.attachment),
    path("wrong-order/", views.WrongOrder.as_view()),
    path("letters/", views.Letters.as_view()),
    path("reports/", views.Reports.as_view()),
    path("imports/", views.Imports.as_view()),
    path("only-get/", views.OnlyGet.as_view()),
    path("stats/", views.Stats.as_view()),
    path("drf-on-plain/", views.DRFOnPlain.as_view()),
    path("exported/", views.Exported.as_view()),
    path("in-url/", login_required(TemplateView.as_view(template_name="y.html"))),
]
