"""Everything that is installed has an exact version, or a range that holds the tested one."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import chain
from pathlib import PurePath

from packaging.requirements import Requirement

from deploy.virtualenv import COMPARISONS, RUN_TIME, TESTS, TRACING
from tests.house.tree import ROOT, files

FILES = (RUN_TIME, TRACING, TESTS, COMPARISONS)
EXACT = re.compile(r"\d+(\.\d+)*")
CLIENT = tomllib.loads((ROOT / "client" / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(file: PurePath) -> list[Requirement]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def version_of(requirement: Requirement) -> str | None:
    """The exact version, if the requirement names one and nothing else."""
    named = [each.version for each in requirement.specifier if each.operator == "=="]
    exact = len(requirement.specifier) == 1 and len(named) == 1 and EXACT.fullmatch(named[0])
    return named[0] if exact and not requirement.url else None


def pinned() -> dict[str, str | None]:
    listed = chain.from_iterable(map(requirements, FILES))
    return {each.name.lower(): version_of(each) for each in listed}


def test_every_requirement_file_is_one_that_set_up_installs():
    named = {path for path in files() if path.match("*requirements*.txt")}
    assert named == set(FILES)


def test_every_python_package_has_an_exact_version():
    assert [name for name, version in pinned().items() if version is None] == []


def test_what_the_client_needs_is_tested_in_a_version_that_it_allows():
    """It is installed beside other people's packages and so takes ranges."""
    project, tested = CLIENT["project"], pinned()
    optional = chain.from_iterable(project["optional-dependencies"].values())
    for each in map(Requirement, chain(project["dependencies"], optional)):
        assert any(one.operator in {">=", "~=", "=="} for one in each.specifier), each
        assert each.specifier.contains(tested[each.name.lower()] or ""), each
    assert [
        each for each in CLIENT["build-system"]["requires"] if not version_of(Requirement(each))
    ] == []


def test_every_npm_package_has_an_exact_version_and_a_digest():
    package = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    direct = {**package["dependencies"], **package["devDependencies"]}
    assert {name: each for name, each in direct.items() if not EXACT.fullmatch(each)} == {}
    root = lock["packages"].pop("")
    assert {**root["dependencies"], **root["devDependencies"]} == direct
    loose = [
        path
        for path, each in lock["packages"].items()
        if not each.get("integrity") or not each.get("resolved", "https://").startswith("https://")
    ]
    assert loose == []
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in direct} == direct
