"""The list of known survivors is read word for word, however its lines are broken."""

from __future__ import annotations

import ast
from dataclasses import replace

import numpy as np
import pytest

from grader.reference import cosine_restarts
from tests.grader.reference.mutants import SOURCE, functions_of, modules, mutants, transplant
from tests.grader.reference.mutate import known, listed

PAGE = """
- linear/ftrl.py: `power == 0.5`
  -> `power == 1.5` (a reason), `a -
  b` -> `a + b`
- links/log_odds.py: `if x.size and
  x` -> `if x.size or x`

## Of another kind

* links/log_odds.py: `x` -> `y`
"""


def test_pairs_belong_to_the_module_of_their_item_and_lines_may_wrap():
    assert listed(PAGE) == {
        "linear/ftrl.py:`power==0.5`->`power==1.5`",
        "linear/ftrl.py:`a-b`->`a+b`",
        "links/log_odds.py:`ifx.sizeandx`->`ifx.sizeorx`",
    }
    assert listed("`a` -> `b`") == set()


@pytest.mark.slow
def test_every_listed_mutant_is_still_made():
    """A listed line that has changed, or that no operator changes so any more, has to go."""
    keys = known()
    lines = frozenset(key.partition(":`")[2].partition("`->`")[0] for key in keys)
    modules = {key.partition(":")[0] for key in keys}
    made = {mutant.key for module in modules for mutant in mutants(module, lines)}
    assert keys - made == set()


def test_a_mutant_is_a_program_that_differs_in_the_line_it_names():
    found = mutants("schedules.py")
    assert len(found) > 100
    assert {"one_more", "Div_for_Mult", "other_truth"} <= {m.operator for m in found}
    source = (SOURCE / "schedules.py").read_text("utf-8")
    for mutant in found:
        compile(mutant.tree, "mutant", "exec")
        assert mutant.before in source and mutant.before != mutant.after
        assert str(mutant).startswith(f"schedules.py:{mutant.line} {mutant.operator}")


def test_a_changed_decorator_changes_the_functions_that_it_has_made():
    """Without its special case a schedule gives a number of NumPy's."""
    wrong = next(m for m in mutants("_steps.py") if m.operator == "special_case_left_out")
    right = replace(wrong, tree=ast.parse((SOURCE / "_steps.py").read_text("utf-8")))
    transplant(wrong)
    try:
        assert type(cosine_restarts(1, 1.0, 2)) is np.float64
    finally:
        transplant(right)
    assert type(cosine_restarts(1, 1.0, 2)) is float


def test_functions_are_found_with_their_decorators_and_signatures():
    for module in modules():
        lines = (SOURCE / module).read_text("utf-8").splitlines()
        for span in functions_of(module):
            assert lines[span.first - 1].lstrip().startswith(("@", "def "))
            assert span.first < span.body <= span.last <= len(lines)
