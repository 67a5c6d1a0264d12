"""`python -m tests.grader.reference.mutate [MODULE ...]`: do the tests notice a changed reference?

The mutations are those of cosmic-ray (`pip install cosmic-ray==8.7.0`): numbers, operators,
comparisons, conditions, loops, exceptions. The tests are collected once; each mutant is a fork, in
which the functions of its module get the mutant's code, so that it costs the tests and no start of
an interpreter. A mutant meets the tests that enter its function, those that killed the module's
last mutants first, then the quickest: those of the module itself, and those over the whole
reference that have to do with its functions. The first failure ends it.

Prints every survivor, and the share killed. Survivors listed in docs/reference-mutants.md do not
make the command fail. Option: --share 0.2 takes a random fifth.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import itertools
import json
import os
import random
import re
import resource
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "grader" / "reference"
TESTS = Path(__file__).parent
SECONDS = 900
"""Of processor time, for the tests without any mutation."""

GENERAL = ("test_gradients.py", "test_rules.py", "test_document.py")
"""Tests over the whole reference; the last one knows the defaults that the documents name."""

BINARY = "Add_Sub Sub_Add Mul_Div Div_Mul Pow_Mul FloorDiv_Mul Mod_Mul BitAnd_BitOr BitOr_BitAnd"
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
OPERATORS = [
    *(f"core/ReplaceBinaryOperator_{pair}" for pair in BINARY.split()),
    *(
        f"core/ReplaceComparisonOperator_{a}_{b}"
        for a in COMPARISONS
        for b in COMPARISONS
        if a != b
    ),
    "core/ReplaceComparisonOperator_Is_IsNot",
    "core/ReplaceComparisonOperator_IsNot_Is",
    "core/ReplaceUnaryOperator_USub_UAdd",
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceUnaryOperator_Delete_USub",
    "core/ReplaceUnaryOperator_Delete_Invert",
    "core/AddNot",
    "core/NumberReplacer",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/ExceptionReplacer",
    "core/ZeroIterationForLoop",
]


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed."""

    module: str
    line: int
    operator: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        kind = self.operator.removeprefix("core/")
        return f"{self.module}:{self.line} {kind}\n    - {self.before}\n    + {self.after}"

    @property
    def key(self) -> str:
        """What the list of known survivors names it by: lines move, their text does not."""
        return f"{self.module}: `{self.before}` -> `{self.after}`"


def mutants(module: str) -> list[Mutant]:
    """All mutants of a module, those in annotations left out: nothing runs them."""
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.plugins import get_operator

    code = (SOURCE / module).read_text("utf-8")
    lines, skipped = code.splitlines(), _annotated(code)
    found = []
    for name in OPERATORS:
        for occurrence in itertools.count():
            changed = MutationVisitor.mutate_code(code, get_operator(name)(), occurrence)
            if changed is None:
                break
            rows = changed.splitlines()
            at = next(i for i, (a, b) in enumerate(zip(lines, rows, strict=False)) if a != b)
            if not _nothing_runs(skipped, at + 1, lines[at], rows[at]):
                texts = (lines[at].strip(), rows[at].strip())
                found.append(Mutant(module, at + 1, name, *texts, changed))
    return found


def _annotated(code: str) -> list[tuple[int, int, int, int]]:
    """Where annotations stand: first line and column, last line and column."""
    spans = []
    for node in ast.walk(ast.parse(code)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        spans += [
            (p.lineno, p.col_offset, p.end_lineno, p.end_col_offset)
            for p in parts
            if isinstance(p, ast.expr)
        ]
    return spans


def _nothing_runs(spans, line: int, before: str, after: str) -> bool:
    """Whether the change is in an annotation, or in the bare * of a signature."""
    column = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
    )
    if before[column : column + 2] == "*,":
        return True
    return any((a, b) <= (line, column) < (c, d) for a, b, c, d in spans)


def tests_of(module: str) -> list[list[Path]]:
    """Stages of test files: the module's own (or its folder's), then those over everything."""
    path = Path(module)
    folder, stem = TESTS / path.parent, path.stem.strip("_")
    general = [TESTS / name for name in GENERAL]
    if stem == "rules":
        return [[TESTS / "test_rules.py"], sorted(TESTS.glob("*/test_*.py"))]
    if stem in ("erf", "each"):
        return [[TESTS / "activations" / "test_activations.py"], general]
    own = folder / f"test_{stem}.py"
    if path.parent == Path("."):
        return [[own], general]
    return [[own] if own.exists() else sorted(folder.glob("test_*.py")), general]


class Forks:
    """A pytest plugin: collect the tests once, then run them in a fork for every mutant."""

    def __init__(self, chosen: list[str], share: float, seed: int) -> None:
        self.chosen, self.share, self.seed = chosen, share, seed
        self.tallies: list[Tally] = []
        self.listed = known()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_file: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            by_file.setdefault(item.path.resolve(), []).append(item)
        for module in self.chosen or modules():
            files = [file.resolve() for stage in tests_of(module) for file in stage]
            items = [item for file in files for item in by_file.get(file, [])]
            self._module(module, [item for item in items if concerns(item, module)])
        return True

    def _module(self, module: str, items: list[pytest.Item]) -> None:
        chosen = mutants(module)
        taken = [m for m in chosen if random.Random(f"{self.seed}{m}").random() < self.share]
        tally, began = Tally(module), time.monotonic()
        order = Order(module, items) if taken else None
        for mutant in taken:
            met, seconds = order.of(mutant)
            killer = in_fork(met, mutant, seconds)
            if killer is None:
                listed = mutant.key in self.listed
                tally.listed, tally.unlisted = tally.listed + listed, tally.unlisted + (not listed)
                tally.survivors.append(mutant)
                print(f"  {'known' if listed else 'SURVIVED'} {mutant}", flush=True)
            else:
                tally.killed += 1
                order.killed_by(killer)
        self.tallies.append(tally)
        print(f"{tally}, {time.monotonic() - began:.0f} s", flush=True)


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
        self.recent: list[int] = []

    def of(self, mutant: Mutant) -> tuple[dict[int, pytest.Item], float]:
        """The tests by number, and the processor time they may take."""
        span = next((s for s in self.spans if s.body <= mutant.line <= s.last), None)
        met = [i for i in self.items if span is None or self._enters(i, span)]
        met.sort(key=lambda i: (self._rank(i), self.seconds[i]))
        return {i: self.items[i] for i in met}, 5 * sum(self.seconds[i] for i in met) + 5

    def _enters(self, i: int, span: Span) -> bool:
        return any(span.first <= line <= span.last for line in self.lines[i])

    def _rank(self, i: int) -> int:
        return self.recent.index(i) if i in self.recent else len(self.recent)

    def killed_by(self, i: int) -> None:
        """Put it first from now on; -1 is a loop without end, which no test ended."""
        if i in self.items:
            self.recent = [i, *(j for j in self.recent if j != i)]


@dataclass(frozen=True)
class Span:
    """Lines of a function: its first (a decorator's, or the `def`), of its body, and the last."""

    first: int
    body: int
    last: int


def functions_of(module: str) -> list[Span]:
    """The outermost functions and methods. Their signatures are not of their bodies:

    what a default is may be seen by a test that calls nothing.
    """
    tree = ast.parse((SOURCE / module).read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    nodes = [*tree.body, *(part for node in classes for part in node.body)]
    return [
        Span(
            min([f.lineno, *(d.lineno for d in f.decorator_list)]),
            f.body[0].lineno,
            f.end_lineno or f.lineno,
        )
        for f in nodes
        if isinstance(f, ast.FunctionDef)
    ]


def concerns(item: pytest.Item, module: str) -> bool:
    """Whether a test over the whole reference has to do with a function of the module."""
    if item.path.name not in GENERAL or module.startswith("_"):
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


def transplant(mutant: Mutant) -> None:
    """Give the functions of the imported module the code of the mutant.

    The functions themselves stay, so that whoever imported them by name runs the new code too.
    """
    name = ".".join(("grader.reference", *Path(mutant.module).with_suffix("").parts))
    module = sys.modules[name]
    new: dict[str, Any] = {"__name__": name, "__package__": module.__package__}
    exec(compile(mutant.source, str(module.__file__), "exec"), new)
    for key, value in new.items():
        old = vars(module).get(key)
        if inspect.isfunction(old) and old.__module__ == name:
            _give(old, value)
        elif inspect.isclass(old) and old.__module__ == name:
            _give_methods(old, value)
        elif not key.startswith("__") and not inspect.ismodule(old) and key.isupper():
            setattr(module, key, value)


def _give_methods(old: type, new: type) -> None:
    for part, method in list(vars(old).items()):
        if inspect.isfunction(method) and part in vars(new):
            _give(method, vars(new)[part])
        elif inspect.isfunction(method):
            # A dataclass that is frozen no more has fewer of them.
            delattr(old, part)


def _give(old: Any, new: Any) -> None:
    while hasattr(old, "__wrapped__"):
        old, new = old.__wrapped__, new.__wrapped__
    old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def modules() -> list[str]:
    """Every module with something to mutate."""
    files = (file.relative_to(SOURCE) for file in sorted(SOURCE.rglob("*.py")))
    return [str(f) for f in files if f.name not in ("__init__.py", "document.py")]


def known() -> set[str]:
    """The keys listed: `- module: ` at the start of an item, then pairs, as lines may wrap."""
    file = ROOT / "docs" / "reference-mutants.md"
    text = " ".join(file.read_text("utf-8").split()) if file.exists() else ""
    return {
        f"{module}: {pair}"
        for module, pairs in re.findall(r"- (\S+\.py): ((?:(?!- \S+\.py: ).)*)", text)
        for pair in re.findall(r"`[^`]+` -> `[^`]+`", pairs)
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", default=[], help="links/log_odds.py ...; all")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a file for the survivors, as JSON")
    chosen = parser.parse_args()
    try:
        import cosmic_ray  # noqa: F401  (is it there?)
    except ImportError:
        print("Install cosmic-ray first: pip install cosmic-ray==8.7.0")
        return 2
    settings.register_profile(
        "mutants",
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    forks = Forks(chosen.modules, chosen.share, chosen.seed)
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
    # Raised for the libraries that are imported here already.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main([str(TESTS), *options], [forks])
    if chosen.keep:
        kept = [[m.key, m.line, m.operator] for t in forks.tallies for m in t.survivors]
        chosen.keep.write_text(json.dumps(kept, indent=1))
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
