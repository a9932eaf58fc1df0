"""Saves that cannot lose a file: written beside it, flushed to disk, then renamed over it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from assessor.errors import DocumentError, Problem
from assessor.resources import is_shipped


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file's content atomically.

    Raises
    ------
    DocumentError
        The file belongs to the program.
    OSError
        The folder cannot be written.
    """
    if is_shipped(path):
        raise DocumentError([Problem("shipped_read_only", {"given": path.name}, str(path))])
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
    except OSError as error:
        # told by the name that people know, not by that of the temporary file
        raise type(error)(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(temporary).chmod(path.stat().st_mode & 0o777)
        else:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Replace the file's content atomically with UTF-8 text."""
    write_bytes(path, text.encode("utf-8"))


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
