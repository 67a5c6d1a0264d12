from __future__ import annotations

import pytest

from courseware.lti.frames import origin_of, origins_of
from courseware.lti.models import Platform


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://school.example/path?x=1", "https://school.example"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("https://[::1]:443/x", "https://[::1]:443"),
        ("https://user@school.example/", "https://school.example"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://*", ""),
        ("https://a;script-src *", ""),
        ("https://a, b", ""),
        ("https://a:99999/", ""),
        ("https://[", ""),
        ("https://é.example/", ""),
        ("", ""),
    ],
)
def test_an_origin_adds_nothing_to_a_policy(url, origin):
    assert origin_of(url) == origin


def test_a_platform_frames_from_its_own_addresses():
    platform = Platform(
        issuer="https://canvas.example",
        auth_url="https://sso.example/auth",
        frame_origins="https://school.example https://canvas.example",
    )
    assert origins_of(platform, "https://signed.example/return", "") == [
        "https://canvas.example",
        "https://sso.example",
        "https://school.example",
        "https://signed.example",
    ]
