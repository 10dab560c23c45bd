# SPDX-License-Identifier: Apache-2.0
# What Postern's interpreter takes for Python's library. Never run by Python: names with two
# underscores on both sides are the interpreter's own (src/django/builtin_inner.c).
#: module builtins
class BaseException:
    def __init__(self, *args, **kwargs):
        self.args = args
class Exception(BaseException): pass
class ArithmeticError(Exception): pass
class AssertionError(Exception): pass
class AttributeError(Exception): pass
class ImportError(Exception): pass
class ModuleNotFoundError(ImportError): pass
class LookupError(Exception): pass
class IndexError(LookupError): pass
class KeyError(LookupError): pass
class NameError(Exception): pass
class OSError(Exception): pass
IOError = OSError
EnvironmentError = OSError
class FileNotFoundError(OSError): pass
class ConnectionError(OSError): pass
class PermissionError(OSError): pass
class TimeoutError(OSError): pass
class RuntimeError(Exception): pass
class NotImplementedError(RuntimeError): pass
class StopIteration(Exception): pass
class TypeError(Exception): pass
class ValueError(Exception): pass
class UnicodeError(ValueError): pass
class UnicodeDecodeError(UnicodeError): pass
class UnicodeEncodeError(UnicodeError): pass
class SystemExit(BaseException): pass
class KeyboardInterrupt(BaseException): pass
class object: __whole__ = True

#: module functools
def wraps(wrapped, *args, **kwargs):
    def decorator(wrapper):
        return __copy__(wrapped, wrapper)
    return decorator
def update_wrapper(wrapper, wrapped, *args, **kwargs):
    return __copy__(wrapped, wrapper)
def partial(function, *given, **named):
    def later(*args, **kwargs):
        return function(*given, *args, **dict(named, **kwargs))
    return __copy__(function, later)
def lru_cache(*args, **kwargs):
    if args and callable(args[0]):
        return args[0]
    return lambda function: function
cache = lru_cache
def cached_property(function):
    return property(function)

#: module os
def either(default, name):
    unknown = __taint__('some')
    return default if unknown else unknown
class Environ:
    def get(self, key, default=None):
        return either(default, key)
    def __getitem__(self, key):
        return __taint__('some')
    def setdefault(self, key, value):
        return either(value, key)
    def __contains__(self, key):
        return __taint__('none')
environ = Environ()
def getenv(key, default=None):
    return either(default, key)

#: module decouple
from os import either
class Required: pass
REQUIRED = Required()
def config(key, default=REQUIRED, cast=None, **kwargs):
    if default is REQUIRED:
        return __taint__('none') if cast else __taint__('some')
    return either(cast(default) if cast is bool else default, key)
class Csv:
    def __call__(self, value): return value.split(',')
class AutoConfig:
    def __init__(self, *args, **kwargs): pass
    def __call__(self, key, default=REQUIRED, cast=None, **kwargs): return config(key, default, cast)
Config = AutoConfig

#: module environ
from os import either
class Required: pass
REQUIRED = Required()
class Env:
    NOTSET = None
    def __init__(self, **scheme): self.scheme = scheme
    def __call__(self, name, cast=None, default=REQUIRED):
        if default is REQUIRED and name in self.scheme:
            entry = self.scheme[name]
            if isinstance(entry, tuple):
                default = entry[1]
        if default is REQUIRED:
            return __taint__('none') if cast else __taint__('some')
        return either(default, name)
    def str(self, name, default=REQUIRED, **kwargs): return self(name, default=default)
    def bool(self, name, default=None, **kwargs): return self(name, default=default)
    def int(self, name, default=None, **kwargs): return self(name, default=default)
    def list(self, name, default=None, **kwargs): return self(name, default=default)
    def tuple(self, name, default=None, **kwargs): return self(name, default=default)
    def json(self, name, default=None, **kwargs): return self(name, default=default)
    def dict(self, name, default=None, **kwargs): return self(name, default=default)
    def float(self, name, default=None, **kwargs): return self(name, default=default)
    def url(self, name, default=None, **kwargs): return __taint__('none')
    def db(self, name='DATABASE_URL', default=None, **kwargs): return __taint__('none')
    def cache(self, *args, **kwargs): return __taint__('none')
    def get_value(self, name, cast=None, default=None, **kwargs): return self(name, default=default)
    def read_env(self, *args, **kwargs): return None
class FileAwareEnv(Env): pass
class Path:
    def __init__(self, *args, **kwargs): pass

#: module typing
TYPE_CHECKING = False
def cast(kind, value): return value
class Generic: pass
class Protocol: pass
class NamedTuple: pass
def TypeVar(*args, **kwargs): return None
def overload(function): return function
def final(function): return function

#: module typing_extensions
from typing import *
def override(function): return function

#: module abc
class ABC: pass
class ABCMeta: pass
def abstractmethod(function): return function

#: module contextlib
def contextmanager(function): return function
def suppress(*args): return None

#: module copy
def copy(value): return __clone__(value, False)
def deepcopy(value, memo=None): return __clone__(value, True)

#: module importlib
def import_module(name, package=None):
    return __module__(package + name if package and name.startswith('.') else name)

#: module warnings
def deprecated(*args, **kwargs): return lambda thing: thing

#: module __future__
annotations = None

#: module datetime
class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        self.seconds = days * 86400 + seconds + minutes * 60 + hours * 3600 + weeks * 604800
    def total_seconds(self): return self.seconds

#: module split_settings.tools
def optional(path): return path
def include(*args, **kwargs):
    for path in args:
        __include__(path)

#: module configurations
class Configuration: pass

#: module configurations.values
from os import either
def valued(default=None, environ=True, **kwargs):
    return either(default, 'a variable') if environ else default
Value = valued
BooleanValue = valued
IntegerValue = valued
PositiveIntegerValue = valued
FloatValue = valued
ListValue = valued
TupleValue = valued
SetValue = valued
DictValue = valued
PathValue = valued
URLValue = valued
EmailValue = valued
RegexValue = valued
def SecretValue(*args, **kwargs): return __taint__('some')
def DatabaseURLValue(*args, **kwargs): return __taint__('none')
def CacheURLValue(*args, **kwargs): return __taint__('none')
def EmailURLValue(*args, **kwargs): return __taint__('none')
