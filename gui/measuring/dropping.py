"""Files that are dragged onto a window: logs and numbers, or an inventory."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QDropEvent

# access.log, access.log.3, access.log-20230807.gz, and what tools write of metrics
_LOG = re.compile(r"\.(log|csv|jtl|gz|txt|jsonl|ndjson|sar)$|\.log[.-][\w.-]+$", re.IGNORECASE)
_BOOK = ".xlsx"


def dropped_files(event: QDropEvent) -> list[Path]:
    """Every file that is dragged; none where anything else is among them."""
    urls = event.mimeData().urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    is_all = len(files) == len(urls) and all(file.is_file() for file in files)
    return files if is_all else []


def dropped_logs(event: QDropEvent) -> list[Path]:
    """The files that are dragged, where all look like logs or numbers by their names."""
    files = dropped_files(event)
    return files if all(_LOG.search(file.name) for file in files) else []


def dropped_books(event: QDropEvent) -> list[Path]:
    """The files that are dragged, where all are workbooks: an inventory."""
    files = dropped_files(event)
    return files if all(file.suffix.lower() == _BOOK for file in files) else []
