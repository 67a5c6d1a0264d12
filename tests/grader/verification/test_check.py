from __future__ import annotations

from pathlib import Path

from grader import verification
from grader.verification import QUICK, Effort, all_checks, checks_for


def test_every_module_is_a_check_in_its_place() -> None:
    found = all_checks()
    modules = {path.stem for path in Path(verification.__file__).parent.glob("checks/*.py")} - {
        "__init__"
    }
    assert set(found) == modules
    places = [check.place for check in found.values()]
    assert places == sorted(set(places))


def test_quick_part_is_a_part() -> None:
    quick, whole = checks_for(QUICK), checks_for(Effort())
    assert set(quick) < set(whole) == set(all_checks())
    assert not any(check.timed for check in quick.values())
    assert {"files", "solutions", "mistakes"} <= set(quick)
