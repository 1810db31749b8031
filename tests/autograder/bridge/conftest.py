import shutil

import pytest

from autograder.nbgrader_bridge import create, open_course, release
from tests.autograder import toy


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A course directory in which the toy homework is released; copied by `course`."""
    root = tmp_path_factory.mktemp("released") / "toy-course"
    release(create(root), toy.assignment())
    return root


@pytest.fixture
def course(released, tmp_path):
    """A course of one's own in which the toy homework is released."""
    shutil.copytree(released, tmp_path / "toy-course")
    return open_course(tmp_path / "toy-course")
