"""`make bench`: every benchmark of this folder in turn, in one run."""

from tests.benchmarks import grading, import_time, latency

print(f"{import_time.__doc__}")
import_time.main()
print(f"\n{grading.__doc__}")
grading.main()
print(f"\n{latency.__doc__}")
latency.main()
