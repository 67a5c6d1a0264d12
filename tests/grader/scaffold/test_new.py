"""The folder of a new lab: complete, and nothing wrong with it but what is still to be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.lab import read_lab
from grader.scaffold import CannotMake, known_formats, make_lab
from grader.verification import QUICK, Effort, Work, checks_for, run_check


def findings(folder: Path, name: str) -> list[str]:
    return [str(f).replace(f"{folder}/", "") for f in run_check(folder, name, Work(QUICK)).faults]


@pytest.mark.parametrize("functions", [[], ["softplus"], ["huber", "huber_grad", "quite_new"]])
def test_new_lab_can_be_read_and_lacks_only_what_authors_write(
    tmp_path: Path, functions: list[str]
) -> None:
    folder = make_lab(tmp_path, "softish", number="L9.7", functions=functions)
    faults = Faults()
    lab = read_lab(folder, faults)
    assert list(faults) == []
    assert [f.name for f in lab.functions] == (functions or ["softish"])
    wrong = {name: findings(folder, name) for name in checks_for(QUICK)}
    assert wrong["unwritten"][0].startswith(("lab.yaml:", "cases.py:"))
    assert {name for name, found in wrong.items() if found} == {"unwritten", "cases"}


@pytest.mark.parametrize("functions", [[], ["train_me", "mlp_train"]])
def test_new_lab_that_trains_lacks_only_what_authors_write(
    tmp_path: Path, functions: list[str]
) -> None:
    folder = make_lab(tmp_path, "trained", format="result", functions=functions)
    faults = Faults()
    lab = read_lab(folder, faults)
    assert list(faults) == []
    assert (lab.format, lab.functions[0].name) == ("result", (functions or ["trained"])[0])
    wrong = {name: findings(folder, name) for name in checks_for(QUICK)}
    assert {name for name, found in wrong.items() if found} == {"unwritten"}
    assert any(fault.startswith("task.py:") for fault in wrong["unwritten"])


@pytest.mark.slow
@pytest.mark.alone
def test_model_of_a_new_lab_that_trains_reaches_its_target(tmp_path: Path) -> None:
    folder = make_lab(tmp_path, "trained", format="result")
    reference = (folder / "reference.py").read_text().replace("TODO:", "")
    (folder / "solutions" / "vectorised.py").write_text(reference)
    assert run_check(folder, "thresholds", Work(Effort())).findings == []


def test_function_of_the_reference_brings_its_signature_and_summary(tmp_path: Path) -> None:
    folder = make_lab(tmp_path, "huber")
    yaml = (folder / "lab.yaml").read_text()
    assert "signature: huber(labels, predictions, delta=1.0, *, reduction='none')\n" in yaml
    assert 'does: "Squared error for small residuals, absolute error for large ones."' in yaml
    assert "from grader.reference import huber\n" in (folder / "reference.py").read_text()


def test_number_is_the_first_that_is_free(tmp_path: Path) -> None:
    numbers = [make_lab(tmp_path, slug) / "lab.yaml" for slug in ("one", "two")]
    first, second = (path.read_text().partition("\n")[0] for path in numbers)
    assert first.startswith("number: L9.")
    assert int(second.rpartition(".")[2]) > int(first.rpartition(".")[2])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"slug": "Softplus-2"}, '"Softplus-2" is no slug: write it like_this'),
        ({"number": "5.3"}, '"5.3" is no number: write one such as L5.3, or C1'),
        ({"functions": ["f(x)"]}, r'"f\(x\)" is no name of a function'),
        ({"format": "essay"}, 'no template for the format "essay"; there is: code, result'),
    ],
)
def test_wrong_names_are_refused_and_nothing_is_made(
    tmp_path: Path, changes: dict, reason: str
) -> None:
    with pytest.raises(CannotMake, match=reason):
        make_lab(**{"home": tmp_path, "slug": "softish", **changes})
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    make_lab(tmp_path, "softish")
    with pytest.raises(CannotMake, match="is there already"):
        make_lab(tmp_path, "softish")


def test_formats_are_the_folders_of_templates() -> None:
    assert known_formats() == ["code", "result"]
