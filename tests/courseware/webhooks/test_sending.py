"""Messages go to public addresses only."""

from __future__ import annotations

import pytest

from courseware.outgoing import NotSent
from courseware.webhooks.sending import check_address, post


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://224.0.0.1/",
    ],
)
def test_what_is_behind_the_sites_walls_is_not_reached(url):
    with pytest.raises(NotSent, match="not a public address"):
        check_address(url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.org/", "https"),
        ("ftp://example.org/", "https"),
        ("https://", "not a valid address"),
        ("https://example.org:99999/", "not a valid address"),
        ("https://no-such-host.invalid/", "could not be resolved"),
        ("https://" + "a" * 300 + ".org/", "could not be resolved"),
    ],
)
def test_what_is_no_address_is_refused(url, words):
    with pytest.raises(NotSent, match=words):
        check_address(url)


def test_a_message_arrives_as_it_was_sent(receiver):
    post(receiver.url, b"{}", {"webhook-id": "x"})
    ((headers, body),) = receiver.messages
    assert body == b"{}" and headers["webhook-id"] == "x"
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 404, 500])
def test_any_other_status_is_a_refusal_and_redirects_are_not_followed(receiver, status):
    receiver.statuses = [status]
    with pytest.raises(NotSent, match=str(status)):
        post(receiver.url, b"{}", {})
    assert len(receiver.messages) == 1


def test_nobody_there_is_a_refusal(receiver):
    with pytest.raises(NotSent, match="No response"):
        post("http://127.0.0.1:9/", b"{}", {})
