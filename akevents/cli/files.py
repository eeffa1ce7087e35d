"""Files that commands read and write. A file with people's data appears complete and for its owner alone, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

import click

from akevents.errors import UnreadableFile

# Resolved while the caller's folder is still the current one.
FILE = click.Path(dir_okay=False, resolve_path=True, path_type=Path)


@contextmanager
def complete_file(target: Path) -> Iterator[BinaryIO]:
    """A draft beside `target`, mode 0600, that takes its name when the block ends well and is gone otherwise.

    A file that has the name already is replaced in one step. Raises UnreadableFile if nothing can be made there."""
    try:
        draft = NamedTemporaryFile(dir=target.parent, prefix=".akevents-", suffix=".new", delete=False)  # noqa: SIM115
    except OSError as error:
        if error.strerror and isinstance(error, FileNotFoundError | PermissionError | NotADirectoryError):
            raise UnreadableFile(str(target), f"its folder says: {error.strerror.lower()}") from error
        raise
    try:
        with draft:
            yield cast(BinaryIO, draft)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(target)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise
