# SPDX-License-Identifier: Apache-2.0
#: module django.conf
class Settings:
    def __getattr__(self, name):
        return __setting__(name)
settings = Settings()

#: module django.conf.global_settings
DEBUG = False
ALLOWED_HOSTS = []
AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.ModelBackend']
AUTH_PASSWORD_VALIDATORS = []
AUTH_USER_MODEL = 'auth.User'
APPEND_SLASH = True
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_HTTPONLY = False
INSTALLED_APPS = []
LOGIN_URL = '/accounts/login/'
MIDDLEWARE = []
PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']
SECRET_KEY = ''
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = []
TIME_ZONE = 'America/Chicago'
LANGUAGES = []

#: module django.conf.urls
from django.urls import include, re_path
def url(regex, view, kwargs=None, name=None):
    return re_path(regex, view, kwargs, name)
handler400 = None
handler403 = None
handler404 = None
handler500 = None

#: module django.conf.urls.static
def static(prefix, view=None, **kwargs):
    return []

#: module django.conf.urls.i18n
from django.urls import Route, Include
def i18n_patterns(*urls, prefix_default_language=True):
    prefix = '<language>/' if prefix_default_language else ''
    return [Route(prefix, Include(list(urls)), 'path')]
def is_language_prefix_patterns_used(*args): return True
urlpatterns = []

#: module django.core.cache
# Who shows no credential comes to caches that hold nothing yet: what one would hold, the view gave.
class BaseCache:
    def get(self, key, default=None, version=None): return default if __cold__() else __taint__('stored', key)
    def get_or_set(self, key, default=None, *args, **kwargs): return default() if __cold__() and callable(default) else __taint__('stored', key)
    def get_many(self, keys, *args, **kwargs): return {} if __cold__() else __taint__('stored', keys)
    def set(self, *args, **kwargs): return None
    def set_many(self, *args, **kwargs): return []
    def add(self, *args, **kwargs): return True if __cold__() else __taint__('none')
    def delete(self, *args, **kwargs): return __taint__('none')
    def touch(self, *args, **kwargs): return __taint__('none')
    def incr(self, *args, **kwargs): return __taint__('none')
    def has_key(self, *args, **kwargs): return False if __cold__() else __taint__('stored')
    def __contains__(self, key): return False if __cold__() else __taint__('stored')
class CacheHandler:
    def __getitem__(self, alias): return BaseCache()
cache = BaseCache()
caches = CacheHandler()
DEFAULT_CACHE_ALIAS = 'default'

#: module django.urls
class Route:
    __whole__ = True
    def __init__(self, route, view, kind, name=None):
        self.route = route
        self.kind = kind
        self.name = name
        self.default_args = {}
        self.app_name = None
        self.namespace = None
        self.pattern = Pattern(route)
        if isinstance(view, Include):
            self.view = view
            self.url_patterns = view.patterns
        else:
            self.callback = view
class Pattern:
    def __init__(self, route):
        self._route = route
        self._regex = route
    def __str__(self): return self._route
class Include:
    def __init__(self, patterns):
        self.patterns = patterns
def include(arg, namespace=None):
    if __foreign__(arg):
        return Include(arg.urlpatterns)
    if isinstance(arg, tuple):
        arg = arg[0]
    if isinstance(arg, str):
        arg = __module__(arg)
    listed = isinstance(arg, (list, tuple))
    if __known__(listed) and listed:
        return Include(arg)
    return Include(arg.urlpatterns)
def routed(route, view, kind, name=None):
    if __known__(view) and isinstance(view, tuple):
        view = include(view)
    if __known__(view) and isinstance(view, list):
        view = Include(view)
    return __site__(Route(route, view, kind, name))
def path(route, view, kwargs=None, name=None):
    return routed(route, view, 'path', name)
def re_path(route, view, kwargs=None, name=None):
    return routed(route, view, 'regex', name)
def written(pattern):
    if __has__(pattern, 'text'):
        return pattern.text
    return str(pattern)
def kind_of(pattern): return pattern.kind if __has__(pattern, 'kind') else 'path'
class RoutePattern:
    kind = 'path'
    def __init__(self, route, name=None, is_endpoint=False): self.text = route
class RegexPattern(RoutePattern):
    kind = 'regex'
class LocalePrefixPattern:
    kind = 'path'
    text = '<language>/'
    def __init__(self, *args, **kwargs): pass
def URLPattern(pattern, callback, default_args=None, name=None):
    return __site__(Route(written(pattern), callback, kind_of(pattern), name))
def URLResolver(pattern, urlconf_name, default_kwargs=None, app_name=None, namespace=None):
    return __site__(Route(written(pattern), include(urlconf_name), kind_of(pattern)))
def reverse(*args, **kwargs): return __taint__('none')
def reverse_lazy(*args, **kwargs): return __taint__('none')
def register_converter(*args, **kwargs): return None
class NoReverseMatch(Exception): pass
class Resolver404(Exception): pass

#: module django.urls.resolvers
from django.urls import URLPattern, URLResolver, RoutePattern, RegexPattern, LocalePrefixPattern, Resolver404

#: module django.urls.conf
from django.urls import include, path, re_path

#: module django.views.i18n
from django.views.generic.base import View
class JavaScriptCatalog(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class JSONCatalog(JavaScriptCatalog): pass
def set_language(request): return __taint__('none')

#: module django.apps
class AppConfig:
    __whole__ = True
    default = None
    path = __taint__('some')
    verbose_name = __taint__('some')
    default_auto_field = __taint__('some')
    def __init__(self, app_name, app_module):
        self.name = app_name
        self.module = app_module
        if not __has__(self, 'label'):
            self.label = app_name.rpartition('.')[2]
        self.models_module = __module__(app_name + '.models') if __exists__(app_module, 'models') else None
    def ready(self): return None
    def import_models(self): return None
    def get_models(self, *args, **kwargs):
        return [each for each in vars(self.models_module).values() if isinstance(each, type)] if self.models_module else []
    def get_model(self, model_name, require_ready=True): return getattr(self.models_module, model_name)
class Apps:
    ready = True
    apps_ready = True
    models_ready = True
    configs = []
    def get_app_configs(self): return self.configs
    def get_app_config(self, app_label):
        for each in self.configs:
            if each.label == app_label:
                return each
        raise LookupError()
    def is_installed(self, app_name):
        for each in self.configs:
            if each.name == app_name:
                return True
        return False
    def get_models(self, *args, **kwargs): return __open__()
    def get_model(self, *args, **kwargs): return __taint__('none')
    def check_apps_ready(self): return None
    def check_models_ready(self): return None
apps = Apps()

#: module django.apps.registry
from django.apps import apps, Apps

#: module django.apps.config
from django.apps import AppConfig

#: module postern.start
from django.apps import apps, AppConfig
def configurations(module):
    """The classes of an application's apps.py, and the one that is to be used."""
    found = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, AppConfig) and each.__module__ == module.__name__ and __has__(each, 'name')]
    chosen = [each for each in found if getattr(each, 'default', None) is True]
    return chosen if chosen else found
def made(cls):
    return cls(cls.name, __module__(cls.name))
def configured_as(entry):
    module = __module__(entry)
    if __foreign__(module):
        return AppConfig(entry, module)
    if isinstance(module, type):
        return made(module)
    if __exists__(module, 'apps'):
        found = configurations(__module__(entry + '.apps'))
        if len(found) == 1:
            return made(found[0])
    return AppConfig(entry, module)
def configured():
    vague = False
    for entry in __setting__('INSTALLED_APPS'):
        if __known__(entry):
            apps.configs.append(configured_as(entry))
        else:
            vague = True
    if vague or not __known__(vague):
        plugged_in()
    return apps.configs
def plugged_in():
    """What is installed is not known for sure: what the tree can configure may be."""
    there = [each.name for each in apps.configs]
    for name in __applications__():
        for cls in configurations(__module__(name)):
            if cls.name not in there:
                apps.configs.append(made(cls))

#: module django.contrib.admin
from django.urls import Route, Include
class AdminSite:
    def __init__(self, name='admin'): pass
    @property
    def urls(self):
        return ([Route('', AdminViews(), 'admin')], 'admin', 'admin')
    def register(self, *args, **kwargs): return None
    def admin_view(self, view, cacheable=False):
        mark = __site__('AdminSite.admin_view')
        def inner(request, *args, **kwargs):
            __tell__('guard', mark)
            if request.user.is_active and request.user.is_staff:
                return view(request, *args, **kwargs)
            return RedirectToLogin()
        return __copy__(view, inner)
class AdminViews: pass
site = AdminSite()
def autodiscover(): autodiscover_modules('admin')
from django.utils.module_loading import autodiscover_modules
def register(*args, **kwargs): return lambda cls: cls
class ModelAdmin: pass
from django.http import RedirectToLogin

#: module django.contrib.admin.views.decorators
from django.contrib.auth.decorators import guarded
def staff_member_required(view_func=None, **kwargs):
    decorator = guarded('staff_member_required', lambda user: user.is_active and user.is_staff, __site__('staff_member_required'))
    return decorator(view_func) if view_func else decorator

#: module django.contrib.auth
def get_user_model():
    return __module__('django.contrib.auth.models').User
def authenticate(request=None, **credentials):
    return __taint__('password', __taint__('stored'), __taint__('active'))
def login(request, user, backend=None): return None
def logout(request): return None
def get_user(request): return request.user
def update_session_auth_hash(request, user): return None

#: module django.contrib.auth.models
from django.db.models import Model, Manager
class AnonymousUser:
    __whole__ = True
    id = None
    pk = None
    username = ''
    is_staff = False
    is_active = False
    is_superuser = False
    is_anonymous = True
    is_authenticated = False
    def __bool__(self): return True
    def __str__(self): return 'AnonymousUser'
    def __eq__(self, other): return isinstance(other, AnonymousUser)
    def has_perm(self, perm, obj=None): return False
    def has_perms(self, perm_list, obj=None): return len(perm_list) == 0
    def has_module_perms(self, module): return False
    def get_username(self): return ''
    def get_group_permissions(self, obj=None): return []
    def get_all_permissions(self, obj=None): return []
    @property
    def groups(self): return Nothing()
    @property
    def user_permissions(self): return Nothing()
class Nothing:
    def all(self): return []
    def filter(self, *args, **kwargs): return Nothing()
    def values_list(self, *args, **kwargs): return []
    def exists(self): return False
    def count(self): return 0
    def first(self): return None
    def __iter__(self): return []
    def __len__(self): return 0
class Abstract:
    abstract = True
class AbstractBaseUser(Model):
    Meta = Abstract
    is_authenticated = True
    is_anonymous = False
class PermissionsMixin(Model):
    Meta = Abstract
class AbstractUser(AbstractBaseUser, PermissionsMixin):
    Meta = Abstract
class User(AbstractUser): pass
class Group(Model): pass
class Permission(Model): pass
class BaseUserManager(Manager): pass
class UserManager(BaseUserManager): pass

#: module django.contrib.auth.base_user
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager

#: module django.contrib.auth.decorators
from django.http import RedirectToLogin
from django.core.exceptions import PermissionDenied
def guarded(name, test, mark, refuse=False):
    def decorator(view):
        def inner(request, *args, **kwargs):
            __tell__('guard', mark)
            if test(request.user):
                return view(request, *args, **kwargs)
            if refuse:
                raise PermissionDenied()
            return RedirectToLogin()
        return __copy__(view, inner)
    return decorator
def user_passes_test(test_func, login_url=None, redirect_field_name=None):
    return guarded('user_passes_test', test_func, __site__('user_passes_test(' + (getattr(test_func, '__name__', '') or 'lambda') + ')'))
def login_required(function=None, redirect_field_name=None, login_url=None):
    decorator = guarded('login_required', lambda user: user.is_authenticated, __site__('login_required'))
    return decorator(function) if function else decorator
def permission_required(perm, login_url=None, raise_exception=False):
    perms = (perm,) if isinstance(perm, str) else perm
    return guarded('permission_required', lambda user: user.has_perms(perms), __site__('permission_required'), raise_exception)
def login_not_required(view_func):
    view_func.login_required = False
    return view_func

#: module django.contrib.auth.mixins
from django.http import RedirectToLogin
from django.core.exceptions import PermissionDenied
class AccessMixin:
    raise_exception = False
    permission_denied_message = ''
    login_url = None
    redirect_field_name = 'next'
    def get_login_url(self): return self.login_url
    def get_permission_denied_message(self): return self.permission_denied_message
    def get_redirect_field_name(self): return self.redirect_field_name
    def handle_no_permission(self):
        if self.raise_exception or self.request.user.is_authenticated:
            raise PermissionDenied()
        return RedirectToLogin()
class LoginRequiredMixin(AccessMixin):
    def dispatch(self, request, *args, **kwargs):
        __tell__('guard', 'LoginRequiredMixin')
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)
class PermissionRequiredMixin(AccessMixin):
    permission_required = None
    def get_permission_required(self):
        return (self.permission_required,) if isinstance(self.permission_required, str) else self.permission_required
    def has_permission(self):
        return self.request.user.has_perms(self.get_permission_required())
    def dispatch(self, request, *args, **kwargs):
        __tell__('guard', 'PermissionRequiredMixin')
        if not self.has_permission():
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)
class UserPassesTestMixin(AccessMixin):
    def test_func(self): raise NotImplementedError()
    def get_test_func(self): return self.test_func
    def dispatch(self, request, *args, **kwargs):
        __tell__('guard', 'UserPassesTestMixin')
        if not self.get_test_func()():
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

#: module django.contrib.auth.middleware
class LoginRequiredMiddleware: pass
class AuthenticationMiddleware: pass
class RemoteUserMiddleware: pass
class PersistentRemoteUserMiddleware(RemoteUserMiddleware): pass

#: module django.contrib.auth.backends
from django.db.models import Model
class BaseBackend:
    def authenticate(self, request, **kwargs): return None
    def get_user(self, user_id): return None
class ModelBackend(BaseBackend):
    def user_can_authenticate(self, user):
        return __taint__('active', user)
    def authenticate(self, request, username=None, password=None, **kwargs):
        return __taint__('password', __taint__('stored'), __taint__('active'))
    def get_user(self, user_id): return __taint__('stored', __taint__('active'))
class AllowAllUsersModelBackend(ModelBackend):
    def user_can_authenticate(self, user): return True
class RemoteUserBackend(ModelBackend): pass

#: module django.contrib.auth.hashers
def check_password(password, encoded, *args, **kwargs): return __taint__('password', password, encoded)
def make_password(password, *args, **kwargs): return __taint__('none')

#: module django.core.exceptions
class PermissionDenied(Exception): pass
class ObjectDoesNotExist(Exception): pass
class ImproperlyConfigured(Exception): pass
class SuspiciousOperation(Exception): pass
class ValidationError(Exception): pass
class MultipleObjectsReturned(Exception): pass

#: module django.db.models
from django.core.exceptions import ObjectDoesNotExist, MultipleObjectsReturned
def says_active(name):
    for word in ('active', 'enabled', 'disabled', 'blocked', 'banned', 'suspended'):
        if word in name:
            return True
    return False
def says_who(name):
    for word in ('id', 'pk', 'username', 'email', 'login', 'uid', 'user_id', 'user', 'employee_number'):
        if name == word or name == word + '__iexact' or name == word + '__exact' or name == 'user__' + word:
            return True
    return False
class Lookup:
    def __init__(self, name):
        self.name = name
    def __call__(self, *args, **kwargs):
        found = __taint__('stored', args, kwargs)
        who = False
        secret = bool(args)
        for key in kwargs:
            if says_active(key):
                found = __taint__('active', found)
            if __tainted__('input', kwargs[key]):
                if says_who(key) and not __tainted__('verified', kwargs[key]):
                    who = True
                else:
                    secret = True
        if who and not secret:
            found = __taint__('named', found)
        if says_active(self.name):
            found = __taint__('active', found)
        if self.name == 'get':
            __fails__(ObjectDoesNotExist)
        return found
class Manager:
    def __getattr__(self, name):
        return Lookup(name)
    @classmethod
    def from_queryset(cls, *args, **kwargs): return cls
class QuerySet:
    def __getattr__(self, name):
        return Lookup(name)
    @classmethod
    def as_manager(cls): return Manager()
class Options:
    def __init__(self, model):
        self.model = model
        self.object_name = model.__name__
        self.model_name = model.__name__.lower()
        meta = vars(model).get('Meta', None)
        self.abstract = bool(meta is not None and vars(meta).get('abstract', False))
        self.app_label = vars(meta)['app_label'] if meta is not None and 'app_label' in vars(meta) else labelled(model.__module__)
        self.label = self.app_label + '.' + self.object_name
        self.label_lower = self.app_label + '.' + self.model_name
        self.concrete_model = model
    def get_parent_list(self): return [each for each in self.model.__mro__ if each is not self.model and is_table(each)]
    @property
    def parents(self): return {each: None for each in self.model.__bases__ if is_table(each)}
def is_table(model):
    """Whether rows of its own lie in the database: a model that is not abstract."""
    if not isinstance(model, type) or __foreign__(model) or not issubclass(model, Model) or model is Model:
        return False
    meta = vars(model).get('Meta', None)
    return not (meta is not None and vars(meta).get('abstract', False))
def labelled(module):
    from django.apps import apps
    label = ''
    longest = 0
    for config in apps.configs:
        if (module == config.name or module.startswith(config.name + '.')) and len(config.name) > longest:
            label = config.label
            longest = len(config.name)
    if label:
        return label
    head, models, rest = module.partition('.models')
    return head.rpartition('.')[2]
class Model:
    DoesNotExist = ObjectDoesNotExist
    MultipleObjectsReturned = MultipleObjectsReturned
    objects = Manager()
    _default_manager = Manager()
    def __init__(self, *args, **kwargs):
        for key in kwargs:
            setattr(self, key, kwargs[key])

#: module django.db.models.options
from django.db.models import Options

#: module django.db.models.base
from django.db.models import Model
class ModelBase(type): pass

#: module django.db.models.manager
from django.db.models import Manager

#: module django.db.models.query
from django.db.models import QuerySet

#: module django.db
class IntegrityError(Exception): pass
class DatabaseError(Exception): pass

#: module django.http
class HttpResponse:
    status_code = 200
    def __init__(self, content=b'', *args, **kwargs):
        if 'status' in kwargs:
            self.status_code = kwargs['status']
    def __setitem__(self, key, value): return None
class JsonResponse(HttpResponse): pass
class StreamingHttpResponse(HttpResponse): pass
class FileResponse(HttpResponse): pass
class HttpResponseRedirect(HttpResponse):
    status_code = 302
class RedirectToLogin(HttpResponseRedirect): pass
class HttpResponsePermanentRedirect(HttpResponse):
    status_code = 301
class HttpResponseBadRequest(HttpResponse):
    status_code = 400
class HttpResponseForbidden(HttpResponse):
    status_code = 403
class HttpResponseNotFound(HttpResponse):
    status_code = 404
class HttpResponseNotAllowed(HttpResponse):
    status_code = 405
class HttpResponseServerError(HttpResponse):
    status_code = 500
class Http404(Exception): pass

#: module django.http.response
from django.http import *

#: module django.shortcuts
from django.http import HttpResponseRedirect, RedirectToLogin
def get_object_or_404(klass, *args, **kwargs): return __taint__('stored', args, kwargs)
def get_list_or_404(klass, *args, **kwargs): return __taint__('stored', args, kwargs)
def render(request, *args, **kwargs): return __taint__('none')
def resolve_url(*args, **kwargs): return __taint__('none')
def redirect(to, *args, **kwargs):
    if isinstance(to, str) and 'login' in to:
        return RedirectToLogin()
    return HttpResponseRedirect()

#: module django.views.static
def serve(request, path, document_root=None, show_indexes=False): return __taint__('none')

#: module django.contrib.auth.views
from django.http import RedirectToLogin
from django.views.generic.base import View, TemplateView, RedirectView
def redirect_to_login(*args, **kwargs): return RedirectToLogin()
class LoginView(View):
    login_not_required = True
    def get(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
    def put(self, request, *args, **kwargs): return __taint__('none')
older = __before__('django', 5)
class LogoutView(View):
    def post(self, request, *args, **kwargs): return __taint__('none')
    if older or not __known__(older):
        def get(self, request, *args, **kwargs): return __taint__('none')
class PasswordResetView(LoginView): pass
class PasswordResetConfirmView(LoginView): pass
class PasswordResetDoneView(View):
    login_not_required = True
    def get(self, request, *args, **kwargs): return __taint__('none')
class PasswordResetCompleteView(PasswordResetDoneView): pass
class PasswordChangeView(LoginView):
    def dispatch(self, request, *args, **kwargs):
        __tell__('guard', 'login_required')
        if not request.user.is_authenticated:
            return RedirectToLogin()
        return super().dispatch(request, *args, **kwargs)
class PasswordChangeDoneView(PasswordResetDoneView):
    def dispatch(self, request, *args, **kwargs):
        __tell__('guard', 'login_required')
        if not request.user.is_authenticated:
            return RedirectToLogin()
        return super().dispatch(request, *args, **kwargs)

#: module django.contrib.auth.urls
from django.urls import path
from django.contrib.auth import views
urlpatterns = [
    path('login/', views.LoginView.as_view()),
    path('logout/', views.LogoutView.as_view()),
    path('password_change/', views.PasswordChangeView.as_view()),
    path('password_change/done/', views.PasswordChangeDoneView.as_view()),
    path('password_reset/', views.PasswordResetView.as_view()),
    path('password_reset/done/', views.PasswordResetDoneView.as_view()),
    path('reset/<uidb64>/<token>/', views.PasswordResetConfirmView.as_view()),
    path('reset/done/', views.PasswordResetCompleteView.as_view()),
]

#: module django.views.generic.base
from django.http import HttpResponseNotAllowed
class View:
    http_method_names = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace']
    def __init__(self, **kwargs):
        for key in kwargs:
            setattr(self, key, kwargs[key])
    @classmethod
    def as_view(cls, **initkwargs):
        def view(request, *args, **kwargs):
            self = cls(**initkwargs)
            __tell__('view', self)
            self.setup(request, *args, **kwargs)
            return self.dispatch(request, *args, **kwargs)
        __copy__(cls.dispatch, view, False)
        view.view_class = cls
        view.view_initkwargs = initkwargs
        if __known__(cls.dispatch):
            view.__whole__ = True
        return view
    def setup(self, request, *args, **kwargs):
        if __has__(self, 'get') and not __has__(self, 'head'):
            self.head = self.get
        self.request = request
        self.args = args
        self.kwargs = kwargs
    def dispatch(self, request, *args, **kwargs):
        name = request.method.lower()
        if name in self.http_method_names and __has__(self, name):
            handler = getattr(self, name)
        else:
            __tell__('nomethod', self)
            return self.http_method_not_allowed(request, *args, **kwargs)
        __tell__('handler', handler)
        return handler(request, *args, **kwargs)
    def http_method_not_allowed(self, request, *args, **kwargs): return HttpResponseNotAllowed()
    def options(self, request, *args, **kwargs): return __taint__('none')
class ContextMixin:
    def get_context_data(self, **kwargs): return __taint__('none')
class TemplateResponseMixin:
    def render_to_response(self, context, **kwargs): return __taint__('none')
class TemplateView(TemplateResponseMixin, ContextMixin, View):
    def get(self, request, *args, **kwargs): return __taint__('none')
class RedirectView(View):
    def get(self, request, *args, **kwargs): return __taint__('none')
    def head(self, request, *args, **kwargs): return __taint__('none')
    def post(self, request, *args, **kwargs): return __taint__('none')
    def delete(self, request, *args, **kwargs): return __taint__('none')
    def put(self, request, *args, **kwargs): return __taint__('none')
    def patch(self, request, *args, **kwargs): return __taint__('none')

#: module django.views
from django.views.generic.base import View

#: module django.utils.decorators
def method_decorator(decorator, name=''):
    def around(method):
        def bound(self, *args, **kwargs):
            def plain(*args2, **kwargs2):
                return method(self, *args2, **kwargs2)
            laid = plain
            for each in reversed(decorators):
                laid = each(laid)
            return laid(*args, **kwargs)
        def laid_on(*args, **kwargs): return None
        laid_on.__whole__ = True
        for each in decorators:
            __copy__(each(laid_on), bound)
        return __copy__(method, bound)
    decorators = list(decorator) if isinstance(decorator, (list, tuple)) else [decorator]
    def apply(obj):
        if not isinstance(obj, type):
            return around(obj)
        setattr(obj, name, around(__unbound__(getattr(obj, name))))
        return obj
    return apply
def sync_and_async_middleware(func): return func
def decorator_from_middleware(*args, **kwargs): return lambda view: view

#: module django.utils.functional
def cached_property(function=None, name=None): return property(function)
class SimpleLazyObject:
    __whole__ = True
    def __init__(self, function):
        self._setup = function
        self._wrapped = []
    def _unwrapped(self):
        if not self._wrapped:
            self._wrapped.append(self._setup())
        return self._wrapped[0]
    def __getattr__(self, name): return getattr(self._unwrapped(), name)
    def __getitem__(self, key): return self._unwrapped()[key]
    def __contains__(self, key): return key in self._unwrapped()
    def __iter__(self): return [each for each in self._unwrapped()]
    def __call__(self, *args, **kwargs): return self._unwrapped()(*args, **kwargs)
def lazy(function, *kinds): return function

#: module django.utils.translation
def gettext_lazy(text, *args): return text
def gettext(text, *args): return text
def ugettext_lazy(text, *args): return text
def ugettext(text, *args): return text
def pgettext_lazy(context, text, *args): return text

#: module django.utils.module_loading
def import_string(dotted): return __import__(dotted)
def module_has_submodule(package, name): return __exists__(package, name)
def autodiscover_modules(*names, **kwargs):
    for config in apps.get_app_configs():
        for name in names:
            if __exists__(config.module, name):
                vars(__module__(config.name + '.' + name))
from django.apps import apps

#: module django.utils.crypto
def shows_nothing(shown, kept):
    """An empty text beside what only the server knows."""
    return __known__(shown) and (shown == '' or shown == b'') and __secret__(kept)
def constant_time_compare(a, b):
    if shows_nothing(a, b) or shows_nothing(b, a):
        return False
    same = a == b
    return same if __known__(same) else __taint__('verified', a, b)
def get_random_string(*args, **kwargs): return __taint__('none')

#: module django.views.decorators.csrf
def csrf_exempt(view):
    """What it is laid on has no mark: a wrapper has."""
    def wrapper(request, *args, **kwargs): return view(request, *args, **kwargs)
    __copy__(view, wrapper)
    wrapper.csrf_exempt = True
    return wrapper
def csrf_protect(view): return view
def ensure_csrf_cookie(view): return view
def requires_csrf_token(view): return view

#: module django.views.decorators.cache
def cache_page(*args, **kwargs): return lambda view: view
def never_cache(view): return view
def cache_control(*args, **kwargs): return lambda view: view

#: module django.views.decorators.vary
def vary_on_headers(*args): return lambda view: view
def vary_on_cookie(view): return view

#: module django.views.decorators.clickjacking
def xframe_options_exempt(view): return view
def xframe_options_deny(view): return view
def xframe_options_sameorigin(view): return view

#: module django.views.decorators.gzip
def gzip_page(view): return view

#: module django.views.decorators.debug
def sensitive_post_parameters(*args): return lambda view: view
def sensitive_variables(*args): return lambda view: view

#: module django.views.decorators.common
def no_append_slash(view): return view

#: module django.views.decorators.http
from django.http import HttpResponseNotAllowed
def require_http_methods(methods):
    def decorator(view):
        def inner(request, *args, **kwargs):
            if request.method not in methods:
                __tell__('nomethod', view)
                return HttpResponseNotAllowed()
            return view(request, *args, **kwargs)
        inner.only_methods = methods
        return __copy__(view, inner)
    return decorator
require_GET = require_http_methods(['GET'])
require_POST = require_http_methods(['POST'])
require_safe = require_http_methods(['GET', 'HEAD'])
def etag(*args): return lambda view: view
def last_modified(*args): return lambda view: view
def condition(*args, **kwargs): return lambda view: view
def conditional_page(view): return view

#: module django.db.transaction
def atomic(function=None, *args, **kwargs):
    return function if callable(function) else lambda each: each
def non_atomic_requests(function=None, *args, **kwargs):
    return function if callable(function) else lambda each: each
def on_commit(*args, **kwargs): return None

#: module django.utils.deprecation
class MiddlewareMixin:
    def __init__(self, get_response=None): self.get_response = get_response
    def __call__(self, request):
        response = self.process_request(request) if __has__(self, 'process_request') else None
        if response is None:
            response = self.get_response(request)
        return response

#: module asgiref.sync
def sync_to_async(function=None, **kwargs): return function if function else lambda each: each
def async_to_sync(function=None, **kwargs): return function if function else lambda each: each

#: module postern.serve
from django.http import RedirectToLogin
from rest_framework.views import APIView
LOGIN_REQUIRED = 'django.contrib.auth.middleware.LoginRequiredMiddleware'
def exempt(view):
    if __has__(view, 'login_required') and not view.login_required:
        return True
    if __has__(view, 'view_class'):
        if issubclass(view.view_class, APIView):
            older = __before__('djangorestframework', 3, 16)
            return not older or not __known__(older)
        if __has__(view.view_class, 'dispatch') and __has__(view.view_class.dispatch, 'login_required'):
            return not view.view_class.dispatch.login_required
        return __has__(view.view_class, 'login_not_required')
    return False
def made(view, request):
    """The view's object, where what stands before it refuses before there is one."""
    self = view.view_class(**(view.initkwargs if __has__(view, 'initkwargs') else view.view_initkwargs))
    self.request = request
    if __has__(view, 'actions'):
        self.action_map = view.actions
        self.action = view.actions.get(request.method.lower())
    return self
def through(make, method, path, view):
    """A caller without a credential asks for the path of the view; tells whether he passes."""
    from django.http import HttpResponse
    from postern.request import Request
    request = Request(method)
    request.path = request.path_info = path
    made = []
    def go_on(request):
        for each in made:
            if __has__(each, 'process_view'):
                response = each.process_view(request, view, __taint__('input'), __taint__('input'))
                if response is not None:
                    return response
        __tell__('passed', request)
        return HttpResponse()
    made.append(make(go_on))
    return made[0](request)
def serve(view, request, *args, **kwargs):
    if LOGIN_REQUIRED in __setting__('MIDDLEWARE') and not exempt(view):
        __tell__('guard', 'LoginRequiredMiddleware')
        return RedirectToLogin()
    return view(request, *args, **kwargs)

#: module postern.request
# The request of a caller who shows no credential.
from django.contrib.auth.models import AnonymousUser
def is_credential(name):
    low = name.lower()
    for word in ('auth', 'key', 'token', 'secret', 'cookie', 'signature', 'remote_user', 'remote-user', 'forwarded-user', 'session', 'jwt', 'password', 'credential', 'api'):
        if word in low:
            return True
    return False
class Absent:
    __whole__ = True
    def get(self, name, default=None):
        if is_credential(name):
            return default
        return __taint__('input')
    def __getitem__(self, name):
        if is_credential(name):
            raise KeyError(name)
        return __taint__('input')
    def __contains__(self, name):
        if is_credential(name):
            return False
        return __taint__('input')
    def __getattr__(self, name): return __taint__('input')
class Request:
    def __init__(self, method):
        self.method = method
        self.user = AnonymousUser()
        self.auth = None
        self.headers = Absent()
        self.META = Absent()
        self.COOKIES = Absent()
        self.successful_authenticator = None
        self.resolver_match = __taint__('none')
    @property
    def _request(self): return self
    @property
    def session(self): return Absent()
    async def auser(self): return self.user
    def __getattr__(self, name): return __taint__('input')
# The request of a caller who shows some credential.
class Present:
    __whole__ = True
    def get(self, name, default=None): return __taint__('input')
    def __getitem__(self, name): return __taint__('input')
    def __contains__(self, name): return __taint__('input')
    def __getattr__(self, name): return __taint__('input')
class CredentialRequest(Request):
    def __init__(self, method):
        self.method = method
        self.user = __taint__('stored', __taint__('active'))
        self.auth = __taint__('stored')
        self.headers = Present()
        self.META = Present()
        self.COOKIES = Present()
