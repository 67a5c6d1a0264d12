"""What IPython adds to Python, line for line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.files.ipython_syntax import MAX_WORK, command_work, to_python

LINES: dict[str, tuple[str, str]] = {
    "plain": ("x = 7 % 2\ny = x != 1", "x = 7 % 2\ny = x != 1"),
    "set up": ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
    "extension": ("%load_ext autoreload\n%autoreload 2", "# %load_ext autoreload\n# %autoreload 2"),
    "install": ("%pip install -q numpy", "# %pip install -q numpy"),
    "shell": ("!ls -l\n!!pwd", "# !ls -l\n# !!pwd"),
    "shell on two lines": ("!pip install \\\n  numpy\nx = 1", "# !pip install numpy\n\nx = 1"),
    "help": ("np.sum?\n?np\nnp.sum??", "# np.sum?\n# ?np\n# np.sum??"),
    "help on a magic": ("%time?", "# %time?"),
    "time": ("%time f(3)\ny = %time f(3)", "f(3)\ny = f(3)"),
    "options": ("%prun -s cumtime -l 5 f(3)\n%time --no-raise-error f(3)", "f(3)\nf(3)"),
    "timeit": ("%timeit f(3)\nt = %timeit -o f(3)", "# %timeit f(3)\nt = None  # %timeit -o f(3)"),
    "captured": ("files = !ls\nenv = %env", "files = []  # !ls\nenv = None  # %env"),
    "in a block": (
        "if x:\n    !ls\n    %time f()\nelse:\n    f?",
        "if x:\n    pass  # !ls\n    f()\nelse:\n    pass  # f?",
    ),
    "in a text": ("s = '''\n%time\n!ls\nwhat?\n'''", "s = '''\n%time\n!ls\nwhat?\n'''"),
    "in brackets": ("x = (7\n% 4)", "x = (7\n% 4)"),
    "quotes in a command": ("!echo 'it's\nx = 'a'", "# !echo 'it's\nx = 'a'"),
    "call without brackets": ("/f 1 2", "f(1, 2)"),
    "time of a command": ("%time !ls", "# !ls"),
    "prompts": (">>> def f():\n...     return 3\n>>> f()", "def f():\n    return 3\nf()"),
    "numbered prompts": ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
    "indented": ("\n    x = 1\n    y = 2", "\nx = 1\ny = 2"),
    "other line ends": ("x = '\u2028'\n%cd ..\n\x0c", "x = '\u2028'\n# %cd ..\n\x0c"),
    "not Python": ("def f(:\n%time x = 1", "def f(:\n%time x = 1"),
    "unclosed": ("f(\n!ls\nx", "f(\n!ls\nx"),
    "nothing": ("", ""),
    "comments": ("# why?\n# !ls", "# why?\n# !ls"),
}


@pytest.mark.parametrize(("code", "python"), LINES.values(), ids=list(LINES))
def test_commands_become_python_or_comments(code: str, python: str) -> None:
    assert to_python(code) == python
    assert code.count("\n") == python.count("\n")


@pytest.mark.parametrize(
    "magic", ["%%time", "%%capture out", "%%prun -l 3", "%%timeit -n 1 -r 3", "%%time\n%%capture"]
)
@pytest.mark.parametrize("before", ["", "\n\n", "#@title Sizes\n", "  \n# Sizes\n\n"])
def test_code_of_a_cell_that_is_measured_is_code(magic: str, before: str) -> None:
    code = f"{before}{magic}\n\n%cd ..\ndef f(x):\n    return x\n"

    python = to_python(code)

    names: dict = {}
    exec(python, names)
    assert names["f"](3) == 3
    assert len(python.split("\n")) == len(code.split("\n"))
    assert python.split("\n").index("def f(x):") == code.split("\n").index("def f(x):")


def test_the_set_up_of_a_measured_cell_is_code() -> None:
    assert (
        to_python("%%timeit -n 10 -q -r3 x = 3\nf(x)")
        == "x = 3  # %%timeit -n 10 -q -r3 x = 3\nf(x)"
    )


def test_an_indented_cell_is_read_below_its_magic_too() -> None:
    assert to_python("%%time\n  x = 1\n  !ls\n") == "# %%time\nx = 1\n# !ls\n"


@pytest.mark.parametrize(
    "magic",
    "bash sh html HTML javascript js latex markdown svg writefile file python cython R sql".split(),
)
def test_cells_for_other_programs_become_comments(magic: str) -> None:
    code = f"%%{magic} a.txt\ndef f(x):\n\n    return x\n# done\n"
    assert to_python(code) == f"# %%{magic} a.txt\n# def f(x):\n\n#     return x\n# # done\n"


def test_help_on_a_cell_magic_takes_only_its_line() -> None:
    assert to_python("%%time?\nx = 1") == "# %%time?\nx = 1"


def test_without_commands_only_cell_magics_are_read() -> None:
    assert to_python("%%time\n!ls\n>>> x", commands=False) == "# %%time\n!ls\nx"


@pytest.mark.parametrize(
    "code",
    ["!ls\n" * 2000, "!ls\n" + "x = 1\n" * 200_000, "?\n" * 800],
    ids=["many commands", "long cell", "many questions"],
)
def test_much_work_is_known_before_it_is_done(code: str) -> None:
    assert command_work(code) > MAX_WORK


def test_code_without_commands_is_no_work() -> None:
    assert command_work("x = 7 % 2\n# what? no\n" * 20_000) == 0


def test_a_question_beside_a_long_line_is_left_alone() -> None:
    code = "a" * 100_000 + "-?"  # its pattern takes time by the square of the line
    assert to_python(code) == code


def test_many_commands_are_replaced_completely() -> None:
    assert to_python("!ls\nx = %time f()\n" * 60) == "# !ls\nx = f()\n" * 60


def test_ipython_is_imported_for_notebooks_alone() -> None:
    program = (
        "import sys, grader, grader.cli.main\n"
        "print(sorted({'IPython', 'nbformat', 'jsonschema'} & set(sys.modules)))\n"
        "from grader.files.submission import read_submission\n"
        "read_submission(b'x = 1')\n"
        "print('IPython' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.split("\n")[:2] == ["[]", "False"], found.stderr
