def f(:
  (x
"""
