"""Prints how many tickets a second the vendor's package signs; the argument says for how many seconds to count."""

import sys
import time

from TLSSigAPIv2 import TLSSigAPIv2

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"


def main() -> None:
    limit = float(sys.argv[1])
    api = TLSSigAPIv2(1400000000, KEY)
    signed = 0
    started = time.perf_counter()
    while (passed := time.perf_counter() - started) < limit:
        for _ in range(100):
            api.gen_sig("administrator", 15552000)
        signed += 100
    print(round(signed / passed))


main()
