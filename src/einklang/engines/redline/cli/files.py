"""Where the commands read and write: nothing half-written, no input overwritten."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from einklang.engines.redline.errors import RedlineError


class OutputError(RedlineError):
    """An output cannot be written where it was asked for."""


class InputError(RedlineError):
    """A file that was named is not there."""


def check_inputs(paths: Iterable[Path]) -> None:
    """Make sure that every input is a file.

    :raises InputError: with the first that is not.
    """
    for path in paths:
        if not path.is_file():
            raise InputError("not-found", file=path)


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Make sure that outputs differ from each other and from inputs, and have a folder.

    :raises OutputError: with the first that does not.
    """
    read = {_identity(path) for path in inputs}
    written: set[Path] = set()
    for path in outputs:
        place = _identity(path)
        if place in read:
            raise OutputError("overwrites-input", file=path)
        if place in written:
            raise OutputError("same-output", file=path)
        if not place.parent.is_dir():
            raise OutputError("no-folder", folder=path.parent)
        if place.is_dir():
            raise OutputError("not-writable", file=path)
        written.add(place)


def _identity(path: Path) -> Path:
    # A hard link to an input is no danger: writing renames, it does not change the old content.
    return path.resolve()


def write_all(contents: dict[Path, bytes]) -> None:
    """Write all files or none: beside their targets first, then under their names.

    :raises OutputError: when the disk refuses; then nothing has changed.
    """
    drafts: dict[Path, Path] = {}
    target = Path()
    try:
        for target, content in contents.items():
            draft = target.with_name(f".{target.name}.{os.getpid()}.part")
            drafts[target] = draft
            draft.write_bytes(content)
        for target, draft in drafts.items():
            draft.replace(target)
    except OSError as error:
        raise OutputError("not-writable", file=target) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
