from __future__ import annotations

from pathlib import Path

import pytest

from grader.lab import NoSuchLab, find_lab, lab_folders, lab_roots
from tests.grader.small_lab import FILES, write_lab


@pytest.mark.parametrize("name", ["L9.1", "l9.1", "doubling"])
def test_lab_is_found_by_number_in_either_case_and_by_slug(tmp_path: Path, name: str) -> None:
    write_lab(tmp_path)
    assert find_lab(name, [tmp_path]).slug == "doubling"


def test_lab_that_is_not_there_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    write_lab(tmp_path)
    with pytest.raises(NoSuchLab, match=r'No lab is called "dubling"\. Did you mean "doubling"'):
        find_lab("dubling", [tmp_path])


def test_first_root_wins(tmp_path: Path) -> None:
    write_lab(tmp_path / "mine", lab_yaml=FILES["lab.yaml"].replace("Doubling", "Mine"))
    write_lab(tmp_path / "shipped")
    roots = [tmp_path / "mine", tmp_path / "nowhere", tmp_path / "shipped"]
    assert find_lab("doubling", roots).title == "Mine"
    assert list(lab_folders(roots)) == [tmp_path / "mine" / "doubling"]


def test_roots_named_in_the_environment_come_before_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEWARE_LABS", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    given, first, second, shipped = lab_roots([tmp_path / "c"])
    assert (given, first, second) == (tmp_path / "c", tmp_path / "a", tmp_path / "b")
    assert shipped.parts[-2:] == ("labs", "catalogue")


def test_shipped_labs_are_found() -> None:
    assert find_lab("L5.3").slug == "sparse_softmax_cross_entropy"
