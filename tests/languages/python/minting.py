"""Prints how many tickets the vendor's package signs in a second of the processor; the argument says for how many to count."""

import sys
import time

from TLSSigAPIv2 import TLSSigAPIv2

KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"


def main() -> None:
    limit = float(sys.argv[1])
    api = TLSSigAPIv2(1400000000, KEY)
    signed = 0
    started = time.process_time()
    while (passed := time.process_time() - started) < limit:
        for _ in range(100):
            api.gen_sig("administrator", 15552000)
        signed += 100
    print(round(signed / passed))


main()
