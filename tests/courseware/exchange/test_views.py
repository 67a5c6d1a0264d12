"""The page of export and import."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courseware.gradebook.models import Score
from tests.factories import make_item, make_student

PAGE = "/courses/ml/exchange/"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_every_link_of_the_page_leads_to_a_file(client: Client, ada, class_) -> None:
    client.force_login(ada)
    links = re.findall(rf'href="({PAGE}[^"]+\.(?:csv|xlsx))"', client.get(PAGE).text)
    assert len(links) == 14
    for link in links:
        response = client.get(link)
        assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
        data = body(response)
        assert data.startswith(b"PK" if link.endswith("xlsx") else b"\xef\xbb\xbf")


def test_formulas_in_names_are_marked(client: Client, ada, class_) -> None:
    client.force_login(ada)
    text = body(client.get(f"{PAGE}grades.csv")).decode()
    assert "'-Emil emilson" in text and "'=Second" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_and_no_title_is_run_by_a_spreadsheet(
    client: Client, course, ada, start: str
) -> None:
    make_item(course, title=f"{start}SUM(A1)")
    make_student(course, "eve", first_name=f'{start}cmd,"o"', last_name="x\ny")
    client.force_login(ada)
    text = body(client.get(f"{PAGE}grades.csv")).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text, newline=""))
    assert head[4].startswith(f"'{start}SUM(A1)")
    assert row[1].lstrip("'").strip() == f'{start}cmd,"o" x\ny'.strip()
    assert not row[1].startswith(start)


def test_the_address_of_earlier_releases_leads_here(client: Client, ada, ben, class_) -> None:
    client.force_login(ben)
    assert client.get("/courses/ml/gradebook.csv").status_code == 403
    client.force_login(ada)
    response = client.get("/courses/ml/gradebook.csv")
    assert (response.status_code, response.url) == (301, f"{PAGE}grades.csv")


@pytest.mark.parametrize("name", ["nothing.csv", "grades.exe"])
def test_what_is_no_export_is_not_found(client: Client, ada, name: str) -> None:
    client.force_login(ada)
    assert client.get(PAGE + name).status_code == 404


def test_everything_of_one_student(client: Client, ada, class_) -> None:
    client.force_login(ada)
    data = body(client.get(f"{PAGE}student/{class_['dora'].pk}.zip"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert {"grades.csv", "submissions.csv", "answers.csv"} <= set(archive.namelist())
    text = archive.read("grades.csv").decode()
    assert "dora" in text and "fay" not in text


def test_a_file_is_previewed_and_confirmed(client: Client, ada, class_, items) -> None:
    client.force_login(ada)
    file = SimpleUploadedFile("oral.csv", b"login,First\nfay,4\n")
    page = client.post(f"{PAGE}import/", {"file": file}).text
    assert "1 score would change" in page and "Fay fayson" in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert not Score.objects.filter(user=class_["fay"]).exists()

    refused = client.post(f"{PAGE}import/", {"token": token, "reason": ""})
    assert refused.status_code == 422 and token in refused.text
    assert client.post(f"{PAGE}import/", {"token": token, "reason": "Oral"}).status_code == 302
    assert Score.objects.get(user=class_["fay"]).override == 0.4
    again = client.post(f"{PAGE}import/", {"token": token, "reason": "Oral"})
    assert again.status_code == 409 and "changed since" in again.text


def test_an_export_as_xlsx_is_taken_back(client: Client, ada, class_) -> None:
    client.force_login(ada)
    file = SimpleUploadedFile("grades.xlsx", body(client.get(f"{PAGE}grades.xlsx")))
    page = client.post(f"{PAGE}import/", {"file": file}).text
    assert (
        "The file does not change any scores." in page and "3 cells match the current score" in page
    )


def test_what_an_import_does_to_overrides_and_excuses_is_on_its_page(
    client: Client, ada, class_
) -> None:
    client.force_login(ada)
    file = SimpleUploadedFile("oral.csv", b"login,First,lab/second\nemil,4,\ndora,EX,3\n")
    page = client.post(f"{PAGE}import/", {"file": file}).text
    assert "1 override would be replaced." in page
    assert "1 score belongs to an excused student" in page
    assert "These cells change nothing:" in page and "is not excused" in page


def test_problems_are_listed_and_nothing_can_be_confirmed(client: Client, ada, class_) -> None:
    client.force_login(ada)
    file = SimpleUploadedFile("oral.csv", b"login,First\nfay,4\nnobody,3\n")
    page = client.post(f"{PAGE}import/", {"file": file}).text
    assert "Line 3" in page and 'name="token"' not in page


def test_no_file_and_a_wrong_one_are_refused(client: Client, ada, class_) -> None:
    client.force_login(ada)
    assert client.post(f"{PAGE}import/").status_code == 422
    wrong = client.post(f"{PAGE}import/", {"file": SimpleUploadedFile("a.csv", b"\xff\xfe")})
    assert wrong.status_code == 422 and "not UTF-8" in wrong.text


def test_a_column_without_an_item_becomes_a_new_one_or_an_item_that_is_chosen(
    client: Client, course, ada, class_, items
) -> None:
    client.force_login(ada)
    text = b"login,Midterm,Homework,Remarks\nfay,30.5,4,well\ndora,12,,\n"
    page = client.post(f"{PAGE}import/", {"file": SimpleUploadedFile("exam.csv", text)}).text
    assert "The file does not change any scores." in page and 'name="as-3"' not in page
    sent = {
        "rows": re.search(r'name="rows" value="([^"]+)"', page)[1],
        **{"name": "exam.csv", "as-1": "new", "points-1": "", "as-2": items[0].pk},
    }
    refused = client.post(f"{PAGE}import/", sent)
    assert refused.status_code == 422 and "Enter the maximum points" in refused.text

    page = client.post(f"{PAGE}import/", {**sent, "points-1": "40"}).text
    assert "Midterm, out of 40 points" in page and "3 scores would change" in page
    assert not course.items.filter(kind="external").exists()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert client.post(f"{PAGE}import/", {"token": token, "reason": "Exam"}).status_code == 302
    item = course.items.get(kind="external")
    assert (item.title, item.slug, item.points, item.scores_held) == (
        "Midterm",
        "midterm",
        40,
        True,
    )
    scores = {score.user.username: score.effective for score in item.scores.all()}
    assert scores == {"fay": 30.5 / 40, "dora": 0.3}
    assert Score.objects.get(item=items[0], user=class_["fay"]).override == 0.4

    file = SimpleUploadedFile("grades.csv", body(client.get(f"{PAGE}grades.csv")))
    again = client.post(f"{PAGE}import/", {"file": file}).text
    assert "The file does not change any scores." in again and 'name="rows"' not in again
