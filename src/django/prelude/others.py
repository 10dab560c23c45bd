# SPDX-License-Identifier: Apache-2.0
#: module rest_framework_simplejwt.authentication
from rest_framework.authentication import BaseAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken
class JWTAuthentication(BaseAuthentication):
    www_authenticate_realm = 'api'
    def authenticate(self, request):
        raw = self.get_header(request)
        token = None if raw is None else self.get_raw_token(raw)
        if token is None:
            return None
        validated_token = self.get_validated_token(token)
        return (self.get_user(validated_token), validated_token)
    def authenticate_header(self, request): return 'Bearer realm="api"'
    def get_header(self, request): return request.META.get('HTTP_AUTHORIZATION')
    def get_raw_token(self, header): return __taint__('input', header)
    def get_validated_token(self, raw_token):
        __fails__(InvalidToken)
        return __taint__('verified', raw_token)
    def get_user(self, validated_token): return __taint__('active', __taint__('stored', validated_token))
class JWTStatelessUserAuthentication(JWTAuthentication):
    def get_user(self, validated_token): return __taint__('active', validated_token)
JWTTokenUserAuthentication = JWTStatelessUserAuthentication

#: module rest_framework_simplejwt.exceptions
from rest_framework import exceptions
class TokenError(Exception): pass
class DetailDictMixin: pass
class AuthenticationFailed(DetailDictMixin, exceptions.AuthenticationFailed): pass
class InvalidToken(AuthenticationFailed): pass

#: module djoser.conf
DEFAULTS = {
    'activation': ['rest_framework.permissions.AllowAny'],
    'password_reset': ['rest_framework.permissions.AllowAny'],
    'password_reset_confirm': ['rest_framework.permissions.AllowAny'],
    'set_password': ['djoser.permissions.CurrentUserOrAdmin'],
    'username_reset': ['rest_framework.permissions.AllowAny'],
    'username_reset_confirm': ['rest_framework.permissions.AllowAny'],
    'set_username': ['djoser.permissions.CurrentUserOrAdmin'],
    'user_create': ['rest_framework.permissions.AllowAny'],
    'user_delete': ['djoser.permissions.CurrentUserOrAdmin'],
    'user_list': ['djoser.permissions.CurrentUserOrAdmin'],
}
NAMES = {'create': 'user_create', 'activation': 'activation', 'resend_activation': 'password_reset', 'list': 'user_list', 'reset_password': 'password_reset', 'reset_password_confirm': 'password_reset_confirm', 'set_password': 'set_password', 'set_username': 'set_username', 'reset_username': 'username_reset', 'reset_username_confirm': 'username_reset_confirm', 'destroy': 'user_delete'}
def permissions_of(view, otherwise):
    name = NAMES.get(view.action)
    if view.action == 'me' and view.request.method == 'DELETE':
        name = 'user_delete'
    if name is None:
        return otherwise()
    said = __setting__('DJOSER')
    if said is not None and 'PERMISSIONS' in said and name in said['PERMISSIONS']:
        return [each() for each in __import__(said['PERMISSIONS'][name])]
    return [each() for each in __import__(DEFAULTS[name])]

#: module django_lifecycle
from django.db.models import Model
class LifecycleModelMixin: pass
class LifecycleModel(LifecycleModelMixin, Model):
    class Meta:
        abstract = True

#: module django_lifecycle.models
from django_lifecycle import *

#: module drf_excel.mixins
class XLSXFileMixin:
    filename = 'export.xlsx'
    def get_filename(self, request=None, *args, **kwargs): return self.filename

#: module rest_flex_fields.views
from rest_framework import viewsets
class FlexFieldsMixin:
    permit_list_expands = []
class FlexFieldsModelViewSet(FlexFieldsMixin, viewsets.ModelViewSet): pass

#: module rest_flex_fields
from rest_flex_fields.views import FlexFieldsModelViewSet

#: module drf_spectacular.utils
def identity(func): return func
def extend_schema(*args, **kwargs): return identity
def extend_schema_view(*args, **kwargs): return identity
def extend_schema_serializer(*args, **kwargs): return identity
def extend_schema_field(*args, **kwargs): return identity

#: module drf_spectacular.views
from django.views.generic.base import RedirectView
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView
def said(name):
    settings = __setting__('SPECTACULAR_SETTINGS')
    return __import__(settings[name]) if settings is not None and name in settings else None
class Served(APIView):
    permission_classes = [AllowAny]
    if said('SERVE_PERMISSIONS') is not None:
        permission_classes = said('SERVE_PERMISSIONS')
    if said('SERVE_AUTHENTICATION') is not None:
        authentication_classes = said('SERVE_AUTHENTICATION')
    def get(self, request, *args, **kwargs): return __taint__('none')
class SpectacularAPIView(Served): pass
class SpectacularYAMLAPIView(SpectacularAPIView): pass
class SpectacularJSONAPIView(SpectacularAPIView): pass
class SpectacularSwaggerView(Served): pass
class SpectacularSwaggerSplitView(SpectacularSwaggerView): pass
class SpectacularRedocView(Served): pass
class SpectacularSwaggerOauthRedirectView(RedirectView): pass

#: module drf_yasg.utils
def swagger_auto_schema(*args, **kwargs): return lambda func: func
def swagger_serializer_method(*args, **kwargs): return lambda func: func

#: module drf_yasg.views
from rest_framework.views import APIView
from rest_framework.settings import api_settings
def get_schema_view(info=None, url=None, patterns=None, urlconf=None, public=False, validators=None, generator_class=None, authentication_classes=None, permission_classes=None):
    class SchemaView(APIView):
        def get(self, request, *args, **kwargs): return __taint__('none')
        @classmethod
        def without_ui(cls, cache_timeout=0, cache_kwargs=None): return cls.as_view()
        @classmethod
        def with_ui(cls, renderer='swagger', cache_timeout=0, cache_kwargs=None): return cls.as_view()
        @classmethod
        def as_cached_view(cls, *args, **kwargs): return cls.as_view()
    if permission_classes is not None:
        SchemaView.permission_classes = permission_classes
    if authentication_classes is not None:
        SchemaView.authentication_classes = authentication_classes
    return SchemaView

#: module jwt
class PyJWTError(Exception): pass
class InvalidTokenError(PyJWTError): pass
class DecodeError(InvalidTokenError): pass
class InvalidSignatureError(DecodeError): pass
class ExpiredSignatureError(InvalidTokenError): pass
class InvalidAudienceError(InvalidTokenError): pass
class InvalidIssuerError(InvalidTokenError): pass
class InvalidIssuedAtError(InvalidTokenError): pass
class ImmatureSignatureError(InvalidTokenError): pass
class MissingRequiredClaimError(InvalidTokenError): pass
class InvalidKeyError(PyJWTError): pass
class InvalidAlgorithmError(InvalidTokenError): pass
class PyJWKClientError(PyJWTError): pass
PyJWTError.__whole__ = True
def decode(jwt, key='', algorithms=None, options=None, verify=True, **kwargs):
    if jwt is None or jwt == '':
        raise DecodeError()
    __fails__(DecodeError)
    if (verify is False or algorithms is False) and __before__('pyjwt', 2):
        return __taint__('unverified', jwt)
    if options is not None and options.get('verify_signature', True) is False:
        return __taint__('unverified', jwt)
    return __taint__('verified', jwt)
def decode_complete(jwt, key='', algorithms=None, options=None, verify=True, **kwargs):
    return decode(jwt, key, algorithms, options, verify, **kwargs)
def get_unverified_header(jwt):
    __fails__(DecodeError)
    return __taint__('unverified', jwt)
def encode(payload, key, algorithm='HS256', **kwargs): return __taint__('none')
class PyJWKClient:
    def __init__(self, uri=None, *args, **kwargs): self.uri = uri
    def get_signing_key_from_jwt(self, token):
        if __tainted__('unverified', self.uri):
            return __taint__('unverified')
        return __taint__('stored')
    def get_signing_key(self, kid): return self.get_signing_key_from_jwt(kid)

#: module jwt.algorithms
has_crypto = True
def get_default_algorithms():
    return {'none': None, 'HS256': None, 'HS384': None, 'HS512': None, 'RS256': None, 'RS384': None, 'RS512': None,
            'ES256': None, 'ES384': None, 'ES512': None, 'PS256': None, 'PS384': None, 'PS512': None, 'EdDSA': None}

#: module jwt.exceptions
from jwt import *

#: module jose
class JOSEError(Exception): pass
class JWTError(JOSEError): pass
class JWKError(JOSEError): pass
class ExpiredSignatureError(JWTError): pass
class JWTClaimsError(JWTError): pass
from jose import jwt, jws

#: module jose.exceptions
from jose import *

#: module jose.jws
from jose import JOSEError
class JWSError(JOSEError): pass
def verify(token, key, algorithms=None, verify=True):
    __fails__(JWSError)
    if verify is False:
        return __taint__('unverified', token)
    return __taint__('verified', token)
def get_unverified_header(token): return __taint__('unverified', token)
def get_unverified_claims(token): return __taint__('unverified', token)
def sign(*args, **kwargs): return __taint__('none')

#: module jose.jwt
from jose import JWTError, ExpiredSignatureError, JWTClaimsError
def decode(token, key, algorithms=None, options=None, **kwargs):
    __fails__(JWTError)
    if options is not None and options.get('verify_signature', True) is False:
        return __taint__('unverified', token)
    return __taint__('verified', token)
def get_unverified_claims(token): return __taint__('unverified', token)
def get_unverified_header(token): return __taint__('unverified', token)
def encode(*args, **kwargs): return __taint__('none')

#: module authlib.jose
class JoseError(Exception): pass
class DecodeError(JoseError): pass
class BadSignatureError(JoseError): pass
class ExpiredTokenError(JoseError): pass
class InvalidClaimError(JoseError): pass
class InvalidTokenError(JoseError): pass
class MissingClaimError(JoseError): pass
class JsonWebToken:
    def __init__(self, algorithms=None, private_headers=None): self.algorithms = algorithms
    def decode(self, s, key, claims_cls=None, claims_options=None, claims_params=None):
        __fails__(JoseError)
        return __taint__('verified', s)
    def encode(self, *args, **kwargs): return __taint__('none')
class JsonWebKey:
    @classmethod
    def import_key(cls, raw, options=None): return __taint__('none', raw)
    @classmethod
    def import_key_set(cls, raw): return __taint__('none', raw)
jwt = JsonWebToken('all')

#: module authlib.jose.errors
from authlib.jose import *

#: module authlib.jose.rfc7519
from authlib.jose import JsonWebToken, jwt

#: module hmac
from django.utils.crypto import shows_nothing
def new(*args, **kwargs): return __taint__('none')
def compare_digest(a, b):
    if (a is None and __known__(a)) or (b is None and __known__(b)):
        raise TypeError()
    return False if shows_nothing(a, b) or shows_nothing(b, a) else a == b

#: module secrets
from django.utils.crypto import shows_nothing
def compare_digest(a, b):
    if (a is None and __known__(a)) or (b is None and __known__(b)):
        raise TypeError()
    return False if shows_nothing(a, b) or shows_nothing(b, a) else a == b
def token_urlsafe(*args): return __taint__('none')
def token_hex(*args): return __taint__('none')

#: module binascii
class Error(ValueError): pass
def unhexlify(*args):
    __fails__(Error)
    return __taint__('input', *args)

#: module base64
from binascii import Error
def b64decode(data, *args, **kwargs):
    __fails__(Error)
    return __taint__('none', data)
def urlsafe_b64decode(data):
    __fails__(Error)
    return __taint__('none', data)
def b64encode(data): return __taint__('none', data)
def urlsafe_b64encode(data): return __taint__('none', data)
