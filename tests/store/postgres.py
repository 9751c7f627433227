"""A PostgreSQL server for tests: its own folder, a free port on loopback, nothing that outlives the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["MISSING", "Server", "programs", "running"]

MISSING = (
    "PostgreSQL is not installed: what needs it was SKIPPED and is not proved. On Debian: apt-get install postgresql"
)
_START_S = 30.0
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # it need not survive the machine, only its own end
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
# Stands between us and the server, and ends it when we are gone, in whatever way: our end of the pipe then closes.
_KEEPER = '"$@" & cat > /dev/null; kill -QUIT $!; wait'


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several; None where there are none."""
    found = shutil.which("postgres")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "psql").exists()), None)


class Server:
    """One server. Had from `running` alone."""

    def __init__(self, programs: Path, folder: Path, options: Mapping[str, str]) -> None:
        self._programs, self._folder, self._options = programs, folder, options
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        # PostgreSQL refuses to run as root.
        self._as = {"user": _stranger(), "group": _stranger(), "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            os.chown(folder, self._as["user"], self._as["group"])
        at = ("-D", folder / "data", "-U", "verbatim", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        subprocess.run([programs / "initdb", *at], cwd=folder, check=True, capture_output=True, timeout=60, **self._as)

    def start(self) -> None:
        """Start the server and wait until it lets somebody in; on the port that it had, if it ran before."""
        deadline = time.monotonic() + _START_S
        options = [f"--{name}={value}" for name, value in self._options.items()]
        while not self.is_up():
            if time.monotonic() > deadline:
                raise TimeoutError(f"PostgreSQL did not start: {(self._folder / 'log').read_text()}")
            if self._process is None or self._process.poll() is not None:
                self._port = self._port or _free_port()
                command = [self._programs / "postgres", "-D", self._folder / "data", "-p", str(self._port)]
                command += ["-k", self._folder, *options]
                with (self._folder / "log").open("ab") as log:
                    self._process = subprocess.Popen(
                        ["sh", "-c", _KEEPER, "keeper", *command],
                        cwd=self._folder, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
                        **self._as,
                    )  # fmt: skip
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once, whoever is connected."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(timeout=_START_S)
            self._process = None

    def is_up(self) -> bool:
        """Tell whether the server lets somebody in."""
        if self._process is None:
            return False
        return subprocess.run(self._psql("SELECT 1"), capture_output=True, timeout=_START_S).returncode == 0

    def ask(self, statement: str) -> list[str]:
        """Run a statement past the store; return the rows, columns parted by "|"."""
        done = subprocess.run(self._psql(statement), capture_output=True, timeout=_START_S, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    @property
    def process_id(self) -> int:
        """The id of a process below which all of the server's are."""
        assert self._process is not None
        return self._process.pid

    def database(self) -> str:
        """Return the DATABASE_URL of the one database, emptied: that takes a tenth of the time of making another."""
        self.start()  # a test may have stopped it
        self.cut()
        self.ask("SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return f"postgresql+asyncpg://verbatim@127.0.0.1:{self._port}/postgres"

    def cut(self) -> int:
        """Break every connection but this one; return how many there were."""
        others = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
        return len(self.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))

    def _psql(self, statement: str) -> list[str]:
        where = ("-h", "127.0.0.1", "-p", str(self._port), "-U", "verbatim", "-d", "postgres")
        return [str(self._programs / "psql"), "-X", "-q", "-A", "-t", *where, "-c", statement]


@contextmanager
def running(programs: Path, **options: str) -> Iterator[Server]:
    """Run a server until the end, whatever happens. options: of PostgreSQL, beside those that tests have."""
    folder = Path(tempfile.mkdtemp(prefix="verbatim-pg-"))
    try:
        server = Server(programs, folder, _OPTIONS | options)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stranger() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return 65534


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
