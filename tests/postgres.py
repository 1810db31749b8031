"""A PostgreSQL server of one's own: no TCP, a socket in a temporary folder, gone in the end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "corr3ct-h0rse"
USER = "grader"


def programs():
    """The folder with PostgreSQL's server programs, which Debian keeps off the PATH; or None."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Server:
    """One server with one database, `postgres`, of the user `grader`, who has a password."""

    def __init__(self):
        # A socket's path holds about a hundred characters: pytest's folders are too long.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.account = None
        if os.geteuid() == 0:  # the server refuses to be root
            self.account = "nobody"
            shutil.chown(self.folder, self.account)
        self.folder.chmod(0o755)
        self.process = None
        password = self.folder / "password"
        password.write_text(PASSWORD)
        self._run(
            "initdb", "--pgdata=data", f"--username={USER}", f"--pwfile={password}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        self.start()

    def _run(self, program, *arguments):
        command = [programs() / program, *arguments]
        subprocess.run(command, cwd=self.folder, user=self.account, check=True, capture_output=True)

    def start(self):
        """Start it and wait until it answers."""
        command = [programs() / "postgres", "-D", "data", "-k", self.folder, "-F"]
        command += ["-c", "listen_addresses=", "-c", "logging_collector=off"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, user=self.account, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.05)

    def _answers(self):
        ready = [programs() / "pg_isready", "-q", "-h", self.folder, "-U", USER]
        return subprocess.run(ready, check=False).returncode == 0

    def stop(self):
        """Stop it at once; what was committed stays."""
        self.process.send_signal(signal.SIGINT)  # fast: whoever is connected is sent away
        self.process.wait(30)

    def close(self):
        """Stop it and remove all of it."""
        self.process.send_signal(signal.SIGQUIT)  # at once: nothing in it is wanted
        self.process.wait(30)
        shutil.rmtree(self.folder)

    def create(self, database, template="template1"):
        """Make a database, empty or as `template` is, and return its URL."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user=USER, password=PASSWORD, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def url(self, database, password=PASSWORD):
        """SQLAlchemy's URL of a database."""
        return f"postgresql+psycopg://{USER}:{password}@/{database}?host={self.folder}"
