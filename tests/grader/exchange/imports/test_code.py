"""Code of an assignment."""

from __future__ import annotations

import ast

from grader.exchange.imports.code import (
    AskedFunction,
    asked_functions,
    defined_functions,
    reference_code,
    starter_code,
)

CELLS = {
    1: "import os\nimport numpy as np\nimport otter\ngrader = otter.Notebook()\n'text'",
    2: "RATE = 0.1; STEPS = 3\nDATA = open('x')\nprint(RATE)",
    3: "def step(x: float, *, rate: float = RATE) -> float:\n"
    '    """One step.\n\n    Down."""\n    return x - rate * np.sign(x)  # a remark\n',
    4: "@np.vectorize\ndef f(x):\n    return 1\n\ndef f(x):\n    return step(x)",
    5: "def g(:",
}


def test_definitions_constants_and_needed_imports_are_kept():
    text, left_out = reference_code(CELLS)
    assert text.startswith("import numpy as np\n\n\nRATE = 0.1\n\n\nSTEPS = 3\n\n\ndef step")
    assert "# a remark" in text and "import os" not in text and "otter" not in text
    assert text.count("def f(x)") == 1 and "vectorize" not in text
    ast.parse(text)
    assert left_out == [
        "Cell 2: 2 statements besides definitions, imports and constants.",
        "Cell 5: it is not valid Python.",
    ]


def test_a_decorator_stays_with_its_function():
    text, _left_out = reference_code(
        {1: "import numpy as np\n@np.vectorize\ndef f(x):\n    return x"}
    )
    assert "@np.vectorize\ndef f(x):" in text


def test_asked_functions_have_a_signature_without_annotations():
    assert defined_functions(CELLS.values()) == {"step", "f"}
    (step,) = asked_functions(list(CELLS.values()), {"step"})
    assert step.signature == "step(x, *, rate=RATE)" and step.does == "One step."
    assert asked_functions(["def f(x): pass"], {"f"})[0].does == "See f."


def test_students_begin_with_their_version_and_stubs_of_the_rest():
    asked = [
        AskedFunction("f", "f(x)", "Twice.", 'Twice.\n\nSay """so""".'),
        AskedFunction("g", "g(x)", "See g.", ""),
    ]
    text = starter_code({1: "def g(x):\n    ..."}, asked)
    body = ast.parse(text).body
    names = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    assert list(names) == ["g", "f"] and len(body) == 2
    assert "NotImplementedError" in text and ast.get_docstring(names["f"]).startswith("Twice.")
    assert starter_code({}, asked[1:]).startswith("def g(x):\n    raise NotImplementedError")
