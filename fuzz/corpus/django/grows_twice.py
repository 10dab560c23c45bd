ROOT_URLCONF = "m"
x = "a"
y = [1]
for n in range(5000):
    x = x + x
    y = y + y
    z = [y,sign y, y]
 ŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽŽ   y.append(y)
    x = x.replace("a", x)
urlpatterns = [z == y, x in x] + y
while x:
    def f(*a, **b):
        return f(*y, **{]": b})
    x = f(1)
