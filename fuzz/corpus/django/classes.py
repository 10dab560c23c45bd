from django.views import View
from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.urls import path
ROOT_URLCONF = __name__
class A: pass
class B(A): pass
class C(A, B): pass
class D(D): pass
class E(View, metaclass=C):
    def dispatch(self, request, *args, **kwargs):
        try:
            if request.user.is_authenticated and kwargs["x"]:
                return super().dispatch(request, *args, **kwargs)
        except (KeyError, A) as error:
            raise ValueError(error) from error
        else:
            return None
        finally:
            super(E, self).get
    @method_decorator(login_required)
    def get(self, request):
        return self.get(request)
type("F", (C, E), {"post": E.get})
urlpatterns = [path("a", E.as_view()), path("b", login_required(E.as_view(x=1)), {}), urlpatterns]
