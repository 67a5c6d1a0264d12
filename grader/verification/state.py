"""What was found is kept, so that a long run that was ended goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from grader.verification.check import Effort
from grader.verification.finding import Finding

_GRADER = Path(__file__).resolve().parents[1]


def default_folder() -> Path:
    """``$XDG_CACHE_HOME/courseware/verify``, or where caches go without that variable."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "courseware" / "verify"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written to
        return Path(tempfile.gettempdir()) / f"courseware-verify-{os.getuid()}"
    return folder


class State:
    """Findings by lab revision, check, effort and grader.

    Args:
        folder: where the files are; it is made when it is first written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> tuple[float, list[Finding]] | None:
        """Seconds and findings that were kept; ``None`` where there are none to be read."""
        try:
            facts = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            return float(facts["seconds"]), [Finding.from_dict(f) for f in facts["findings"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, key: str, seconds: float, findings: list[Finding]) -> None:
        """Keeps what a check has found, all of it or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        facts = {"seconds": seconds, "findings": [finding.as_dict() for finding in findings]}
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False) as file:
            json.dump(facts, file)
        Path(file.name).replace(self.folder / f"{key}.json")


def key_of(folder: Path, revision: str, check: str, effort: Effort) -> str:
    """Names what was found: other files, another effort or another grader has another name."""
    parts = (str(folder.resolve()), revision, check, repr(effort), grader_digest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@cache
def grader_digest() -> str:
    """A hash of the grader's own programs and NumPy's version."""
    total = hashlib.sha256(np.__version__.encode())
    for path in sorted(_GRADER.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
