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
from djoser.conf import permissions_of
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
    def get_permissions(self): return permissions_of(self, super().get_permissions)
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
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.utils.decorators import method_decorator
from django.views.generic.base import View
from django.views.generic.edit import FormView
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.forms import AllowForm
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.views.mixins import OAuthLibMixin
class BaseAuthorizationView(LoginRequiredMixin, OAuthLibMixin, View):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
class AuthorizationView(BaseAuthorizationView, FormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
class TokenView(OAuthLibMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
class RevokeTokenView(OAuthLibMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
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
#: module allauth.account.mixins
from allauth.core.exceptions import ImmediateHttpResponse
class RedirectAuthenticatedUserMixin(): pass
class LogoutFunctionalityMixin(): pass
class AjaxCapableProcessFormViewMixin():
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class CloseableSignupMixin(): pass
class NextRedirectMixin(): pass
#: module allauth.account.views._account
from django.views.generic.base import TemplateView
class AccountInactiveView(TemplateView): pass
account_inactive = AccountInactiveView.as_view()
#: module allauth.account.views._authentication_by_code
from allauth.account.internal.flows._authenticate_by_code import BaseConfirmAuthenticationCodeProcess
from allauth.account.mixins import NextRedirectMixin
from django.views.generic.edit import FormView
class BaseConfirmAuthenticationCodeView(NextRedirectMixin, FormView): pass
#: module allauth.account.views._email_change
from allauth.account.forms import AddEmailForm
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView
class EmailView(AjaxCapableProcessFormViewMixin, FormView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
    def post(self, request, *args, **kwargs): return __taint__('none')
email = EmailView.as_view()
#: module allauth.account.views._email_verification
from allauth.account.forms import ChangeEmailForm
from allauth.account.forms import ConfirmEmailVerificationCodeForm
from allauth.account.mixins import LogoutFunctionalityMixin
from allauth.account.mixins import NextRedirectMixin
from allauth.account.models import EmailConfirmation
from allauth.account.stages import EmailVerificationStage
from allauth.account.stages import LoginStageController
from allauth.core.exceptions import RateLimited
from django.views.generic.base import TemplateView
from django.views.generic.edit import FormView
class ConfirmEmailView(NextRedirectMixin, LogoutFunctionalityMixin, TemplateView):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class EmailVerificationSentView(TemplateView): pass
class ConfirmEmailVerificationCodeView(NextRedirectMixin, FormView): pass
confirm_email = ConfirmEmailView.as_view()
def email_verification_sent(request, *args, **kwargs): return __taint__('none')
#: module allauth.account.views._login
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.forms import LoginForm
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.mixins import NextRedirectMixin
from allauth.account.mixins import RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginByCodeStage
from allauth.account.views._authentication_by_code import BaseConfirmAuthenticationCodeView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.exceptions import RateLimited
from django.views.generic.edit import FormView
class LoginView(NextRedirectMixin, RedirectAuthenticatedUserMixin, AjaxCapableProcessFormViewMixin, FormView): pass
class RequestLoginCodeView(RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView): pass
class ConfirmLoginCodeView(BaseConfirmAuthenticationCodeView): pass
confirm_login_code = ConfirmLoginCodeView.as_view()
login = LoginView.as_view()
request_login_code = RequestLoginCodeView.as_view()
#: module allauth.account.views._logout
from allauth.account.mixins import LogoutFunctionalityMixin
from allauth.account.mixins import NextRedirectMixin
from django.views.generic.base import TemplateView
class LogoutView(NextRedirectMixin, LogoutFunctionalityMixin, TemplateView):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
logout = LogoutView.as_view()
#: module allauth.account.views._password_change
from allauth.account.forms import ChangePasswordForm
from allauth.account.forms import SetPasswordForm
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.mixins import NextRedirectMixin
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView
class PasswordChangeView(AjaxCapableProcessFormViewMixin, NextRedirectMixin, FormView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
class PasswordSetView(AjaxCapableProcessFormViewMixin, NextRedirectMixin, FormView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
password_change = PasswordChangeView.as_view()
password_set = PasswordSetView.as_view()
#: module allauth.account.views._password_reset
from allauth.account.forms import ConfirmPasswordResetCodeForm
from allauth.account.forms import ResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm
from allauth.account.forms import UserTokenForm
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.mixins import LogoutFunctionalityMixin
from allauth.account.mixins import NextRedirectMixin
from django.views.generic.base import TemplateView
from django.views.generic.edit import FormView
class PasswordResetView(NextRedirectMixin, AjaxCapableProcessFormViewMixin, FormView): pass
class PasswordResetDoneView(TemplateView): pass
class PasswordResetFromKeyView(AjaxCapableProcessFormViewMixin, NextRedirectMixin, LogoutFunctionalityMixin, FormView): pass
class PasswordResetFromKeyDoneView(TemplateView): pass
class CompletePasswordResetView(NextRedirectMixin, FormView): pass
class ConfirmPasswordResetCodeView(NextRedirectMixin, FormView): pass
complete_password_reset = CompletePasswordResetView.as_view()
confirm_password_reset_code = ConfirmPasswordResetCodeView.as_view()
password_reset = PasswordResetView.as_view()
password_reset_done = PasswordResetDoneView.as_view()
password_reset_from_key = PasswordResetFromKeyView.as_view()
password_reset_from_key_done = PasswordResetFromKeyDoneView.as_view()
#: module allauth.account.views._reauthenticate
from allauth.account.forms import ConfirmReauthenticationCodeForm
from allauth.account.forms import ReauthenticateForm
from allauth.account.forms import RequestReauthenticationCodeForm
from allauth.account.mixins import NextRedirectMixin
from allauth.account.views._authentication_by_code import BaseConfirmAuthenticationCodeView
from allauth.core.exceptions import RateLimited
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.generic.edit import FormView
class BaseReauthenticateView(NextRedirectMixin, FormView): pass
class ReauthenticateView(BaseReauthenticateView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
class RequestReauthenticationCodeView(BaseReauthenticateView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
class ConfirmReauthenticationCodeView(BaseConfirmAuthenticationCodeView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
confirm_reauthentication_code = ConfirmReauthenticationCodeView.as_view()
reauthenticate = ReauthenticateView.as_view()
request_reauthentication_code = RequestReauthenticationCodeView.as_view()
#: module allauth.account.views._signup
from allauth.account.forms import SignupForm
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.mixins import CloseableSignupMixin
from allauth.account.mixins import NextRedirectMixin
from allauth.account.mixins import RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginStage
from allauth.core.exceptions import ImmediateHttpResponse
from django.views.generic.edit import FormView
class SignupView(RedirectAuthenticatedUserMixin, CloseableSignupMixin, NextRedirectMixin, AjaxCapableProcessFormViewMixin, FormView): pass
class SignupByPasskeyView(SignupView): pass
signup = SignupView.as_view()
signup_by_passkey = SignupByPasskeyView.as_view()
#: module allauth.socialaccount.views
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from allauth.account.mixins import CloseableSignupMixin
from allauth.account.mixins import RedirectAuthenticatedUserMixin
from allauth.socialaccount.forms import DisconnectForm
from allauth.socialaccount.forms import SignupForm
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.generic.base import TemplateView
from django.views.generic.edit import FormView
class SignupView(RedirectAuthenticatedUserMixin, CloseableSignupMixin, AjaxCapableProcessFormViewMixin, FormView): pass
class LoginCancelledView(TemplateView): pass
class LoginErrorView(TemplateView):
    def get(self, request, *args, **kwargs): return __taint__('none')
class ConnectionsView(AjaxCapableProcessFormViewMixin, FormView):
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
connections = ConnectionsView.as_view()
login_cancelled = LoginCancelledView.as_view()
login_error = LoginErrorView.as_view()
signup = SignupView.as_view()
#: module django_prometheus.exports
from threading import Thread
class PrometheusEndpointServer(Thread): pass
def ExportToDjangoView(request, *args, **kwargs): return __taint__('none')
#: module django_rq.cron_views
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django_rq.cron import DjangoCronScheduler
@login_required
def cron_job_detail(request, *args, **kwargs): return __taint__('none')
@login_required
def cron_scheduler_detail(request, *args, **kwargs): return __taint__('none')
#: module django_rq.stats_views
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django_rq.contrib.prometheus import RQCollector
@login_required
def prometheus_metrics(request, *args, **kwargs): return __taint__('none')
@login_required
def stats(request, *args, **kwargs): return __taint__('none')
@login_required
def stats_json(request, *args, **kwargs): return __taint__('none')
#: module django_rq.views
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
@login_required
def actions(request, *args, **kwargs): return __taint__('none')
@login_required
def clear_queue(request, *args, **kwargs): return __taint__('none')
@login_required
def confirm_action(request, *args, **kwargs): return __taint__('none')
@login_required
def deferred_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def delete_failed_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def delete_job(request, *args, **kwargs): return __taint__('none')
@login_required
def enqueue_job(request, *args, **kwargs): return __taint__('none')
@login_required
def failed_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def finished_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def job_detail(request, *args, **kwargs): return __taint__('none')
@login_required
def jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def queue_details(request, *args, **kwargs): return __taint__('none')
@login_required
def requeue_all(request, *args, **kwargs): return __taint__('none')
@login_required
def requeue_job_view(request, *args, **kwargs): return __taint__('none')
@login_required
def result_detail(request, *args, **kwargs): return __taint__('none')
@login_required
def scheduled_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def scheduler_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def started_jobs(request, *args, **kwargs): return __taint__('none')
@login_required
def stop_job(request, *args, **kwargs): return __taint__('none')
@login_required
def worker_details(request, *args, **kwargs): return __taint__('none')
@login_required
def workers(request, *args, **kwargs): return __taint__('none')
#: module hijack.views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.mixins import UserPassesTestMixin
from django.views.generic.base import View
from django.views.generic.detail import SingleObjectMixin
class SuccessUrlMixin(): pass
class LockUserTableMixin():
    def dispatch(self, *args, **kwargs): return __taint__('none')
class AcquireUserView(LoginRequiredMixin, LockUserTableMixin, UserPassesTestMixin, SuccessUrlMixin, SingleObjectMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
class ReleaseUserView(LoginRequiredMixin, LockUserTableMixin, UserPassesTestMixin, SuccessUrlMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.views.application
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic.detail import DetailView
from django.views.generic.edit import CreateView
from django.views.generic.edit import DeleteView
from django.views.generic.edit import UpdateView
from django.views.generic.list import ListView
from oauth2_provider.forms import ApplicationForm
class ApplicationOwnerIsUserMixin(LoginRequiredMixin): pass
class ApplicationRegistration(LoginRequiredMixin, CreateView): pass
class ApplicationDetail(ApplicationOwnerIsUserMixin, DetailView): pass
class ApplicationList(ApplicationOwnerIsUserMixin, ListView): pass
class ApplicationDelete(ApplicationOwnerIsUserMixin, DeleteView): pass
class ApplicationUpdate(ApplicationOwnerIsUserMixin, UpdateView): pass
#: module oauth2_provider.views.device
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms.forms import Form
from django.views.generic.base import View
from django.views.generic.detail import DetailView
from django.views.generic.edit import FormView
from oauth2_provider.models import AbstractDeviceGrant
from oauth2_provider.models import DeviceCodeResponse
from oauth2_provider.models import DeviceRequest
from oauth2_provider.views.mixins import OAuthLibMixin
class DeviceAuthorizationView(OAuthLibMixin, View):
    def post(self, request, *args, **kwargs): return __taint__('none')
class DeviceGrantForm(Form): pass
class DeviceUserCodeView(LoginRequiredMixin, FormView): pass
class DeviceConfirmForm(Form): pass
class DeviceConfirmView(LoginRequiredMixin, FormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
class DeviceGrantStatusView(LoginRequiredMixin, DetailView): pass
#: module oauth2_provider.views.dynamic_client_registration
from django.views.generic.base import View
from oauth2_provider.models import AbstractAccessToken
from oauth2_provider.models import AbstractApplication
class DynamicClientRegistrationView(View):
    def post(self, request, *args, **kwargs): return __taint__('none')
class _AuthenticatedRegistration(): pass
class DynamicClientRegistrationManagementView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def put(self, request, *args, **kwargs): return __taint__('none')
    def delete(self, request, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.views.introspect
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from oauth2_provider.views.generic import ClientProtectedScopedResourceView
class IntrospectTokenView(ClientProtectedScopedResourceView):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs): return super().dispatch(request, *args, **kwargs)
#: module oauth2_provider.views.metadata
from django.views.generic.base import View
from oauth2_provider.models import AbstractGrant
class ServerMetadataViewMixin(): pass
class OAuthServerMetadataView(ServerMetadataViewMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class OAuthProtectedResourceMetadataView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.views.oidc
from django.views.generic.base import View
from django.views.generic.edit import FormView
from oauth2_provider.exceptions import ClientIdMissmatch
from oauth2_provider.exceptions import InvalidIDTokenError
from oauth2_provider.exceptions import InvalidOIDCClientError
from oauth2_provider.exceptions import InvalidOIDCRedirectURIError
from oauth2_provider.exceptions import LogoutDenied
from oauth2_provider.exceptions import OIDCError
from oauth2_provider.forms import ConfirmLogoutForm
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.models import AbstractGrant
from oauth2_provider.models import Application
from oauth2_provider.views.metadata import ServerMetadataViewMixin
from oauth2_provider.views.mixins import OAuthLibMixin
from oauth2_provider.views.mixins import OIDCLogoutOnlyMixin
from oauth2_provider.views.mixins import OIDCOnlyMixin
class ConnectDiscoveryInfoView(ServerMetadataViewMixin, OIDCOnlyMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class JwksInfoView(OIDCOnlyMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class UserInfoView(OIDCOnlyMixin, OAuthLibMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
class RPInitiatedLogoutView(OIDCLogoutOnlyMixin, FormView):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module oauth2_provider.views.token
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic.edit import DeleteView
from django.views.generic.list import ListView
class AuthorizedTokensListView(LoginRequiredMixin, ListView): pass
class AuthorizedTokenDeleteView(LoginRequiredMixin, DeleteView): pass
#: module silk.views.clear_db
from django.views.generic.base import View
from silk.config import SilkyConfig
from silk.models import Profile
from silk.models import Request
from silk.models import Response
from silk.models import SQLQuery
class ClearDBView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.cprofile
from django.views.generic.base import View
from silk.models import Request
class CProfileView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.profile_detail
from django.views.generic.base import View
from silk.models import Profile
class ProfilingDetailView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.profile_dot
from django.views.generic.base import View
from silk.models import Request
class ProfileDotView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.profile_download
from django.views.generic.base import View
from silk.models import Request
class ProfileDownloadView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.profiling
from django.views.generic.base import View
from silk.models import Profile
from silk.models import Request
from silk.request_filters import BaseFilter
from silk.request_filters import FiltersManager
class ProfilingView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.raw
from django.views.generic.base import View
from silk.models import Request
class Raw(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.request_detail
from django.views.generic.base import View
from silk.models import Request
class RequestView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.requests
from django.views.generic.base import View
from silk.models import Request
from silk.models import Response
from silk.request_filters import BaseFilter
from silk.request_filters import FiltersManager
class RequestsView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.sql
from django.views.generic.base import View
from silk.models import Profile
from silk.models import Request
from silk.models import SQLQuery
class SQLView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.sql_detail
from django.views.generic.base import View
from silk.models import Profile
from silk.models import Request
from silk.models import SQLQuery
class SQLDetailView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
#: module silk.views.summary
from django.views.generic.base import View
from silk.request_filters import BaseFilter
from silk.request_filters import FiltersManager
class SummaryView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
#: module social_django.views
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from social_django.constants import LaunchBridge
from social_django.constants import RedirectParamName
def app_launch(request, *args, **kwargs): return __taint__('none')
def auth(request, *args, **kwargs): return __taint__('none')
def complete(request, *args, **kwargs): return __taint__('none')
@login_required
def disconnect(request, *args, **kwargs): return __taint__('none')
def idp_launch(request, *args, **kwargs): return __taint__('none')
#: module watchman.views
def dashboard(request, *args, **kwargs): return __taint__('none')
def ping(request, *args, **kwargs): return __taint__('none')
def status(request, *args, **kwargs): return __taint__('none')
#: module dj_rest_auth.urls
from dj_rest_auth.views import LoginView
from dj_rest_auth.views import LogoutView
from dj_rest_auth.views import PasswordChangeView
from dj_rest_auth.views import PasswordResetConfirmView
from dj_rest_auth.views import PasswordResetView
from dj_rest_auth.views import UserDetailsView
from django.urls import path, re_path
from rest_framework_simplejwt.views import TokenRefreshView
from rest_framework_simplejwt.views import TokenVerifyView
urlpatterns = [
    re_path('password/reset/?$', PasswordResetView.as_view()),
    re_path('password/reset/confirm/?$', PasswordResetConfirmView.as_view()),
    re_path('login/?$', LoginView.as_view()),
    re_path('logout/?$', LogoutView.as_view()),
    re_path('user/?$', UserDetailsView.as_view()),
    re_path('password/change/?$', PasswordChangeView.as_view()),
]
if (__setting__('REST_AUTH') or {}).get('USE_JWT', __setting__('REST_USE_JWT')):
    urlpatterns += [
        re_path('token/verify/?$', TokenVerifyView.as_view()),
        re_path('token/refresh/?$', TokenRefreshView.as_view()),
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
#: module oauth2_provider.urls
from django.urls import path, re_path
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
from oauth2_provider.views.introspect import IntrospectTokenView
from oauth2_provider.views.metadata import OAuthProtectedResourceMetadataView
from oauth2_provider.views.metadata import OAuthServerMetadataView
from oauth2_provider.views.oidc import ConnectDiscoveryInfoView
from oauth2_provider.views.oidc import JwksInfoView
from oauth2_provider.views.oidc import RPInitiatedLogoutView
from oauth2_provider.views.oidc import UserInfoView
from oauth2_provider.views.token import AuthorizedTokenDeleteView
from oauth2_provider.views.token import AuthorizedTokensListView
urlpatterns = [
    path('.well-known/oauth-authorization-server', OAuthServerMetadataView.as_view()),
    path('.well-known/oauth-authorization-server/<path:issuer_path>', OAuthServerMetadataView.as_view()),
    path('.well-known/oauth-protected-resource', OAuthProtectedResourceMetadataView.as_view()),
    path('.well-known/oauth-protected-resource/<path:resource_path>', OAuthProtectedResourceMetadataView.as_view()),
    path('authorize/', AuthorizationView.as_view()),
    path('token/', TokenView.as_view()),
    path('revoke_token/', RevokeTokenView.as_view()),
    path('introspect/', IntrospectTokenView.as_view()),
    path('device-authorization/', DeviceAuthorizationView.as_view()),
    path('device/', DeviceUserCodeView.as_view()),
    path('device-confirm/<slug:client_id>/<slug:user_code>', DeviceConfirmView.as_view()),
    path('device-grant-status/<slug:client_id>/<slug:user_code>', DeviceGrantStatusView.as_view()),
    path('applications/', ApplicationList.as_view()),
    path('applications/register/', ApplicationRegistration.as_view()),
    path('applications/<slug:pk>/', ApplicationDetail.as_view()),
    path('applications/<slug:pk>/delete/', ApplicationDelete.as_view()),
    path('applications/<slug:pk>/update/', ApplicationUpdate.as_view()),
    path('authorized_tokens/', AuthorizedTokensListView.as_view()),
    path('authorized_tokens/<slug:pk>/delete/', AuthorizedTokenDeleteView.as_view()),
    re_path('^\\.well-known/openid-configuration/?$', ConnectDiscoveryInfoView.as_view()),
    path('.well-known/jwks.json', JwksInfoView.as_view()),
    path('userinfo/', UserInfoView.as_view()),
    path('logout/', RPInitiatedLogoutView.as_view()),
    path('register/', DynamicClientRegistrationView.as_view()),
    path('register/<str:client_id>/', DynamicClientRegistrationManagementView.as_view()),
]
#: module allauth.urls
from allauth.account.views._account import AccountInactiveView
from allauth.account.views._email_change import EmailView
from allauth.account.views._email_verification import ConfirmEmailView
from allauth.account.views._email_verification import email_verification_sent
from allauth.account.views._login import ConfirmLoginCodeView
from allauth.account.views._login import LoginView
from allauth.account.views._logout import LogoutView
from allauth.account.views._password_change import PasswordChangeView
from allauth.account.views._password_change import PasswordSetView
from allauth.account.views._password_reset import PasswordResetDoneView
from allauth.account.views._password_reset import PasswordResetFromKeyDoneView
from allauth.account.views._password_reset import PasswordResetFromKeyView
from allauth.account.views._password_reset import PasswordResetView
from allauth.account.views._reauthenticate import ConfirmReauthenticationCodeView
from allauth.account.views._reauthenticate import ReauthenticateView
from allauth.account.views._reauthenticate import RequestReauthenticationCodeView
from allauth.account.views._signup import SignupView
from allauth.socialaccount.views import ConnectionsView
from allauth.socialaccount.views import LoginCancelledView
from allauth.socialaccount.views import LoginErrorView
from allauth.socialaccount.views import SignupView
from django.urls import path, re_path
from django.views.generic.base import RedirectView
urlpatterns = [
    path('login/', LoginView.as_view()),
    path('logout/', LogoutView.as_view()),
    path('inactive/', AccountInactiveView.as_view()),
    path('signup/', SignupView.as_view()),
    path('reauthenticate/', ReauthenticateView.as_view()),
    path('reauthenticate/code/', RequestReauthenticationCodeView.as_view()),
    path('reauthenticate/code/confirm/', ConfirmReauthenticationCodeView.as_view()),
    path('email/', EmailView.as_view()),
    path('confirm-email/', email_verification_sent),
    path('password/change/', PasswordChangeView.as_view()),
    path('password/set/', PasswordSetView.as_view()),
    path('password/reset/', PasswordResetView.as_view()),
    path('login/code/confirm/', ConfirmLoginCodeView.as_view()),
    re_path('^confirm-email/(?P<key>[-:\\w]+)/$', ConfirmEmailView.as_view()),
    path('password/reset/key/done/', PasswordResetFromKeyDoneView.as_view()),
    re_path('^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$', PasswordResetFromKeyView.as_view()),
    path('password/reset/done/', PasswordResetDoneView.as_view()),
    path('3rdparty/login/cancelled/', LoginCancelledView.as_view()),
    path('3rdparty/login/error/', LoginErrorView.as_view()),
    path('3rdparty/signup/', SignupView.as_view()),
    path('3rdparty/', ConnectionsView.as_view()),
    path('social/login/cancelled/', RedirectView.as_view()),
    path('social/login/error/', RedirectView.as_view()),
    path('social/signup/', RedirectView.as_view()),
    path('social/connections/', RedirectView.as_view()),
]
#: module allauth.account.urls
from allauth.account.views._account import AccountInactiveView
from allauth.account.views._email_change import EmailView
from allauth.account.views._email_verification import ConfirmEmailView
from allauth.account.views._email_verification import email_verification_sent
from allauth.account.views._login import ConfirmLoginCodeView
from allauth.account.views._login import LoginView
from allauth.account.views._logout import LogoutView
from allauth.account.views._password_change import PasswordChangeView
from allauth.account.views._password_change import PasswordSetView
from allauth.account.views._password_reset import PasswordResetDoneView
from allauth.account.views._password_reset import PasswordResetFromKeyDoneView
from allauth.account.views._password_reset import PasswordResetFromKeyView
from allauth.account.views._password_reset import PasswordResetView
from allauth.account.views._reauthenticate import ConfirmReauthenticationCodeView
from allauth.account.views._reauthenticate import ReauthenticateView
from allauth.account.views._reauthenticate import RequestReauthenticationCodeView
from allauth.account.views._signup import SignupView
from django.urls import path, re_path
urlpatterns = [
    path('login/', LoginView.as_view()),
    path('logout/', LogoutView.as_view()),
    path('inactive/', AccountInactiveView.as_view()),
    path('signup/', SignupView.as_view()),
    path('reauthenticate/', ReauthenticateView.as_view()),
    path('reauthenticate/code/', RequestReauthenticationCodeView.as_view()),
    path('reauthenticate/code/confirm/', ConfirmReauthenticationCodeView.as_view()),
    path('email/', EmailView.as_view()),
    path('confirm-email/', email_verification_sent),
    path('password/change/', PasswordChangeView.as_view()),
    path('password/set/', PasswordSetView.as_view()),
    path('password/reset/', PasswordResetView.as_view()),
    path('login/code/confirm/', ConfirmLoginCodeView.as_view()),
    re_path('^confirm-email/(?P<key>[-:\\w]+)/$', ConfirmEmailView.as_view()),
    path('password/reset/key/done/', PasswordResetFromKeyDoneView.as_view()),
    re_path('^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$', PasswordResetFromKeyView.as_view()),
    path('password/reset/done/', PasswordResetDoneView.as_view()),
]
#: module social_django.urls
from django.urls import path, re_path
from social_django.views import app_launch
from social_django.views import auth
from social_django.views import complete
from social_django.views import disconnect
from social_django.views import idp_launch
urlpatterns = [
    path('login/<str:backend>/', auth),
    path('complete/<str:backend>/', complete),
    path('idp-launch/<str:backend>/', idp_launch),
    path('app-launch/<str:backend>/', app_launch),
    path('disconnect/<str:backend>/', disconnect),
    path('disconnect/<str:backend>/<int:association_id>/', disconnect),
]
#: module django_prometheus.urls
from django.urls import path, re_path
from django_prometheus.exports import ExportToDjangoView
urlpatterns = [
    path('metrics', ExportToDjangoView),
]
#: module silk.urls
from django.urls import path, re_path
from silk.views.clear_db import ClearDBView
from silk.views.cprofile import CProfileView
from silk.views.profile_detail import ProfilingDetailView
from silk.views.profile_dot import ProfileDotView
from silk.views.profile_download import ProfileDownloadView
from silk.views.profiling import ProfilingView
from silk.views.raw import Raw
from silk.views.request_detail import RequestView
from silk.views.requests import RequestsView
from silk.views.sql import SQLView
from silk.views.sql_detail import SQLDetailView
from silk.views.summary import SummaryView
urlpatterns = [
    path('', SummaryView.as_view()),
    path('requests/', RequestsView.as_view()),
    path('request/<uuid:request_id>/', RequestView.as_view()),
    path('request/<uuid:request_id>/sql/', SQLView.as_view()),
    path('request/<uuid:request_id>/sql/<int:sql_id>/', SQLDetailView.as_view()),
    path('request/<uuid:request_id>/raw/', Raw.as_view()),
    path('request/<uuid:request_id>/pyprofile/', ProfileDownloadView.as_view()),
    path('request/<uuid:request_id>/json/', ProfileDotView.as_view()),
    path('request/<uuid:request_id>/profiling/', ProfilingView.as_view()),
    path('request/<uuid:request_id>/profile/<int:profile_id>/', ProfilingDetailView.as_view()),
    path('request/<uuid:request_id>/profile/<int:profile_id>/sql/', SQLView.as_view()),
    path('request/<uuid:request_id>/profile/<int:profile_id>/sql/<int:sql_id>/', SQLDetailView.as_view()),
    path('profile/<int:profile_id>/', ProfilingDetailView.as_view()),
    path('profile/<int:profile_id>/sql/', SQLView.as_view()),
    path('profile/<int:profile_id>/sql/<int:sql_id>/', SQLDetailView.as_view()),
    path('profiling/', ProfilingView.as_view()),
    path('cleardb/', ClearDBView.as_view()),
    path('request/<uuid:request_id>/cprofile/', CProfileView.as_view()),
]
#: module django_rq.urls
from django.urls import path, re_path
from django_rq.cron_views import cron_job_detail
from django_rq.cron_views import cron_scheduler_detail
from django_rq.stats_views import prometheus_metrics
from django_rq.stats_views import stats
from django_rq.stats_views import stats_json
from django_rq.views import actions
from django_rq.views import clear_queue
from django_rq.views import confirm_action
from django_rq.views import deferred_jobs
from django_rq.views import delete_failed_jobs
from django_rq.views import delete_job
from django_rq.views import enqueue_job
from django_rq.views import failed_jobs
from django_rq.views import finished_jobs
from django_rq.views import job_detail
from django_rq.views import jobs
from django_rq.views import queue_details
from django_rq.views import requeue_all
from django_rq.views import requeue_job_view
from django_rq.views import result_detail
from django_rq.views import scheduled_jobs
from django_rq.views import scheduler_jobs
from django_rq.views import started_jobs
from django_rq.views import stop_job
from django_rq.views import worker_details
from django_rq.views import workers
urlpatterns = [
    re_path('^stats.json/?$', stats_json),
    re_path('^stats.json/(?P<token>[\\w]+)?/?$', stats_json),
    re_path('^metrics/?$', prometheus_metrics),
    path('', stats),
    path('queues/<int:queue_index>/', jobs),
    path('queues/<int:queue_index>/details/', queue_details),
    path('queues/<int:queue_index>/finished/', finished_jobs),
    path('queues/<int:queue_index>/failed/', failed_jobs),
    path('queues/<int:queue_index>/failed/clear/', delete_failed_jobs),
    path('queues/<int:queue_index>/scheduled/', scheduled_jobs),
    path('queues/<int:queue_index>/started/', started_jobs),
    path('queues/<int:queue_index>/deferred/', deferred_jobs),
    path('queues/<int:queue_index>/empty/', clear_queue),
    path('queues/<int:queue_index>/requeue-all/', requeue_all),
    path('queues/<int:queue_index>/<str:job_id>/', job_detail),
    path('queues/<int:queue_index>/<str:job_id>/results/<str:result_id>/', result_detail),
    path('queues/<int:queue_index>/<str:job_id>/delete/', delete_job),
    path('queues/<int:queue_index>/<str:job_id>/requeue/', requeue_job_view),
    path('queues/<int:queue_index>/<str:job_id>/enqueue/', enqueue_job),
    path('queues/<int:queue_index>/<str:job_id>/stop/', stop_job),
    path('queues/confirm-action/<int:queue_index>/', confirm_action),
    path('queues/actions/<int:queue_index>/', actions),
    path('workers/<int:queue_index>/', workers),
    path('workers/<int:queue_index>/<str:key>/', worker_details),
    path('schedulers/<int:scheduler_index>/', scheduler_jobs),
    path('cron-schedulers/<int:connection_index>/<str:scheduler_name>/', cron_scheduler_detail),
    path('cron-schedulers/<int:connection_index>/<str:scheduler_name>/jobs/<path:cron_job_name>/', cron_job_detail),
]
#: module hijack.urls
from django.urls import path, re_path
from hijack.views import AcquireUserView
from hijack.views import ReleaseUserView
urlpatterns = [
    path('acquire/', AcquireUserView.as_view()),
    path('release/', ReleaseUserView.as_view()),
]
#: module watchman.urls
from django.urls import path, re_path
from watchman.views import dashboard
from watchman.views import ping
from watchman.views import status
urlpatterns = [
    re_path('^$', status),
    re_path('^dashboard/$', dashboard),
    re_path('^ping/$', ping),
]
