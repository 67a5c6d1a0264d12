"""`python -m tests.grader.reference.mutate [MODULE ...]`: do the tests notice a changed reference?

The mutations are those of `grader.mutations` for the reference: numbers, operators, comparisons,
conditions, loops, exceptions, and what goes wrong in NumPy code. The tests are collected once;
each mutant is a fork, in which the functions of its module get the mutant's code, so that it costs
the tests and no start of an interpreter. A mutant meets the tests that enter its function, first
those of the module's own file, and if it lives those beside it, then those over the whole
reference: of each the ones that kill most for the time they take come first, and the first failure
ends it.

Prints every survivor, and the share killed. Survivors listed in docs/reference-mutants.md do not
make the command fail. Options: --share 0.2 takes a random fifth; --own runs the tests of a module's
own file and no others; --keep FILE writes the survivors down, and --only FILE takes those alone,
for when tests have been added.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.for_all import BY_CASE
from tests.grader.reference.mutants import (
    ROOT,
    SOURCE,
    Mutant,
    Span,
    compact,
    functions_of,
    modules,
    mutants,
    transplant,
)

TESTS = Path(__file__).parent
SECONDS = 900
"""Of processor time, for the tests without any mutation."""

GENERAL = ("test_gradients.py", "test_rules.py", "test_document.py")
"""Tests over the whole reference; the last one knows the defaults that the documents name."""


def tests_of(module: str) -> list[list[Path]]:
    """Stages of test files: the module's own, its folder's, then those over everything."""
    path = Path(module)
    folder, stem = TESTS / path.parent, path.stem.strip("_")
    general = [TESTS / name for name in GENERAL]
    if stem == "rules":
        return [[TESTS / "test_rules.py"], sorted(TESTS.glob("*/test_*.py"))]
    own = folder / f"test_{stem}.py"
    near = TESTS / "activations" if stem == "erf" else folder
    beside = [file for file in sorted(near.glob("test_*.py")) if file != own]
    if path.parent == Path(".") and stem != "erf":
        return [[own], general]
    return [*([[own]] if own.exists() else []), beside, general]


class Forks:
    """A pytest plugin: collect the tests once, then run them in a fork for every mutant."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.chosen, self.share, self.seed = options.modules, options.share, options.seed
        self.keep, self.stages = options.keep, 1 if options.own else None
        self.only = {tuple(m) for m in json.loads(options.only.read_text())} if options.only else ()
        self.tallies: list[Tally] = []
        self.listed = known()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # What is there already is left alone by the collectors of the forks, so that it is shared.
        gc.collect()
        gc.freeze()
        by_file: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            by_file.setdefault(item.path.resolve(), []).append(item)
        for module in self.chosen or modules():
            stages = [
                [
                    item
                    for file in files
                    for item in by_file.get(file.resolve(), [])
                    if concerns(item, module)
                ]
                for files in tests_of(module)[: self.stages]
            ]
            self._module(module, [items for items in stages if items])
        return True

    def _takes(self, mutant: Mutant) -> bool:
        if self.only:
            return (mutant.key, mutant.operator) in self.only
        return random.Random(f"{self.seed}{mutant}").random() < self.share

    def _module(self, module: str, stages: list[list[pytest.Item]]) -> None:
        taken = [m for m in mutants(module) if self._takes(m)]
        tally, began = Tally(module), time.monotonic()
        # What the later tests enter is found out when a mutant gets as far as them.
        orders = [cache(partial(Order, module, items)) for items in stages]
        for mutant in taken:
            if not any(order().kills_it(mutant) for order in orders):
                listed = mutant.key in self.listed
                tally.listed, tally.unlisted = tally.listed + listed, tally.unlisted + (not listed)
                tally.survivors.append(mutant)
                print(f"  {'known' if listed else 'SURVIVED'} {mutant}", flush=True)
            else:
                tally.killed += 1
        self.tallies.append(tally)
        print(f"{tally}, {time.monotonic() - began:.0f} s", flush=True)
        if self.keep:
            kept = [[m.key, m.operator] for t in self.tallies for m in t.survivors]
            self.keep.write_text(json.dumps(kept, indent=1))


@dataclass
class Tally:
    """What became of a module's mutants."""

    module: str
    killed: int = 0
    listed: int = 0
    unlisted: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    def __str__(self) -> str:
        total = self.killed + self.listed + self.unlisted
        return f"{self.module}: {self.killed}/{total} killed, {self.listed} listed"


class Order:
    """Which tests a mutant meets, and in which order: the likeliest to kill it first."""

    def __init__(self, module: str, items: list[pytest.Item]) -> None:
        self.items = dict(enumerate(items))
        self.spans = functions_of(module)
        report = in_fork(items, None, SECONDS, entered=SOURCE / module)
        if not isinstance(report, dict):
            raise SystemExit(f"{module}: its tests fail without any mutation: {report}")
        self.seconds = {int(i): seconds for i, (seconds, _) in report.items()}
        self.lines = {int(i): lines for i, (_, lines) in report.items()}
        self.kills: Counter[int] = Counter()
        self.tries: Counter[int] = Counter()

    def of(self, mutant: Mutant) -> tuple[dict[int, pytest.Item], float]:
        """The tests by number, and the processor time they may take."""
        span = next((s for s in self.spans if s.body <= mutant.line <= s.last), None)
        met = [i for i in self.items if span is None or self._enters(i, span)]
        met.sort(key=self._worth, reverse=True)
        return {i: self.items[i] for i in met}, 5 * sum(self.seconds[i] for i in met) + 5

    def _enters(self, i: int, span: Span) -> bool:
        return any(span.first <= line <= span.last for line in self.lines[i])

    def _worth(self, i: int) -> float:
        """The chance that it kills, as far as is known, for the time it takes."""
        return (self.kills[i] + 0.5) / (self.tries[i] + 1) / (self.seconds[i] + 0.002)

    def kills_it(self, mutant: Mutant) -> bool:
        """Whether a test fails; the killer, -1 for a loop without end, is kept in mind."""
        met, seconds = self.of(mutant)
        killer = in_fork(met, mutant, seconds)
        for i in met:
            self.tries[i] += 1
            if i == killer:
                self.kills[i] += 1
                break
        return killer is not None


def concerns(item: pytest.Item, module: str) -> bool:
    """Whether a test over the whole reference has to do with a function of the module."""
    if item.path.name not in GENERAL or Path(module).name.startswith("_"):
        return True
    name = ".".join(("grader.reference", *Path(module).with_suffix("").parts))
    words = set(re.split(r"\W+", item.name))
    return (
        bool(
            words & {n.removesuffix("_grad") for n in sys.modules[name].__all__}
            or words & set(sys.modules[name].__all__)
        )
        or "[" not in item.name
    )


def in_fork(items: Any, mutant: Mutant | None, seconds: float, entered: Path | None = None) -> Any:
    """The number of the test that failed, -1 for a loop without end, None if all pass.

    With `entered`, instead of None: for each test its seconds of processor time and the first
    lines of that file's functions that it enters.
    """
    numbered = items if isinstance(items, dict) else dict(enumerate(items))
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        # Processor time, because other work on the machine says nothing about the mutant.
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        answer = _in_child(numbered, mutant, entered)
        with os.fdopen(send, "w") as stream:
            json.dump(answer, stream)
        os._exit(0)
    os.close(send)
    with os.fdopen(receive) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else -1


def _in_child(numbered: dict[int, pytest.Item], mutant: Mutant | None, entered: Path | None) -> Any:
    report, i = {}, -1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        if mutant is not None:
            transplant(mutant)
        following = [*list(numbered.values())[1:], None]
        for (i, item), after in zip(numbered.items(), following, strict=True):
            began, lines = time.process_time(), set()
            if entered is not None:
                sys.setprofile(_noting(str(entered), lines))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            sys.setprofile(None)
            if item.session.testsfailed:
                return i
            report[i] = (time.process_time() - began, sorted(lines))
        return report if entered else None
    except BaseException:
        return i


def _noting(file: str, lines: set[int]) -> Any:
    def note(frame: Any, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename == file:
            lines.add(frame.f_code.co_firstlineno)

    return note


def known() -> set[str]:
    """The keys of docs/reference-mutants.md."""
    return listed((ROOT / "docs" / "reference-mutants.md").read_text("utf-8"))


def listed(page: str) -> set[str]:
    """Items begin with `- module: `; pairs of code follow. Lines may wrap anywhere in them."""
    sections = [" ".join(part.split()) for part in re.split(r"^#+ ", page, flags=re.MULTILINE)]
    return {
        compact(f"{module}: {pair}")
        for text in sections
        for module, pairs in re.findall(r"- (\S+\.py): ((?:(?!- \S+\.py: ).)*)", text)
        for pair in re.findall(r"`[^`]+` -> `[^`]+`", pairs)
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", default=[], help="links/log_odds.py ...; all")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--own", action="store_true", help="the tests of the module's own file")
    parser.add_argument("--keep", type=Path, help="a file for the survivors, as JSON")
    parser.add_argument("--only", type=Path, help="such a file: those alone, after more tests")
    chosen = parser.parse_args()
    settings.register_profile(
        "mutants",
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    os.environ[BY_CASE] = "1"
    forks = Forks(chosen)
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
    # RaisedException for the libraries that are imported here already.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main([str(TESTS), *options], [forks])
    return summary(forks.tallies)


def summary(tallies: list[Tally]) -> int:
    """Print the total; 1 if a survivor is not listed or nothing was done."""
    killed, listed = sum(t.killed for t in tallies), sum(t.listed for t in tallies)
    unlisted = sum(t.unlisted for t in tallies)
    total = killed + listed + unlisted
    share = killed / max(total, 1)
    print(f"{killed}/{total} killed ({share:.1%}), {listed} listed, {unlisted} not listed")
    return 1 if unlisted or not total else 0


if __name__ == "__main__":
    sys.exit(main())
