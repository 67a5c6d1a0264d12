"""What the reader of labs does for a format without programs."""

from pathlib import Path

import pytest

from grader.files.faults import Faults
from grader.lab import load_lab, read_lab
from grader.lab.environment import conditions_in
from grader.lab.formats import format_named, known_formats, layout_in
from tests.grader.playground_lab import FILES, write_playground_lab
from tests.grader.small_lab import write_lab


def test_the_format_is_found_by_its_name():
    assert "playground" in known_formats()
    form = format_named("playground")
    assert not form.asks_functions and form.layout.programs == ()
    assert form.least == {"solutions": 1, "mistakes": 3}


def test_other_formats_have_no_form_and_no_record():
    for name in ("code", "result"):
        form = format_named(name)
        assert list(form.fields(None)) == [] and form.record(None) == ""
        assert dict(form.hints(None)) == {} and form.asks_functions
        assert form.layout.suffix == ".py"


def test_the_layout_of_a_folder_is_that_of_its_format(tmp_path: Path):
    answers = write_playground_lab(tmp_path)
    code = write_lab(tmp_path, "doubling")
    assert layout_in(answers).suffix == ".txt" and layout_in(code).suffix == ".py"
    assert layout_in(tmp_path / "nothing").suffix == ".py"


def test_points_need_not_be_shared_out_where_there_is_one_part(tmp_path: Path):
    assert load_lab(write_playground_lab(tmp_path)).weights["correctness"] == 100


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("weights: {correctness: 80}", "weights are 80"),
        ("weights: {performance: 100}", 'unknown key "performance"'),
        ("limits: {call_seconds: 3}", 'unknown key "call_seconds"'),
        ("starter: runs", "is for labs of the format result"),
        ("state: 3", 'Did you mean "states"?'),
    ],
)
def test_keys_of_other_formats_are_refused(tmp_path: Path, line: str, part: str):
    faults = Faults()
    read_lab(write_playground_lab(tmp_path, lab_yaml=FILES["lab.yaml"] + line + "\n"), faults)
    assert part in "\n".join(fault.message for fault in faults)


@pytest.mark.parametrize("key", ["states", "goals"])
def test_keys_of_this_format_are_refused_in_others(tmp_path: Path, key: str):
    folder = write_lab(tmp_path, "doubling")
    path = folder / "lab.yaml"
    path.write_text(path.read_text() + f"{key}: []\n")
    faults = Faults()
    read_lab(folder, faults)
    assert f'unknown key "{key}"' in "\n".join(fault.message for fault in faults)


def test_a_page_can_ask_for_the_conditions_of_such_a_lab():
    assert conditions_in(FILES["lab.yaml"]).has_cases


@pytest.mark.parametrize("name", ["solutions", "mistakes"])
def test_a_lab_without_states_says_what_is_missing(tmp_path: Path, name: str):
    folder = write_playground_lab(tmp_path)
    for path in (folder / name).iterdir():
        path.unlink()
    faults = Faults()
    read_lab(folder, faults)
    assert "holds 0 .txt files" in "\n".join(fault.message for fault in faults)


def test_a_state_that_is_no_text_is_a_fault(tmp_path: Path):
    folder = write_playground_lab(tmp_path)
    (folder / "solutions" / "usual.txt").write_bytes(b"state: \xff\n")
    faults = Faults()
    read_lab(folder, faults)
    assert ["is not UTF-8 text" in fault.message for fault in faults] == [True]
