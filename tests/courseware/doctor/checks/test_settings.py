"""Settings that do not fit together."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.doctor.checks.settings import _unknown_variables, settings_make_sense
from courseware.doctor.findings import Finding, Level


def found(name: str) -> list[Finding]:
    return [finding for finding in settings_make_sense() if finding.name == name]


def test_the_settings_of_the_tests_have_no_failure():
    assert [f for f in settings_make_sense() if f.level is Level.FAILED] == []


@pytest.mark.parametrize(
    ("changes", "name", "level"),
    [
        ({"DEBUG": True}, "DEBUG", Level.FAILED),
        ({"SECRET_KEY": "secret"}, "SECRET_KEY", Level.FAILED),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY", Level.FAILED),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS", Level.FAILED),
        ({"HTTPS": True, "ALLOWED_HOSTS": ["localhost"]}, "ALLOWED_HOSTS", Level.FAILED),
        ({"HTTPS": False, "ALLOWED_HOSTS": ["ml.example.org"]}, "HTTPS", Level.WARNING),
        ({"SITE_URL": "ml.example.org"}, "SITE_URL", Level.FAILED),
        (
            {"SITE_URL": "http://localhost:8000", "ALLOWED_HOSTS": ["ml.example.org"]},
            "SITE_URL",
            Level.WARNING,
        ),
        ({"WORKER_CONCURRENCY": 10_000}, "WORKER_CONCURRENCY", Level.WARNING),
    ],
)
def test_what_is_wrong_is_reported(settings: Any, changes: dict[str, Any], name: str, level: Level):
    for key, value in changes.items():
        setattr(settings, key, value)
    assert [finding.level for finding in found(name)] == [level]


def test_djangos_own_errors_are_findings(settings: Any):
    settings.CSRF_FAILURE_VIEW = "nowhere.view"
    (finding,) = found("security.E102")
    assert finding.level is Level.FAILED
    assert "nowhere.view" in finding.sentence


def test_a_misspelled_variable_is_reported_with_the_right_name():
    environment = {"WEB_CONECTIONS": "9", "WEB_CONNECTIONS": "9", "HOME": "/", "GRADER_FREEZER": ""}
    (finding,) = _unknown_variables(environment)
    assert finding.level is Level.WARNING
    assert "WEB_CONECTIONS" in finding.sentence
    assert "Did you mean WEB_CONNECTIONS?" in finding.sentence


def test_secrets_are_not_shown(settings: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EMAIL_HOST_PASSWORD", "hunter2-in-clear")
    sentences = " ".join(finding.sentence for finding in settings_make_sense())
    assert "EMAIL_HOST_PASSWORD" in sentences
    assert "hunter2" not in sentences
    assert settings.SECRET_KEY not in sentences
