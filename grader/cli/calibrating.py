"""``python -m grader calibrate``: the class of this host, and its ratios on the calibration set."""

from __future__ import annotations

import argparse
import json
from typing import Any

from grader.calibration import Calibration, all_pairs, calibrate


def add_command(commands: Any) -> argparse.ArgumentParser:
    """Adds ``calibrate`` to the parsers of commands; the caller adds ``--labs`` and ``--json``."""
    command: argparse.ArgumentParser = commands.add_parser(
        "calibrate", help="measure the ratios of fixed programs on this host"
    )
    command.add_argument(
        "--only",
        action="append",
        default=[],
        choices=list(all_pairs()),
        metavar="PAIR",
        help=f"a pair of programs, of {', '.join(all_pairs())}; all of them where none is named",
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace) -> int:
    """Measures and prints. Raises: NotCalibrated, SandboxUnavailable."""
    found = calibrate(options.only)
    print(json.dumps(found.as_dict()) if options.json else calibration_text(found))
    return 0


def calibration_text(found: Calibration) -> str:
    """A line for each pair: its ratio, the ends of the interval, and what it does."""
    lines = [found.host.words, f"class {found.host.key}, set {found.digest}", ""]
    for name, each in found.ratios.items():
        interval = f"({each.low:.3f} to {each.high:.3f})"
        lines.append(f"{name:22} {each.ratio:7.3f}  {interval}  {all_pairs()[name].does}")
    return "\n".join([*lines, "", f"Took {found.seconds:.1f} s."])
