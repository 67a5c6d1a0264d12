"""The list of known survivors is read word for word, however its lines are broken."""

from __future__ import annotations

from tests.grader.reference.mutants import SOURCE, functions_of, modules
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
        "linear/ftrl.py: `power == 0.5` -> `power == 1.5`",
        "linear/ftrl.py: `a - b` -> `a + b`",
        "links/log_odds.py: `if x.size and x` -> `if x.size or x`",
    }
    assert listed("`a` -> `b`") == set()


def test_every_listed_line_still_stands_in_its_module():
    gone = []
    for key in known():
        module, _, pair = key.partition(": ")
        before = pair.split("` -> `")[0].removeprefix("`")
        lines = {
            " ".join(line.split()) for line in (SOURCE / module).read_text("utf-8").splitlines()
        }
        if before not in lines:
            gone.append(key)
    assert gone == []


def test_functions_are_found_with_their_decorators_and_signatures():
    for module in modules():
        lines = (SOURCE / module).read_text("utf-8").splitlines()
        for span in functions_of(module):
            assert lines[span.first - 1].lstrip().startswith(("@", "def "))
            assert span.first < span.body <= span.last <= len(lines)
