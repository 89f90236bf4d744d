"""Run a command with DATABASE_URL naming a PostgreSQL of its own.

    python tests/with_postgres.py COMMAND…

Where DATABASE_URL is set already the command simply runs. Otherwise a server is started from the
system's binaries in a temporary folder, reachable through a socket in that folder only, and stopped
and removed at the end, whatever the end is. It runs as another user where this script runs as root,
because PostgreSQL refuses to be root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

# Nothing here survives the run, so nothing has to reach the disk.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "listen_addresses": "",
}


def binaries() -> Path:
    """The folder of the newest `initdb` and `postgres` on this machine."""
    candidates = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if config := shutil.which("pg_config"):
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(found.stdout.strip()))
    # Debian keeps them out of PATH, one folder a version.
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    sys.exit(
        "No PostgreSQL server is installed here (initdb and postgres were not found).\n"
        "Install one (Debian: apt install postgresql; macOS: brew install postgresql), "
        "or set DATABASE_URL to a server you have."
    )


def server_account() -> pwd.struct_passwd | None:
    """Whom to run the server as: nobody else but for root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL doesn't run as root, and there is no user postgres or nobody here.")


@contextmanager
def postgres(settings: Mapping[str, str] = FAST) -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    bin_folder, account = binaries(), server_account()
    folder = Path(tempfile.mkdtemp(prefix="rungs-pg-"))
    server: subprocess.Popen[bytes] | None = None
    user = group = None
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
        user, group = account.pw_uid, account.pw_gid
    try:
        initdb: list[str | Path] = [
            bin_folder / "initdb",
            "--pgdata",
            folder / "data",
            "--username",
            "rungs",
        ]
        subprocess.run(
            [*initdb, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            extra_groups=[] if account else None,
            user=user,
            group=group,
        )
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [bin_folder / "postgres", "-D", folder / "data", "-k", folder, *options],
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; the server goes after them
                extra_groups=[] if account else None,
                user=user,
                group=group,
            )
        wait_until_ready(bin_folder, folder, server)
        yield f"postgres://rungs@/{folder}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # "fast shutdown": drops whoever is connected
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(bin_folder: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        ready: list[str | Path] = [bin_folder / "pg_isready", "--quiet", "--host", folder]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def run(command: list[str], environment: dict[str, str]) -> int:
    """The command's exit status. Whatever ends this script ends the command first."""
    with subprocess.Popen(command, env=environment) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()  # Ctrl-C reached the command too, which is winding up
        except SystemExit:
            child.terminate()
            raise


def stop(signal_number: int, frame: FrameType | None) -> None:
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    if os.environ.get("DATABASE_URL"):
        sys.exit(run(sys.argv[1:], dict(os.environ)))
    with postgres() as url:
        status = run(sys.argv[1:], {**os.environ, "DATABASE_URL": url})
    sys.exit(status)
