import pytest

from autograder.nbgrader_bridge import create


@pytest.fixture
def course(tmp_path):
    """A course directory without any homework."""
    return create(tmp_path / "course").root
