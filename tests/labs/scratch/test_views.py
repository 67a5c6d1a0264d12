"""The scratch cell: a fragment that asks until it is done, and a page for those without script."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from labs.models import ScratchRun
from tests.factories import make_student
from tests.labs.writing import DOUBLE

SCRATCH = "/courses/ml/labs/twice/scratch/"
GIVEN = {"code": DOUBLE, "scratch": "double(np.ones(1))"}
HTMX = {"HX-Request": "true"}
RESULT = {"verdict": "passed", "value": "<b>", "facts": "str", "printed": "p <i>"}


def test_the_fragment_asks_again_until_there_is_a_result(
    client: Client, lab: Any, ben: Any
) -> None:
    client.force_login(ben)

    waiting = client.post(SCRATCH, GIVEN, headers=HTMX).text
    run = ScratchRun.objects.get()
    assert f'hx-get="{SCRATCH}{run.pk}/"' in waiting
    ScratchRun.objects.update(finished_at=timezone.now(), result=RESULT)
    done = client.get(f"{SCRATCH}{run.pk}/", headers=HTMX).text

    assert "hx-get" not in done
    assert "&lt;b&gt;" in done and "p &lt;i&gt;" in done


def test_without_script_the_run_has_a_page_of_its_own(client: Client, lab: Any, ben: Any) -> None:
    client.force_login(ben)

    response = client.post(SCRATCH, GIVEN, follow=True)

    assert response.redirect_chain[0][0] == f"{SCRATCH}{ScratchRun.objects.get().pk}/"
    assert "double(np.ones(1))" in response.text and "Refresh" in response.text


def test_a_refusal_says_why_and_hands_the_code_back(client: Client, lab: Any, ben: Any) -> None:
    client.force_login(ben)

    response = client.post(SCRATCH, GIVEN | {"scratch": ""})

    assert response.status_code == 400
    assert "Write an expression" in response.text and "return 2.0 * x" in response.text


def test_a_run_is_its_persons_own(
    client: Client, lab: Any, ben: Any, ada: Any, course: Any
) -> None:
    client.force_login(ben)
    client.post(SCRATCH, GIVEN)
    address = f"{SCRATCH}{ScratchRun.objects.get().pk}/"
    for other in (make_student(course), ada):
        client.force_login(other)
        assert client.get(address).status_code == 404
