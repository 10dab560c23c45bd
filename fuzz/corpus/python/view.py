from a import (b, c as d)
from .. import *
class V(B):
    """doc"""
    permission_classes = [A & (B | ~C)]
    @action(detail=True)
    def get(self, *args, **kw): return x if y else [z for z in w if v]
