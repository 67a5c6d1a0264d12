"""What makes the class of a host."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.calibration import host_class, this_host

EPYC = """\
processor\t: 0
cpu family\t: 25
model\t\t: 1
model name\t: AMD  EPYC
stepping\t: 1
flags\t\t: fpu sse4_2 avx avx2 fma

processor\t: 1
model name\t: another
"""
ARM = """\
processor\t: 0
CPU implementer\t: 0x41
CPU part\t: 0xd40
Features\t: fp asimd sve
"""


@pytest.fixture
def cpuinfo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cpuinfo"
    monkeypatch.setattr(host_class, "CPUINFO", path)
    monkeypatch.setattr(host_class, "CACHES", tmp_path / "cache")
    return path


def fresh() -> host_class.HostClass:
    return host_class.this_host.__wrapped__()


def test_this_host_has_a_class_in_words_with_all_versions() -> None:
    found = this_host()
    assert found.processor and f"NumPy {np.__version__}" in found.words
    assert found.blas.startswith("openblas")
    assert len(found.key) == 12


def test_first_processor_and_its_widest_vector_units_are_named(cpuinfo: Path) -> None:
    cpuinfo.write_text(EPYC)
    found = fresh()
    assert found.processor == "AMD EPYC (25/1/1)"
    assert found.vector_units == ("AVX2", "FMA")


def test_arm_has_other_words_for_it(cpuinfo: Path) -> None:
    cpuinfo.write_text(ARM)
    found = fresh()
    assert found.processor.endswith("0x41 0xd40")
    assert found.vector_units == ("SVE",)


def test_where_the_kernel_says_nothing_the_architecture_remains(cpuinfo: Path) -> None:
    found = fresh()
    assert found.processor and found.vector_units == () and found.caches == ""


def test_data_caches_are_told_and_those_of_instructions_not(cpuinfo: Path) -> None:
    cpuinfo.write_text(EPYC)
    for number, (kind, size) in enumerate([("Data", "32K"), ("Instruction", "64K")]):
        folder = cpuinfo.parent / "cache" / f"index{number}"
        folder.mkdir(parents=True)
        (folder / "type").write_text(f"{kind}\n")
        (folder / "size").write_text(f"{size}\n")
    assert fresh().caches == "32K"
    assert "caches 32K" in fresh().machine


@pytest.mark.parametrize("change", [{"numpy": "9.9"}, {"blas": "mkl"}, {"processor": "other"}])
def test_each_part_makes_another_class(change: dict[str, str]) -> None:
    assert replace(this_host(), **change).key != this_host().key
