"""Lines of JSON."""

from __future__ import annotations

import json
import logging
from datetime import datetime

from django.test import RequestFactory

from courseware.logs.formatters import LineFormatter


def line(**fields: object) -> dict[str, object]:
    record = logging.makeLogRecord({"levelname": "WARNING", "name": "a.b", **fields})
    text = LineFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_is_one_object_with_its_fields():
    found = line(msg="It is %s.", args=("so\nso",), submission="7")
    moment = datetime.fromisoformat(str(found.pop("time")))
    assert moment.tzinfo is not None
    expected = {"level": "WARNING", "logger": "a.b", "message": "It is so\nso.", "submission": "7"}
    assert found == expected


def test_an_exception_keeps_its_traceback():
    try:
        raise ValueError("broken")
    except ValueError as error:
        found = line(msg="It failed.", exc_info=(ValueError, error, error.__traceback__))
    assert "ValueError: broken" in str(found["exc_info"])


def test_a_request_is_left_out_with_its_secrets():
    request = RequestFactory().get("/x/", headers={"Authorization": "Bearer secret-word"})
    found = line(msg="Unauthorized", request=request, status_code=401)
    assert "secret-word" not in json.dumps(found)
    assert (found["status_code"], "request" in found) == (401, False)
