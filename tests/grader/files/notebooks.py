"""Notebooks as the programs that people use save them."""

from __future__ import annotations

import json
from typing import Any


def notebook(*sources: Any, **changes: Any) -> bytes:
    """A notebook of code cells as JupyterLab saves it; a cell may be given as a dict."""
    cells = [
        source
        if isinstance(source, dict)
        else {
            "cell_type": "code",
            "execution_count": 1,
            "id": f"c{number}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    found = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "version": "3.12.1"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(found | changes).encode()


def text_cell(text: str = "# Notes") -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "t", "metadata": {}, "source": text}


def figure(size: int) -> dict[str, Any]:
    """A cell whose output is a picture of so many bytes."""
    return {
        "cell_type": "code",
        "execution_count": 2,
        "metadata": {"tags": ["plot"]},
        "outputs": [
            {
                "output_type": "display_data",
                "data": {"image/png": "A" * size, "text/plain": ["<Figure>"]},
                "metadata": {},
            }
        ],
        "source": ["import numpy as np\n", "x = np.zeros(3)"],
    }


COLAB = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 0,
        "metadata": {
            "colab": {"provenance": [], "toc_visible": True},
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "accelerator": "GPU",
        },
        "cells": [
            {"cell_type": "markdown", "source": ["# Lab"], "metadata": {"id": "a"}},
            {
                "cell_type": "code",
                "source": [
                    '#@title Settings { run: "auto" }\n',
                    'rate = 0.1 #@param {type:"slider", min:0, max:1}\n',
                    "!pip -q install torch",
                ],
                "metadata": {"id": "b", "cellView": "form"},
                "execution_count": None,
                "outputs": [],
            },
            {
                "cell_type": "code",
                "source": ["#@title Time it\n", "%%time\n", "def f(x):\n", "    return rate * x"],
                "metadata": {"id": "c", "colab": {"base_uri": "https://localhost:8080/"}},
                "execution_count": 3,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": ["Wall time\n"]}],
            },
        ],
    }
).encode()

VS_CODE = json.dumps(
    {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": 1,
                "metadata": {"vscode": {"languageId": "python"}},
                "outputs": [],
                "source": ["%matplotlib inline\r\n", "def f(x):\r\n", "    return x\r\n"],
            },
            {"cell_type": "raw", "metadata": {}, "source": "raw"},
        ],
        "metadata": {
            "interpreter": {"hash": "31f2aee4"},
            "kernelspec": {"display_name": ".venv", "language": "python", "name": "python3"},
            "language_info": {
                "codemirror_mode": {"name": "ipython", "version": 3},
                "name": "python",
                "nbconvert_exporter": "python",
            },
            "orig_nbformat": 4,
        },
        "nbformat": 4,
        "nbformat_minor": 2,
    }
).encode()

FORMAT_3 = json.dumps(
    {
        "metadata": {"name": "old", "signature": "sha256:0"},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 1, "metadata": {}, "source": ["Old"]},
                    {
                        "cell_type": "code",
                        "collapsed": False,
                        "input": ["def f(x):\n", "    return x"],
                        "language": "python",
                        "metadata": {},
                        "outputs": [
                            {"output_type": "pyout", "prompt_number": 1, "text": ["1"]},
                        ],
                        "prompt_number": 1,
                    },
                ],
                "metadata": {},
            }
        ],
    }
).encode()
