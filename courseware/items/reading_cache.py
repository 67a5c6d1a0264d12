"""What authors' files were read as before, so that a load reads only what has changed.

Reading an item checks it with everything that it contains, which takes up to a second. The result
depends on its files and on code alone: it is kept in ``var/`` under a hash of both, and only for
files without a fault.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings


class ReadingCache:
    """Values for contents of files, as JSON in a folder of ``var/``.

    ``code`` gives the files of code that the values depend on besides.
    """

    def __init__(self, folder: str, code: Callable[[], Iterable[Path]]) -> None:
        self.folder, self._code = folder, code

    def get(self, content: bytes) -> Any:
        """What was kept for the content; ``None`` where nothing was, or it is damaged."""
        path = self._path(content)
        try:
            return json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            self.forget(content)
            return None

    def keep(self, content: bytes, value: Any) -> None:
        """Written to another file first, so that nobody reads a half; failing costs only time."""
        path = self._path(content)
        temporary = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(value), "utf-8")
            temporary.replace(path)

    def forget(self, content: bytes) -> None:
        with suppress(OSError):
            self._path(content).unlink(missing_ok=True)

    def _path(self, content: bytes) -> Path:
        digest = hashlib.sha256(self._code_digest + content).hexdigest()
        return Path(settings.VAR_DIR) / self.folder / f"{digest}.json"

    @cached_property
    def _code_digest(self) -> bytes:
        digest = hashlib.sha256(f"{np.__version__} {platform.python_version()}".encode())
        for file in sorted({Path(__file__), *self._code()}):
            digest.update(file.read_bytes())
        return digest.digest()
