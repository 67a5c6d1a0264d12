"""Signatures of messages."""

from __future__ import annotations

import base64
import hashlib
import hmac

from courseware.webhooks.signing import headers, new_secret


def test_a_known_signature():
    # The example of the specification (Standard Webhooks, "Verifying signatures").
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    found = headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert found["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_is_another_and_signs_by_its_bytes():
    first, second = new_secret(), new_secret()
    assert first != second
    key = base64.b64decode(first.removeprefix("whsec_"))
    assert len(key) == 32
    expected = base64.b64encode(hmac.new(key, b"a.1.{}", hashlib.sha256).digest()).decode()
    assert headers(first, "a", 1, b"{}")["webhook-signature"] == f"v1,{expected}"
