"""Compiles the catalogs of translations (`django.po`, `djangojs.po`), when one has changed.

A machine without GNU gettext needs nothing else: `polib` writes what Python's gettext reads.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from deploy import stamps
from deploy.messages import DeployError, progress
from deploy.virtualenv import PYTHON, ROOT, tail

LOCALE = ROOT / "courseware" / "locale"


def build() -> None:
    """Compiles in `.venv` what the stamp says is out of date."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    stamp, wanted = LOCALE / ".compiled", stamps.digest(sources, *_names(sources))
    if stamps.is_current(stamp, wanted) and all(_compiled(source).exists() for source in sources):
        return
    progress("Compiling translations")
    _compile()
    stamps.write_stamp(stamp, wanted)


def _compile() -> None:
    """By the Python in `.venv`, which may differ from the one that runs this."""
    process = subprocess.run(
        [PYTHON, "-m", "deploy.catalogs", LOCALE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        raise DeployError(f"The translations cannot be compiled:\n{tail(process)}")


def compile_catalog(source: Path) -> None:
    """Writes the `.mo` file beside a `.po` file: what is neither fuzzy nor empty."""
    import polib  # installed in `.venv` only

    catalog = polib.pofile(str(source))
    draft = source.with_suffix(".mo.new")
    catalog.save_as_mofile(str(draft))
    draft.replace(_compiled(source))  # a site that is starting reads the whole file


def _compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def _names(sources: list[Path]) -> list[str]:
    return [source.relative_to(LOCALE).as_posix() for source in sources]


if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).glob("*/LC_MESSAGES/*.po")):
        try:
            compile_catalog(path)
        except (OSError, UnicodeDecodeError) as error:
            sys.exit(f"{path}: {error}")
