import ast
from pathlib import Path

import pytest

import quizzes.types
from quizzes.contract.neutral import ExchangeError, FreeText, Loss, NeutralQuestion
from quizzes.exchange import formats
from quizzes.exchange.formats import FORMATS, Format, export_quiz, faults_in, import_quiz
from tests.quizzes.writing import QUIZ, quiz_of


def test_the_formats_that_the_command_offers():
    assert list(FORMATS) == ["moodle", "gift", "qti", "qti3"]


@pytest.mark.parametrize("format", FORMATS)
def test_losses_of_the_questions_and_of_the_format_are_reported_together(format):
    _, losses = export_quiz(quiz_of(QUIZ), format)
    found = {str(loss) for loss in losses}
    assert "zero: the erratum" in found
    assert ("grow: left out; GIFT cannot express it" in found) == (format == "gift")


@pytest.mark.parametrize(
    ("format", "data", "error"),
    [
        ("moodle", b"<quiz>", "not well-formed XML"),
        ("moodle", b"<html/>", "begins with <html>"),
        ("gift", b"\xff", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(format, data, error):
    with pytest.raises(ExchangeError, match=error):
        import_quiz(data, format, "Back")


def test_a_question_with_faults_stands_aside_and_keeps_no_other_from_loading():
    data = b"::q::Which?{=a ~a####So.}\n\n::fine::Is it?{T####So.}"
    text, losses, faults = import_quiz(data, "gift", "Back")
    assert (faults, [slot.id for slot in quiz_of(text).slots]) == ([], ["fine"])
    (loss,) = losses
    assert str(loss).startswith("q: not imported: two of the options have the text")
    assert "# - id: q\n" in text


@pytest.mark.parametrize(
    ("data", "format", "reason"),
    [
        (b"", "gift", ""),
        (b"Just words.", "gift", "it is a description without an answer"),
        (b"::q::Which?{=a ~a}", "gift", "q: not imported"),
        (b"<quiz/>", "moodle", ""),
        (b"<quiz><question type='calculated'/></quiz>", "moodle", "no type here"),
    ],
)
def test_importing_nothing_is_an_error_with_its_reasons(data, format, reason):
    with pytest.raises(ExchangeError, match="Nothing was imported") as error:
        import_quiz(data, format, "Back")
    assert reason in str(error.value)


def test_faults_of_a_text_that_is_not_on_disk():
    assert faults_in(QUIZ) == []
    (fault,) = faults_in(QUIZ.replace("pass: 0.5", "pass: 5"))
    assert (fault.file, fault.line) == ("quiz.yaml", 3)


def test_a_new_format_needs_a_reader_and_a_writer_and_knows_no_type(monkeypatch):
    """What it reads becomes a question; what it writes is neutral content."""
    question = NeutralQuestion("q", "Explain.", FreeText(), "So.")
    seen = []

    def write(questions):
        seen.extend(questions)
        return b"file", [Loss("q", "all of it")]

    lines = Format(read=lambda data: ([question], []), write=write)
    monkeypatch.setitem(formats.FORMATS, "lines", lines)
    text, losses, faults = import_quiz(b"", "lines", "Back")
    assert (losses, faults) == ([], [])
    exported, more = export_quiz(quiz_of(text), "lines")
    assert (exported, [str(loss) for loss in more]) == (b"file", ["q: all of it"])
    (back,) = seen
    assert (back.text, back.explanation) == (question.text, question.explanation)


def imports_of(path: Path) -> set[str]:
    """Modules that a file imports from, with what."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_no_module_of_the_exchange_knows_a_type():
    """The importer asks every type by the registry; nothing else imports from types."""
    folder = Path(formats.__file__).parent
    found = {
        path.stem: sorted(name for name in imports_of(path) if name.startswith("quizzes.types"))
        for path in folder.glob("*.py")
    }
    used = {stem: names for stem, names in found.items() if names}
    assert used == {"importing": ["quizzes.types.question_type", "quizzes.types.type_names"]}


def test_no_type_knows_a_format():
    folder = Path(quizzes.types.__file__).parent
    for path in folder.rglob("*.py"):
        assert not [name for name in imports_of(path) if name.startswith("quizzes.exchange")], path
