"""Fixtures for every test, and the rule that continuous integration skips nothing."""

import os
import shutil

import numpy as np
import pytest
from hypothesis import settings

from tests import postgres

# A busy machine is slow, not wrong; the same examples in every run.
settings.register_profile("chalkgrad", deadline=None, derandomize=True)
settings.load_profile("chalkgrad")

NO_SKIPS = os.environ.get("CHALKGRAD_NO_SKIPS") == "1"


@pytest.fixture
def rng():
    """A generator with a fixed seed: the same numbers in every run."""
    return np.random.default_rng(20260101)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium without a window: one for all tests, as Playwright wants it."""
    from playwright.sync_api import sync_playwright

    from tests.browser.lab import QUIET

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


def pytest_runtest_setup(item):
    """Skip by name what needs a system package that is not here."""
    for marker, command, package, is_there in (
        ("sandbox", "bwrap", "bubblewrap", shutil.which),
        ("browser", "chromium", "chromium", shutil.which),
        ("postgres", "PostgreSQL's server", "postgresql", lambda _: postgres.programs()),
    ):
        if item.get_closest_marker(marker) and not is_there(command):
            pytest.skip(f"needs {command} (package {package})")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Count a skip as a failure where `CHALKGRAD_NO_SKIPS=1` says that everything is installed."""
    outcome = yield
    report = outcome.get_result()
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {reason}"
