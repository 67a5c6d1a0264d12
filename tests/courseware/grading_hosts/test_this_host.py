"""What names a host."""

from __future__ import annotations

import socket

from courseware.grading_hosts import this_host


def test_name_and_boot_are_those_of_the_system():
    assert this_host.host_name() == socket.gethostname()
    assert len(this_host.boot_id()) == 36


def test_without_a_boot_id_the_name_remains(monkeypatch, tmp_path):
    monkeypatch.setattr(this_host, "_BOOT_ID", tmp_path / "none")
    assert this_host.boot_id.__wrapped__() == ""
