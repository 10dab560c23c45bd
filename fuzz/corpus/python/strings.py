x = f'{a!r:>{w}}' b'\x41' rb'\q' '\N{DASH}'
