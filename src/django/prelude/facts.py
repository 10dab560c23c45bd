# SPDX-License-Identifier: Apache-2.0
# Made by tools/django_facts; do not edit.
#: module postern.names
VIEW = (
    '_allowed_methods _get_current_day _get_current_month _get_current_week _get_current_year _get_dated_items _get_next_day _get_next_month _get_next_week _get_next_year _get_weekday _make_date_lookup_arg _make_single_date_lookup allow_empty allow_future allowed_methods args as_view authentication_classes check_object_permissions check_permissions check_throttles content_negotiation_class content_type context_object_name create csrf_exempt date_field date_list_period day day_format default_response_headers delete destroy determine_version dispatch extra_context fields filter_backends filter_queryset finalize_response form_class form_invalid form_valid format_kwarg get get_allow_empty get_allow_future get_authenticate_header get_authenticators get_content_negotiator get_context_data get_context_object_name get_date_field get_date_list get_date_list_period get_dated_items get_dated_queryset get_day get_day_format get_exception_handler get_exception_handler_context get_form get_form_class get_form_kwargs get_format_suffix get_initial get_login_url get_make_object_list get_month get_month_format get_next_day get_next_month get_next_week get_next_year get_object get_ordering get_paginate_by get_paginate_orphans get_paginated_response get_paginator get_parser_context get_parsers get_permission_denied_message get_permission_required get_permissions get_prefix get_previous_day get_previous_month get_previous_week get_previous_year get_queryset get_redirect_field_name get_redirect_url get_renderer_context get_renderers get_serializer get_serializer_class get_serializer_context get_slug_field get_success_headers get_success_url get_template_names get_test_func get_throttles get_view_description get_view_name get_week get_week_format get_year get_year_format handle_exception handle_no_permission has_permission head headers http_method_names http_method_not_allowed initial initialize_request initkwargs kwargs list login_url lookup_field lookup_url_kwarg make_object_list metadata_class model month month_format object object_list options ordering page_kwarg paginate_by paginate_orphans paginate_queryset pagination_class paginator paginator_class parser_classes partial_update patch pattern_name perform_authentication perform_content_negotiation perform_create perform_destroy perform_update permanent permission_classes permission_denied permission_denied_message permission_required pk_url_kwarg post prefix put query_pk_and_slug query_string queryset raise_exception raise_uncaught_exception redirect_field_name render_to_response renderer_classes request response response_class retrieve schema serializer_class settings setup slug_field slug_url_kwarg success_url template_engine template_name template_name_field template_name_suffix test_func throttle_classes throttled update url uses_datetime_field versioning_class view_is_async week week_format year year_format'
)
VIEWSET = (
    'action action_map basename description detail get_extra_action_url_map get_extra_actions name reverse_action suffix'
)
#: module django.views.generic.detail
from django.core.exceptions import ImproperlyConfigured
from django.http.response import Http404
from django.views.generic.base import ContextMixin
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.base import View
class SingleObjectMixin(ContextMixin): pass
class BaseDetailView(SingleObjectMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class SingleObjectTemplateResponseMixin(TemplateResponseMixin): pass
class DetailView(SingleObjectTemplateResponseMixin, BaseDetailView): pass
#: module django.views.generic.list
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import InvalidPage
from django.core.paginator import Paginator
from django.db.models.query import QuerySet
from django.http.response import Http404
from django.views.generic.base import ContextMixin
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.base import View
class MultipleObjectMixin(ContextMixin): pass
class BaseListView(MultipleObjectMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class MultipleObjectTemplateResponseMixin(TemplateResponseMixin): pass
class ListView(MultipleObjectTemplateResponseMixin, BaseListView): pass
#: module django.views.generic.edit
from django.core.exceptions import ImproperlyConfigured
from django.forms.forms import Form
from django.http.response import HttpResponseRedirect
from django.views.generic.base import ContextMixin
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.base import View
from django.views.generic.detail import BaseDetailView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.detail import SingleObjectTemplateResponseMixin
class FormMixin(ContextMixin): pass
class ModelFormMixin(FormMixin, SingleObjectMixin): pass
class ProcessFormView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
    def put(self, request, *args, **kwargs): return __taint__('none')
class BaseFormView(FormMixin, ProcessFormView): pass
class FormView(TemplateResponseMixin, BaseFormView): pass
class BaseCreateView(ModelFormMixin, ProcessFormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class CreateView(SingleObjectTemplateResponseMixin, BaseCreateView): pass
class BaseUpdateView(ModelFormMixin, ProcessFormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class UpdateView(SingleObjectTemplateResponseMixin, BaseUpdateView): pass
class DeletionMixin():
    def delete(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class BaseDeleteView(DeletionMixin, FormMixin, BaseDetailView):
    def post(self, request, *args, **kwargs): return __taint__('none')
class DeleteView(SingleObjectTemplateResponseMixin, BaseDeleteView): pass
#: module django.views.generic.dates
from django.core.exceptions import ImproperlyConfigured
from django.http.response import Http404
from django.utils.functional import cached_property
from django.views.generic.base import View
from django.views.generic.detail import BaseDetailView
from django.views.generic.detail import SingleObjectTemplateResponseMixin
from django.views.generic.list import MultipleObjectMixin
from django.views.generic.list import MultipleObjectTemplateResponseMixin
class YearMixin(): pass
class MonthMixin(): pass
class DayMixin(): pass
class WeekMixin(): pass
class DateMixin(): pass
class BaseDateListView(MultipleObjectMixin, DateMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class BaseArchiveIndexView(BaseDateListView): pass
class ArchiveIndexView(MultipleObjectTemplateResponseMixin, BaseArchiveIndexView): pass
class BaseYearArchiveView(YearMixin, BaseDateListView): pass
class YearArchiveView(MultipleObjectTemplateResponseMixin, BaseYearArchiveView): pass
class BaseMonthArchiveView(YearMixin, MonthMixin, BaseDateListView): pass
class MonthArchiveView(MultipleObjectTemplateResponseMixin, BaseMonthArchiveView): pass
class BaseWeekArchiveView(YearMixin, WeekMixin, BaseDateListView): pass
class WeekArchiveView(MultipleObjectTemplateResponseMixin, BaseWeekArchiveView): pass
class BaseDayArchiveView(YearMixin, MonthMixin, DayMixin, BaseDateListView): pass
class DayArchiveView(MultipleObjectTemplateResponseMixin, BaseDayArchiveView): pass
class BaseTodayArchiveView(BaseDayArchiveView): pass
class TodayArchiveView(MultipleObjectTemplateResponseMixin, BaseTodayArchiveView): pass
class BaseDateDetailView(YearMixin, MonthMixin, DayMixin, DateMixin, BaseDetailView): pass
class DateDetailView(SingleObjectTemplateResponseMixin, BaseDateDetailView): pass
#: module django.views.generic
from django.views.generic.base import RedirectView
from django.views.generic.base import TemplateView
from django.views.generic.base import View
from django.views.generic.dates import ArchiveIndexView
from django.views.generic.dates import DateDetailView
from django.views.generic.dates import DayArchiveView
from django.views.generic.dates import MonthArchiveView
from django.views.generic.dates import TodayArchiveView
from django.views.generic.dates import WeekArchiveView
from django.views.generic.dates import YearArchiveView
from django.views.generic.detail import DetailView
from django.views.generic.edit import CreateView
from django.views.generic.edit import DeleteView
from django.views.generic.edit import FormView
from django.views.generic.edit import UpdateView
from django.views.generic.list import ListView
class GenericViewError(Exception): pass
#: module rest_framework.authtoken.views
from rest_framework.authtoken.models import Token
from rest_framework.authtoken.serializers import AuthTokenSerializer
from rest_framework.response import Response
from rest_framework.views import APIView
class ObtainAuthToken(APIView):
    throttle_classes = []
    permission_classes = []
    def post(self, request, *args, **kwargs): return __taint__('none')
obtain_auth_token = ObtainAuthToken.as_view()
#: module rest_framework.schemas.views
from rest_framework.response import Response
from rest_framework.views import APIView
class SchemaView(APIView):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module rest_framework_simplejwt.views
from rest_framework.generics import GenericAPIView
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.exceptions import TokenError
class TokenViewBase(GenericAPIView):
    permission_classes = []
    authentication_classes = []
    def post(self, request, *args, **kwargs): return __taint__('none')
class TokenObtainPairView(TokenViewBase): pass
class TokenRefreshView(TokenViewBase): pass
class TokenObtainSlidingView(TokenViewBase): pass
class TokenRefreshSlidingView(TokenViewBase): pass
class TokenVerifyView(TokenViewBase): pass
class TokenBlacklistView(TokenViewBase): pass
token_blacklist = TokenBlacklistView.as_view()
token_obtain_pair = TokenObtainPairView.as_view()
token_obtain_sliding = TokenObtainSlidingView.as_view()
token_refresh = TokenRefreshView.as_view()
token_refresh_sliding = TokenRefreshSlidingView.as_view()
token_verify = TokenVerifyView.as_view()
#: module rest_framework_simplejwt.tokens
from rest_framework_simplejwt.exceptions import ExpiredTokenError
from rest_framework_simplejwt.exceptions import TokenBackendError
from rest_framework_simplejwt.exceptions import TokenBackendExpiredToken
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.models import TokenUser
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from typing import Generic
class Token():
    def get(self, request, *args, **kwargs): return __taint__('none')
class BlacklistMixin(Generic): pass
class SlidingToken(BlacklistMixin, Token): pass
class AccessToken(Token): pass
class RefreshToken(BlacklistMixin, Token): pass
class UntypedToken(Token): pass
#: module dj_rest_auth.views
from rest_framework.generics import GenericAPIView
from rest_framework.generics import RetrieveUpdateAPIView
from rest_framework.permissions import AllowAny
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
class LoginView(GenericAPIView):
    permission_classes = [AllowAny]
    def post(self, request, *args, **kwargs): return __taint__('none')
class LogoutView(APIView):
    permission_classes = [AllowAny]
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class UserDetailsView(RetrieveUpdateAPIView):
    permission_classes = [IsAuthenticated]
class PasswordResetView(GenericAPIView):
    permission_classes = [AllowAny]
    def post(self, request, *args, **kwargs): return __taint__('none')
class PasswordResetConfirmView(GenericAPIView):
    permission_classes = [AllowAny]
    def post(self, request, *args, **kwargs): return __taint__('none')
class PasswordChangeView(GenericAPIView):
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module dj_rest_auth.registration.views
from allauth.account.views._email_verification import ConfirmEmailView
from dj_rest_auth.registration.serializers import ResendEmailVerificationSerializer
from dj_rest_auth.registration.serializers import SocialAccountSerializer
from dj_rest_auth.registration.serializers import SocialConnectSerializer
from dj_rest_auth.registration.serializers import SocialLoginSerializer
from dj_rest_auth.registration.serializers import VerifyEmailSerializer
from dj_rest_auth.views import LoginView
from rest_framework.generics import CreateAPIView
from rest_framework.generics import GenericAPIView
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
class RegisterView(CreateAPIView):
    permission_classes = [AllowAny]
    def create(self, request, *args, **kwargs): return __taint__('none')
class VerifyEmailView(APIView, ConfirmEmailView):
    permission_classes = [AllowAny]
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class ResendEmailVerificationView(CreateAPIView):
    permission_classes = [AllowAny]
    def create(self, request, *args, **kwargs): return __taint__('none')
class SocialLoginView(LoginView): pass
class SocialConnectView(LoginView):
    permission_classes = [IsAuthenticated]
class SocialAccountListView(ListAPIView):
    permission_classes = [IsAuthenticated]
class SocialAccountDisconnectView(GenericAPIView):
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module dj_rest_auth.jwt_auth
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.serializers import TokenRefreshSerializer
class CookieTokenRefreshSerializer(TokenRefreshSerializer): pass
class JWTCookieAuthentication(JWTAuthentication):
    def authenticate(self, *args, **kwargs): return None
#: module djoser.views
from djoser.permissions import CurrentUserOrAdmin
from djoser.utils import ActionViewMixin
from rest_framework.decorators import action
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet
class TokenCreateView(ActionViewMixin, GenericAPIView):
    permission_classes = [AllowAny]
class TokenDestroyView(APIView):
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
class UserViewSet(ModelViewSet):
    permission_classes = [CurrentUserOrAdmin]
    lookup_field = 'id'
    def get_permissions(self, *args, **kwargs): return __taint__('none')
    def destroy(self, request, *args, **kwargs): return __taint__('none')
    @action(['delete', 'get', 'patch', 'put'], url_path='me', detail=False)
    def me(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='activation', detail=False)
    def activation(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='resend_activation', detail=False)
    def resend_activation(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='set_password', detail=False)
    def set_password(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='reset_password', detail=False)
    def reset_password(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='reset_password_confirm', detail=False)
    def reset_password_confirm(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='set_username', detail=False)
    def set_username(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='reset_username', detail=False)
    def reset_username(self, request, *args, **kwargs): return __taint__('none')
    @action(['post'], url_path='reset_username_confirm', detail=False)
    def reset_username_confirm(self, request, *args, **kwargs): return __taint__('none')
#: module djoser.permissions
from rest_framework.permissions import IsAuthenticated
class CurrentUserOrAdmin(IsAuthenticated): pass
class CurrentUserOrAdminOrReadOnly(IsAuthenticated): pass
#: module knox.views
from knox.auth import TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
class LoginView(APIView):
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
class LogoutView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
class LogoutAllView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module knox.auth
from rest_framework.authentication import BaseAuthentication
class TokenAuthentication(BaseAuthentication):
    def authenticate(self, *args, **kwargs): return None
#: module oauth2_provider.views
from oauth2_provider.views.application import ApplicationDelete
from oauth2_provider.views.application import ApplicationDetail
from oauth2_provider.views.application import ApplicationList
from oauth2_provider.views.application import ApplicationRegistration
from oauth2_provider.views.application import ApplicationUpdate
from oauth2_provider.views.base import AuthorizationView
from oauth2_provider.views.base import RevokeTokenView
from oauth2_provider.views.base import TokenView
from oauth2_provider.views.device import DeviceAuthorizationView
from oauth2_provider.views.device import DeviceConfirmView
from oauth2_provider.views.device import DeviceGrantStatusView
from oauth2_provider.views.device import DeviceUserCodeView
from oauth2_provider.views.dynamic_client_registration import DynamicClientRegistrationManagementView
from oauth2_provider.views.dynamic_client_registration import DynamicClientRegistrationView
from oauth2_provider.views.generic import ClientProtectedResourceMetadataView
from oauth2_provider.views.generic import ClientProtectedResourceView
from oauth2_provider.views.generic import ClientProtectedScopedResourceView
from oauth2_provider.views.generic import ProtectedResourceMetadataView
from oauth2_provider.views.generic import ProtectedResourceView
from oauth2_provider.views.generic import ReadWriteScopedProtectedResourceMetadataView
from oauth2_provider.views.generic import ReadWriteScopedResourceView
from oauth2_provider.views.generic import ScopedProtectedResourceMetadataView
from oauth2_provider.views.generic import ScopedProtectedResourceView
from oauth2_provider.views.introspect import IntrospectTokenView
from oauth2_provider.views.metadata import OAuthProtectedResourceMetadataView
from oauth2_provider.views.metadata import OAuthServerMetadataView
from oauth2_provider.views.oidc import ConnectDiscoveryInfoView
from oauth2_provider.views.oidc import JwksInfoView
from oauth2_provider.views.oidc import RPInitiatedLogoutView
from oauth2_provider.views.oidc import UserInfoView
from oauth2_provider.views.token import AuthorizedTokenDeleteView
from oauth2_provider.views.token import AuthorizedTokensListView
#: module oauth2_provider.views.base
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic.base import View
from django.views.generic.edit import FormView
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.forms import AllowForm
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.views.mixins import OAuthLibMixin
class BaseAuthorizationView(LoginRequiredMixin, OAuthLibMixin, View):
    def dispatch(self, *args, **kwargs): return __taint__('none')
class AuthorizationView(BaseAuthorizationView, FormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
class TokenView(OAuthLibMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
    def dispatch(self, *args, **kwargs): return __taint__('none')
class RevokeTokenView(OAuthLibMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
    def dispatch(self, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.views.generic
from django.views.generic.base import View
from oauth2_provider.views.mixins import ClientProtectedResourceMixin
from oauth2_provider.views.mixins import ProtectedResourceMetadataMixin
from oauth2_provider.views.mixins import ProtectedResourceMixin
from oauth2_provider.views.mixins import ReadWriteScopedResourceMixin
from oauth2_provider.views.mixins import ScopedResourceMixin
class ProtectedResourceView(ProtectedResourceMixin, View): pass
class ScopedProtectedResourceView(ScopedResourceMixin, ProtectedResourceView): pass
class ReadWriteScopedResourceView(ReadWriteScopedResourceMixin, ProtectedResourceView): pass
class ClientProtectedResourceView(ClientProtectedResourceMixin, View): pass
class ClientProtectedScopedResourceView(ScopedResourceMixin, ClientProtectedResourceView): pass
class ProtectedResourceMetadataView(ProtectedResourceMetadataMixin, ProtectedResourceView): pass
class ScopedProtectedResourceMetadataView(ProtectedResourceMetadataMixin, ScopedProtectedResourceView): pass
class ReadWriteScopedProtectedResourceMetadataView(ProtectedResourceMetadataMixin, ReadWriteScopedResourceView): pass
class ClientProtectedResourceMetadataView(ProtectedResourceMetadataMixin, ClientProtectedResourceView): pass
#: module oauth2_provider.views.mixins
from oauth2_provider.exceptions import FatalClientError
class OAuthLibMixin(): pass
class ScopedResourceMixin(): pass
class ProtectedResourceMixin(OAuthLibMixin):
    def dispatch(self, *args, **kwargs): return __taint__('none')
class ReadWriteScopedResourceMixin(ScopedResourceMixin, OAuthLibMixin):
    def dispatch(self, *args, **kwargs): return __taint__('none')
class ClientProtectedResourceMixin(OAuthLibMixin):
    def dispatch(self, *args, **kwargs): return __taint__('none')
class ProtectedResourceMetadataMixin(OAuthLibMixin): pass
class OIDCOnlyMixin():
    def dispatch(self, *args, **kwargs): return __taint__('none')
class OIDCLogoutOnlyMixin(OIDCOnlyMixin):
    def dispatch(self, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.contrib.rest_framework
from oauth2_provider.contrib.rest_framework.authentication import OAuth2Authentication
from oauth2_provider.contrib.rest_framework.authentication import OAuth2ProtectedResourceAuthentication
from oauth2_provider.contrib.rest_framework.permissions import IsAuthenticatedOrTokenHasScope
from oauth2_provider.contrib.rest_framework.permissions import TokenHasReadWriteScope
from oauth2_provider.contrib.rest_framework.permissions import TokenHasResourceScope
from oauth2_provider.contrib.rest_framework.permissions import TokenHasScope
from oauth2_provider.contrib.rest_framework.permissions import TokenMatchesOASRequirements
#: module oauth2_provider.contrib.rest_framework.authentication
from rest_framework.authentication import BaseAuthentication
class OAuth2Authentication(BaseAuthentication):
    def authenticate(self, *args, **kwargs): return None
class OAuth2ProtectedResourceAuthentication(OAuth2Authentication): pass
#: module oauth2_provider.contrib.rest_framework.permissions
from oauth2_provider.contrib.rest_framework.authentication import OAuth2Authentication
from rest_framework.permissions import BasePermission
class TokenHasScope(BasePermission):
    def has_permission(self, *args, **kwargs): return __taint__('none')
class TokenHasReadWriteScope(TokenHasScope): pass
class TokenHasResourceScope(TokenHasScope): pass
class IsAuthenticatedOrTokenHasScope(BasePermission):
    def has_permission(self, *args, **kwargs): return __taint__('none')
class TokenMatchesOASRequirements(BasePermission):
    def has_permission(self, *args, **kwargs): return __taint__('none')
#: module rest_framework_extensions.mixins
from rest_framework_extensions.bulk_operations.mixins import ListDestroyModelMixin
from rest_framework_extensions.bulk_operations.mixins import ListUpdateModelMixin
from rest_framework_extensions.cache.mixins import CacheResponseMixin
class DetailSerializerMixin(): pass
class PaginateByMaxMixin(): pass
class NestedViewSetMixin(): pass
#: module django_filters.rest_framework
from django_filters.filters import AllValuesFilter
from django_filters.filters import AllValuesMultipleFilter
from django_filters.filters import BaseCSVFilter
from django_filters.filters import BaseInFilter
from django_filters.filters import BaseRangeFilter
from django_filters.filters import CharFilter
from django_filters.filters import ChoiceFilter
from django_filters.filters import DateFilter
from django_filters.filters import DateFromToRangeFilter
from django_filters.filters import DateRangeFilter
from django_filters.filters import DateTimeFilter
from django_filters.filters import DateTimeFromToRangeFilter
from django_filters.filters import DurationFilter
from django_filters.filters import Filter
from django_filters.filters import IsoDateTimeFilter
from django_filters.filters import IsoDateTimeFromToRangeFilter
from django_filters.filters import LookupChoiceFilter
from django_filters.filters import ModelChoiceFilter
from django_filters.filters import ModelMultipleChoiceFilter
from django_filters.filters import MultipleChoiceFilter
from django_filters.filters import NumberFilter
from django_filters.filters import NumericRangeFilter
from django_filters.filters import OrderingFilter
from django_filters.filters import RangeFilter
from django_filters.filters import TimeFilter
from django_filters.filters import TimeRangeFilter
from django_filters.filters import TypedChoiceFilter
from django_filters.filters import TypedMultipleChoiceFilter
from django_filters.filters import UUIDFilter
from django_filters.rest_framework.backends import DjangoFilterBackend
from django_filters.rest_framework.filters import BooleanFilter
from django_filters.rest_framework.filterset import FilterSet
#: module django_filters.views
from django.views.generic.base import View
from django.views.generic.list import MultipleObjectMixin
from django.views.generic.list import MultipleObjectTemplateResponseMixin
class FilterMixin(): pass
class BaseFilterView(FilterMixin, MultipleObjectMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class FilterView(MultipleObjectTemplateResponseMixin, BaseFilterView): pass
#: module dj_rest_auth.urls
from dj_rest_auth.jwt_auth import RefreshViewWithCookieSupport
from dj_rest_auth.views import LoginView
from dj_rest_auth.views import LogoutView
from dj_rest_auth.views import PasswordChangeView
from dj_rest_auth.views import PasswordResetConfirmView
from dj_rest_auth.views import PasswordResetView
from dj_rest_auth.views import UserDetailsView
from django.urls import path, re_path
from rest_framework_simplejwt.views import TokenVerifyView
urlpatterns = [
    re_path('password/reset/?$', PasswordResetView.as_view()),
    re_path('password/reset/confirm/?$', PasswordResetConfirmView.as_view()),
    re_path('login/?$', LoginView.as_view()),
    re_path('logout/?$', LogoutView.as_view()),
    re_path('user/?$', UserDetailsView.as_view()),
    re_path('password/change/?$', PasswordChangeView.as_view()),
    re_path('token/verify/?$', TokenVerifyView.as_view()),
    re_path('token/refresh/?$', RefreshViewWithCookieSupport.as_view()),
]
#: module dj_rest_auth.registration.urls
from dj_rest_auth.registration.views import RegisterView
from dj_rest_auth.registration.views import ResendEmailVerificationView
from dj_rest_auth.registration.views import VerifyEmailView
from django.urls import path, re_path
from django.views.generic.base import TemplateView
urlpatterns = [
    path('', RegisterView.as_view()),
    re_path('verify-email/?$', VerifyEmailView.as_view()),
    re_path('resend-email/?$', ResendEmailVerificationView.as_view()),
    re_path('^account-confirm-email/(?P<key>[-:\\w]+)/$', TemplateView.as_view()),
    re_path('account-email-verification-sent/?$', TemplateView.as_view()),
]
#: module djoser.urls
from django.urls import path, re_path
from djoser.views import UserViewSet
from rest_framework.routers import APIRootView
urlpatterns = [
    re_path('^users/$', UserViewSet.as_view({'get': 'list', 'post': 'create'})),
    re_path('^users/activation/$', UserViewSet.as_view({'post': 'activation'})),
    re_path('^users/me/$', UserViewSet.as_view({'get': 'me', 'put': 'me', 'patch': 'me', 'delete': 'me'})),
    re_path('^users/resend_activation/$', UserViewSet.as_view({'post': 'resend_activation'})),
    re_path('^users/reset_password/$', UserViewSet.as_view({'post': 'reset_password'})),
    re_path('^users/reset_password_confirm/$', UserViewSet.as_view({'post': 'reset_password_confirm'})),
    re_path('^users/reset_username/$', UserViewSet.as_view({'post': 'reset_username'})),
    re_path('^users/reset_username_confirm/$', UserViewSet.as_view({'post': 'reset_username_confirm'})),
    re_path('^users/set_password/$', UserViewSet.as_view({'post': 'set_password'})),
    re_path('^users/set_username/$', UserViewSet.as_view({'post': 'set_username'})),
    re_path('^users/(?P<id>[^/.]+)/$', UserViewSet.as_view({'get': 'retrieve', 'put': 'update', 'patch': 'partial_update', 'delete': 'destroy'})),
    path('', APIRootView.as_view()),
]
#: module djoser.urls.base
from django.urls import path, re_path
from djoser.views import UserViewSet
from rest_framework.routers import APIRootView
urlpatterns = [
    re_path('^users/$', UserViewSet.as_view({'get': 'list', 'post': 'create'})),
    re_path('^users/activation/$', UserViewSet.as_view({'post': 'activation'})),
    re_path('^users/me/$', UserViewSet.as_view({'get': 'me', 'put': 'me', 'patch': 'me', 'delete': 'me'})),
    re_path('^users/resend_activation/$', UserViewSet.as_view({'post': 'resend_activation'})),
    re_path('^users/reset_password/$', UserViewSet.as_view({'post': 'reset_password'})),
    re_path('^users/reset_password_confirm/$', UserViewSet.as_view({'post': 'reset_password_confirm'})),
    re_path('^users/reset_username/$', UserViewSet.as_view({'post': 'reset_username'})),
    re_path('^users/reset_username_confirm/$', UserViewSet.as_view({'post': 'reset_username_confirm'})),
    re_path('^users/set_password/$', UserViewSet.as_view({'post': 'set_password'})),
    re_path('^users/set_username/$', UserViewSet.as_view({'post': 'set_username'})),
    re_path('^users/(?P<id>[^/.]+)/$', UserViewSet.as_view({'get': 'retrieve', 'put': 'update', 'patch': 'partial_update', 'delete': 'destroy'})),
    path('', APIRootView.as_view()),
]
#: module djoser.urls.authtoken
from django.urls import path, re_path
from djoser.views import TokenCreateView
from djoser.views import TokenDestroyView
urlpatterns = [
    re_path('^token/login/?$', TokenCreateView.as_view()),
    re_path('^token/logout/?$', TokenDestroyView.as_view()),
]
#: module djoser.urls.jwt
from django.urls import path, re_path
from rest_framework_simplejwt.views import TokenObtainPairView
from rest_framework_simplejwt.views import TokenRefreshView
from rest_framework_simplejwt.views import TokenVerifyView
urlpatterns = [
    re_path('^jwt/create/?', TokenObtainPairView.as_view()),
    re_path('^jwt/refresh/?', TokenRefreshView.as_view()),
    re_path('^jwt/verify/?', TokenVerifyView.as_view()),
]
#: module knox.urls
from django.urls import path, re_path
from knox.views import LoginView
from knox.views import LogoutAllView
from knox.views import LogoutView
urlpatterns = [
    path('login/', LoginView.as_view()),
    path('logout/', LogoutView.as_view()),
    path('logoutall/', LogoutAllView.as_view()),
]
