"""manage.py plan_workers: how many grading processes a class needs at a deadline."""

from __future__ import annotations

from argparse import ArgumentTypeError
from statistics import mean
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courseware.capacity.selectors import DEFAULT_SECONDS, LEAST_RUNS, measured_seconds
from courseware.capacity.simulation import Rush, processes_needed, wait_at_deadline
from courseware.capacity.table import CLASSES, HEAD, rows

MOST_STUDENTS = 1_000_000


class Command(BaseCommand):
    help = "Simulates a class before a deadline and says how many grading processes it needs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--students", type=_students, default=100, help="default 100")
        parser.add_argument("--runs", type=_positive, default=6.0, help="of each student; 6")
        parser.add_argument(
            "--hours", type=_positive, default=3.0, help="a run comes so long before, on average; 3"
        )
        parser.add_argument(
            "--wait", type=_positive, default=60.0, help="seconds that 95 %% wait at most; 60"
        )
        parser.add_argument(
            "--seconds", type=_positive, help="of a run, instead of what this site has measured"
        )
        parser.add_argument("--table", action="store_true", help="the table of docs/operating.md")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["table"]:
            for line in (*HEAD, *rows(CLASSES, DEFAULT_SECONDS)):
                self.stdout.write(line)
            return
        seconds, source = _seconds(options["seconds"])
        rush = Rush(options["students"], options["runs"], options["hours"])
        needed = processes_needed(rush, seconds, options["wait"])
        self.stdout.write(
            f"Runs take {mean(seconds):.1f} s on average ({source}). "
            f"{rush.last_hour:,.0f} of {rush.students * rush.runs:,.0f} come in the last hour."
        )
        self.stdout.write(
            f"{needed} grading processes: 95 % of the last hour's runs begin within "
            f"{options['wait']:g} s. Give each a core of its own."
        )
        for count in sorted({max(1, needed // 2), needed, 2 * needed}):
            wait = wait_at_deadline(rush, seconds, count)
            self.stdout.write(f"  {count:>6} processes: 95 % begin within {wait:,.1f} s")


def _seconds(given: float | None) -> tuple[list[float], str]:
    if given is not None:
        return [given], "as given"
    if found := measured_seconds():
        return found, f"measured here, {len(found)} runs"
    return list(DEFAULT_SECONDS), f"assumed; this site has fewer than {LEAST_RUNS} runs"


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise ArgumentTypeError(f"“{text}” is no number above 0; write one such as 6")
    return value


def _students(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_STUDENTS:
        raise ArgumentTypeError(f"“{text}” is no number of students from 1 to {MOST_STUDENTS:,}")
    return int(text)
