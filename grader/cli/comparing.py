"""``python -m grader similarity FOLDER ...``: which submissions are more alike than their lab."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.files.submission import InvalidSource, read_file
from grader.lab import Lab, find_lab, lab_roots, load_lab
from grader.similarity import Pair, Result, Settings, Submission, compare
from grader.values.formatting import printable

SUFFIXES = (".py", ".ipynb")
SHOWN = 20


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``similarity`` to the parsers of commands."""
    command: argparse.ArgumentParser = commands.add_parser(
        "similarity",
        help="which submissions are more alike than the lab explains; no proof of copying",
    )
    command.add_argument(
        "folder",
        nargs="+",
        type=Path,
        help="each .py or .ipynb file in it is a submission; a folder in it holds one person's",
    )
    command.add_argument("--lab", help="subtract the starter code and programs of this lab")
    command.add_argument(
        "--starter", type=Path, action="append", default=[], help="a file that everybody was given"
    )
    command.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="submissions of another term, compared with these and not with each other",
    )
    command.add_argument("--pairs", type=int, default=SHOWN, help=f"how many to tell ({SHOWN})")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace) -> int:
    """Compares and prints.

    Raises: InvalidSource, NoSuchLab.
    """
    skipped: list[str] = []
    submissions = [
        *_submissions(options.folder, skipped, earlier=False),
        *_submissions(options.earlier, skipped, earlier=True),
    ]
    if sum(not each.earlier for each in submissions) < 2:
        raise InvalidSource("There are not two .py or .ipynb files to compare in these folders.")
    known, entry_points = _of_lab(options)
    known += [_text(path) for path in options.starter]
    settings = Settings(
        known=tuple(known), entry_points=entry_points, most_pairs=max(options.pairs, 1)
    )
    result = compare(submissions, settings)
    if options.json:
        values = result.as_dict() | {"settings": settings.as_dict(), "skipped": skipped}
        print(json.dumps(values, indent=2))
    else:
        print(printable(similarity_text(result, skipped)))
    return 0


def _of_lab(options: argparse.Namespace) -> tuple[list[str], frozenset[str]]:
    """Programs of the lab and the functions that it asks for."""
    if not options.lab:
        return [], frozenset()
    named = Path(options.lab)
    is_folder = (named / "lab.yaml").is_file()
    lab: Lab = load_lab(named) if is_folder else find_lab(options.lab, lab_roots(options.labs))
    files = [lab.folder / "starter.py", lab.folder / "reference.py"]
    files += sorted(lab.folder.glob("solutions/*.py")) + sorted(lab.folder.glob("mistakes/*.py"))
    programs = [path.read_text("utf-8") for path in files if path.is_file()]
    return programs, frozenset(function.name for function in lab.functions)


def _submissions(
    folders: Sequence[Path], skipped: list[str], *, earlier: bool
) -> Iterator[Submission]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in SUFFIXES or not path.is_file():
                continue
            inside = path.relative_to(folder)
            owner = inside.parts[0] if len(inside.parts) > 1 else inside.stem
            try:
                text = _text(path)
            except InvalidSource as error:
                skipped.append(f"{path}: {error}")
                continue
            prefix = f"{folder}/" if earlier else ""
            yield Submission(str(path), text, owner=prefix + owner, earlier=earlier)


def _text(path: Path) -> str:
    return read_file(path).decode("utf-8", "replace")


def similarity_text(result: Result, skipped: Sequence[str]) -> str:
    """The pairs and groups as lines."""
    outstanding = sum(pair.stands_out for pair in result.pairs)
    lines = [
        f"{result.compared} submissions"
        + (f" and {result.earlier} of earlier terms" if result.earlier else "")
        + f", {result.all_pairs:,} pairs; median similarity {result.median:.2f}, "
        f"spread {result.spread:.2f}.",
        f"{outstanding} pairs stand out. Similar code is not proof of copying: read both."
        if outstanding
        else "No pair stands out from the others of this lab.",
        "",
        *(_line(pair) for pair in result.pairs),
        *(f"group of {len(group.members)}: {', '.join(group.members)}" for group in result.groups),
    ]
    if result.too_short:
        lines.append(f"Too little of their own to compare: {', '.join(result.too_short)}")
    lines += [f"skipped: {each}" for each in skipped]
    return "\n".join(lines)


def _line(pair: Pair) -> str:
    mark = "*" if pair.stands_out else " "
    places = "; ".join(
        f"{match.left[0].first_line}-{match.left[-1].last_line} ~ "
        f"{match.right[0].first_line}-{match.right[-1].last_line}"
        for match in pair.matches[:4]
        if match.left and match.right
    )
    return (
        f"{mark} {pair.similarity:.2f}  z {pair.z:5.1f}  {pair.percentile:6.2f} %  "
        f"{pair.rare:3d} rare  {pair.left}  {pair.right}  lines {places}"
    )
