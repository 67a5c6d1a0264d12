"""One attack: a file of this folder, what its first lines declare, and the program it stands for.

A file begins with its docstring and these constants:

``VERDICT``      the verdict it must get, or all of them where that depends on how busy the host is;
                 every one of them must be safe
``PARTS``        files in ``parts/`` that are put in front of it
``RUNS``         how often it is graded in a row, to find what an earlier run left
``RATIO``        the least ratio to the reference at which it may be measured (0.6 without it)
``SAYS``         what its report must say
``LAB``          the folder of the lab that it attacks (``lab`` without it)
``SLOW``         it waits for long, and is left to ``make test-full``
``HOST_SECONDS`` CPU time that the trusted side may spend on it

A file with ``submission()`` makes the bytes that are handed in.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATHS = sorted(HERE.glob("[A-Z][0-9][0-9]_*.py"))
_NAMES = ("VERDICT", "PARTS", "RUNS", "RATIO", "SAYS", "LAB", "SLOW", "HOST_SECONDS")


@dataclass(frozen=True)
class Attack:
    """What a file declares."""

    path: Path
    verdicts: tuple[str, ...]
    parts: tuple[str, ...] = ()
    runs: int = 1
    least_ratio: float = 0.6
    says: str = ""
    slow: bool = False
    host_seconds: float = 60.0
    lab: str = "lab"

    @classmethod
    def read(cls, path: Path) -> Attack:
        """Reads the constants; raises `KeyError` where there is no ``VERDICT``."""
        found = _constants(path)
        verdict = found["VERDICT"]
        return cls(
            path,
            (verdict,) if isinstance(verdict, str) else verdict,
            found.get("PARTS", ()),
            found.get("RUNS", 1),
            found.get("RATIO", 0.6),
            found.get("SAYS", ""),
            found.get("SLOW", False),
            found.get("HOST_SECONDS", 60.0),
            found.get("LAB", "lab"),
        )

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_timed(self) -> bool:
        """Whether it attacks the clock or the messages of a timed call. The others that are right
        are odd but honest programs, and how fast they are says nothing."""
        return self.name.startswith(("S", "X20", "F24", "F25", "L06"))

    @property
    def runs_endlessly(self) -> bool:
        """Whether nothing but the time limit ends its calls."""
        return self.verdicts == ("time_limit",)

    @property
    def differs_in_full(self) -> bool:
        """Whether grading it as the site does finds anything that a quick look does not."""
        return self.is_timed or self.runs_endlessly or "passed" in self.verdicts

    def submission(self) -> bytes:
        """The bytes that are handed in."""
        source = self.path.read_bytes()
        if b"\ndef submission():" not in source:
            parts = [(HERE / "parts" / f"{part}.py").read_bytes() for part in self.parts]
            return b"\n".join([*parts, source])
        names: dict[str, Any] = {}
        exec(compile(source, str(self.path), "exec"), names)
        return names["submission"]()


def _constants(path: Path) -> dict[str, Any]:
    found = {}
    for node in ast.parse(path.read_bytes()).body[1:]:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in _NAMES:
                found[name] = ast.literal_eval(node.value)
    return found


ATTACKS = [Attack.read(path) for path in PATHS]
