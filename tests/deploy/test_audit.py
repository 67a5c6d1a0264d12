"""What the advisory services say is told apart from their silence."""

from __future__ import annotations

import json

import pytest

from deploy import audit
from deploy.audit import FOUND, NONE_KNOWN, NOT_ASKED, read_npm_audit, read_pip_audit

CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
ADVISORY = {"id": "PYSEC-2026-1", "fix_versions": ["2.0.1"], "aliases": []}
NPM_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 60}}}
NPM_FOUND = {
    "vulnerabilities": {
        "esbuild": {
            "range": "<=0.24.2",
            "via": [{"title": "Anyone reads it", "severity": "high", "url": "https://e.org/1"}],
        },
        "bundler": {"range": "*", "via": ["esbuild"]},
    },
    "metadata": {"dependencies": {"total": 60}},
}


def pip_audit(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_packages_without_an_advisory_pass():
    answer = read_pip_audit(pip_audit(CLEAN), "")
    assert (answer.status, answer.asked) == (NONE_KNOWN, 1)
    assert read_npm_audit(json.dumps(NPM_CLEAN), "").status == NONE_KNOWN


def test_an_advisory_names_the_package_and_what_mends_it():
    answer = read_pip_audit(pip_audit({"name": "x", "version": "2.0", "vulns": [ADVISORY]}), "")
    assert answer.status == FOUND
    assert answer.found == ["x 2.0: PYSEC-2026-1, fixed in: 2.0.1"]
    answer = read_npm_audit(json.dumps(NPM_FOUND), "")
    assert answer.found == ["esbuild <=0.24.2: Anyone reads it (high), https://e.org/1"]


@pytest.mark.parametrize("output", ["", "[]", "null", '{"message": "405 Method Not Allowed"}', "?"])
def test_no_answer_is_no_pass(output: str):
    assert read_pip_audit(output, "Connection refused").status == NOT_ASKED
    assert read_npm_audit(output, "ECONNREFUSED").status == NOT_ASKED


def test_a_package_that_the_service_does_not_know_was_not_checked():
    skipped = {"name": "y", "skip_reason": "not found"}
    answer = read_pip_audit(pip_audit(CLEAN, skipped), "")
    assert (answer.status, answer.unanswered) == (NOT_ASKED, "nothing about 1 packages: y")


@pytest.mark.parametrize(
    ("pip", "npm", "status"),
    [
        (pip_audit(CLEAN), json.dumps(NPM_CLEAN), NONE_KNOWN),
        (pip_audit(CLEAN), "", NOT_ASKED),
        ("", json.dumps(NPM_FOUND), FOUND),
    ],
)
def test_what_was_found_counts_more_than_silence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pip: str,
    npm: str,
    status: int,
):
    monkeypatch.setattr(audit, "python_packages", lambda: read_pip_audit(pip, "refused"))
    monkeypatch.setattr(audit, "npm_packages", lambda: read_npm_audit(npm, "refused"))
    assert audit.main() == status
    assert ("gave no answer" in capsys.readouterr().out) == ("" in (pip, npm))


def test_a_registry_that_cannot_be_reached_is_no_pass(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    answer = audit.npm_packages()
    assert (answer.status, answer.asked) == (NOT_ASKED, 0)
