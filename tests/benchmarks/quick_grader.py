"""The command `chalkgrad`, which knows the homework of the benchmarks and no other."""

from autograder import build
from autograder.cli import main
from tests.benchmarks import quick

build.load = quick.load
build.names = lambda: ["quick"]

if __name__ == "__main__":
    main()
