"""`python -m tests.grader.reference.mutate [MODULE ...]`: do the tests notice a changed reference?

The mutations are those of cosmic-ray (`pip install cosmic-ray==8.7.0`): numbers, operators,
comparisons, conditions, loops, exceptions. The tests are collected once; each mutant is a fork, in
which the functions of its module get the mutant's code, so that it costs the tests and no start of
an interpreter. Tests of the module itself come first, then those over the whole reference that
have to do with its functions; the first failure ends it.

Prints every survivor, and the share killed. Survivors listed in docs/reference-mutants.md do not
make the command fail. Option: --share 0.2 takes a random fifth..
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
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "grader" / "reference"
TESTS = Path(__file__).parent
SECONDS = 900
"""For the tests without any mutation; a mutant gets ten times what those took."""

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
    general = [TESTS / f"test_{name}.py" for name in ("gradients", "rules")]
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
        self.total, self.survivors, self.listed = 0, [], known()

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
        taken = [
            m for m in mutants(module) if random.Random(f"{self.seed}{m}").random() < self.share
        ]
        began, alive = time.monotonic(), 0
        if taken and in_fork(items, None, SECONDS) != 0:
            raise SystemExit(f"{module}: its tests fail without any mutation")
        seconds = 10 * (time.monotonic() - began) + 10
        for mutant in taken:
            if in_fork(items, mutant, seconds) == 0:
                alive += 1
                self.survivors.append(mutant)
                mark = "known" if mutant.key in self.listed else "SURVIVED"
                print(f"  {mark} {mutant}", flush=True)
        self.total += len(taken)
        took = time.monotonic() - began
        print(f"{module}: {len(taken) - alive}/{len(taken)} killed, {took:.0f} s", flush=True)


def concerns(item: pytest.Item, module: str) -> bool:
    """Whether a test over the whole reference has to do with a function of the module."""
    if item.path.name not in ("test_gradients.py", "test_rules.py") or module.startswith("_"):
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


def in_fork(items: list[pytest.Item], mutant: Mutant | None, seconds: float) -> int:
    """0 if all tests pass there; the first failure ends it, as does a loop without end."""
    child = os.fork()
    if child == 0:
        os._exit(_in_child(items, mutant))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def _in_child(items: list[pytest.Item], mutant: Mutant | None) -> int:
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        if mutant is not None:
            transplant(mutant)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return 1
        return 0
    except BaseException:
        return 1


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
            for part, method in vars(value).items():
                if inspect.isfunction(method):
                    _give(vars(old)[part], method)
        elif not key.startswith("__") and not inspect.ismodule(old) and key.isupper():
            setattr(module, key, value)


def _give(old: Any, new: Any) -> None:
    while hasattr(old, "__wrapped__"):
        old, new = old.__wrapped__, new.__wrapped__
    old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def modules() -> list[str]:
    """Every module with something to mutate."""
    files = (file.relative_to(SOURCE) for file in sorted(SOURCE.rglob("*.py")))
    return [str(f) for f in files if f.name not in ("__init__.py", "document.py")]


def known() -> str:
    file = ROOT / "docs" / "reference-mutants.md"
    return file.read_text("utf-8") if file.exists() else ""


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
    survivors, total = forks.survivors, forks.total
    if chosen.keep:
        kept = [[m.key, m.line, m.operator] for m in survivors]
        chosen.keep.write_text(json.dumps(kept, indent=1))
    unknown = sum(m.key not in forks.listed for m in survivors)
    killed = total - len(survivors)
    print(f"{killed}/{total} killed ({killed / max(total, 1):.1%}); {unknown} survivors not listed")
    return 1 if unknown or not total else 0


if __name__ == "__main__":
    sys.exit(main())
