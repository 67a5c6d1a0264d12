"""The commands, on the real site."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import httpx
import pytest
from courseware_client import commands, pending
from courseware_client.errors import ClientError
from courseware_client.settings import Login, current_login, store_login
from courseware_client.site import Site
from typer.testing import CliRunner

from labs.tasks import grade_submission
from tests.client.conftest import URL
from tests.labs.writing import DOUBLE, WRONG


@pytest.fixture
def run(monkeypatch, to_site, sign_in, ben, course):
    """Runs a command as Ben; returns its exit status and what it prints."""
    token = sign_in(ben).login.token
    store_login(Login(URL, token, course.slug))
    monkeypatch.setattr(commands, "Site", lambda login: Site(login, transport=to_site))

    def run(*args: str, input: str = "") -> tuple[int, str]:
        result = CliRunner().invoke(commands.app, args, input=input)
        if isinstance(result.exception, ClientError):
            return result.exception.status, str(result.exception)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return run


def grade_at_once(monkeypatch) -> None:
    """The worker is as quick as the site."""

    def send(site, job, send=pending.send):
        made = send(site, job)
        grade_submission(made["id"])
        return made

    monkeypatch.setattr(commands.pending, "send", send)


def test_one_signs_in_with_a_token_and_out_again(run, sign_in, ben, course):
    token = sign_in(ben).login.token
    status, text = run("login", URL, input=f"{token}\n")
    assert status == 0 and "Signed in as ben" in text and token not in text
    assert current_login() == Login(URL, token, course.slug)
    assert run("login", URL, "--course", "none", "--token", token)[0] == 2
    assert run("login", URL, "--token", "cw_wrong")[0] == 3
    assert run("logout")[1] == "Signed out.\n"
    assert run("courses")[0] == 3


def test_a_lab_is_pulled_run_submitted_and_graded(
    run,
    lab,
    tmp_path,
    monkeypatch,
):
    monkeypatch.chdir(tmp_path)
    grade_at_once(monkeypatch)
    status, text = run("pull", "twice", "--to", "work")
    assert status == 0 and "courseware run work/twice.py" in text
    code = tmp_path / "work" / "twice.py"
    assert run("run", str(code))[0] == 1  # the starter
    code.write_text(DOUBLE)
    assert run("run", "work") == (0, run("run", str(code))[1])
    status, text = run("submit", "work")
    assert status == 0 and "Passed" in text
    code.write_text(WRONG)
    status, text = run("submit", str(code))
    assert status == 1 and "That is three times." in text
    (row,) = json.loads(run("labs", "--json")[1])
    assert row["score"] > 0.7
    assert "Twice" in run("grades")[1]
    status, text = run("watch", "twice", "--json")
    assert status == 1 and json.loads(text)["code"] == WRONG


def test_code_that_cannot_be_loaded_says_where(run, lab, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("pull", "twice")
    (tmp_path / "twice" / "twice.py").write_text("a = 1\nb = a / 0\n")
    status, text = run("run", "twice")
    assert status == 1 and "ZeroDivisionError" in text and "line 2" in text


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("pull", "none"), 4, "no lab “none”"),
        (("run", "none.py"), 2, "courseware pull"),
        (("submit", "none.py"), 2, "There is no file"),
        (("watch", "twice"), 4, "no lab"),
        (("labs", "--course", "none"), 4, ""),
    ],
)
def test_what_goes_wrong_has_a_sentence_and_a_status(run, args, status, words):
    found, text = run(*args)
    assert found == status and words in text


def test_offline_the_code_is_kept_and_sent_later(run, lab, tmp_path, monkeypatch):
    from labs.models import Submission

    monkeypatch.chdir(tmp_path)
    (tmp_path / "twice.py").write_text(DOUBLE)

    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    online = commands.Site
    broken = httpx.MockTransport(gone)
    monkeypatch.setattr(commands, "Site", lambda login: Site(login, transport=broken))
    status, text = run("submit", "twice.py")
    assert status == 5 and "Your code is kept" in text and pending.count() == 1
    assert run("sync")[0] == 5 and pending.count() == 1
    monkeypatch.setattr(commands, "Site", online)
    status, text = run("sync")
    assert status == 0 and "Nothing is waiting." in text
    assert Submission.objects.get().code == DOUBLE


def test_code_that_waited_is_not_submitted_twice(run, lab, tmp_path, monkeypatch):
    from labs.models import Submission

    monkeypatch.chdir(tmp_path)
    (tmp_path / "twice.py").write_text(DOUBLE)
    online = commands.Site

    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    broken = httpx.MockTransport(gone)
    monkeypatch.setattr(commands, "Site", lambda login: Site(login, transport=broken))
    for _ in range(2):
        assert run("submit", "twice.py")[0] == 5
    assert pending.count() == 1
    monkeypatch.setattr(commands, "Site", online)
    status, text = run("submit", "twice.py", "--no-wait")
    assert status == 0 and "was sent now" in text
    assert Submission.objects.count() == 1 and pending.count() == 0


def test_large_libraries_are_imported_by_the_commands_that_need_them():
    code = "import sys, courseware_client.commands; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": "client"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"httpx", "numpy", "IPython", "rich.markdown"} & set(found.stdout.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete_commands_and_labs(lab, run, monkeypatch, shell):
    words = {"COMP_WORDS": "courseware pull tw", "COMP_CWORD": "2", "_TYPER_COMPLETE_ARGS": ""}
    words |= {
        "_TYPER_COMPLETE_ARGS": "courseware pull tw",
        "_COURSEWARE_COMPLETE": f"complete_{shell}",
    }
    monkeypatch.setattr(commands, "_lab_names", lambda start: [n for n in ["twice"] if start in n])
    result = CliRunner().invoke(
        commands.app,
        [],
        prog_name="courseware",
        env=words | {"_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    )
    assert "twice" in result.output


def test_the_version_is_told(run):
    status, text = run("--version")
    assert status == 0 and text.startswith("courseware-client ")
