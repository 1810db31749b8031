"""`make bench`: every benchmark of this folder in turn; or one of them, with its options."""

import sys
from importlib import import_module

NAMES = ("import_time", "grading", "cluster", "latency")

if __name__ == "__main__":
    wanted, options = sys.argv[1:2], sys.argv[2:]
    if wanted and wanted[0] not in NAMES:
        raise SystemExit(f"There is no benchmark {wanted[0]!r}. There are: {', '.join(NAMES)}.")
    for name in wanted or NAMES:
        benchmark = import_module(f"tests.benchmarks.{name}")
        print(f"\n{benchmark.__doc__}", flush=True)
        benchmark.main(*([options] if options else []))
