import pytest

from tests.attacks import evidence as gathered


@pytest.fixture(scope="session")
def evidence(tmp_path_factory):
    """Everything that the attacked class left behind; graded once."""
    return gathered.gather(tmp_path_factory.mktemp("attacks"))
