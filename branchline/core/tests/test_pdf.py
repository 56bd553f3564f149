"""Typst makes an accessible PDF of a template and its data, and fetches nothing."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from branchline.core.pdf import compile_pdf

NOW = datetime(2027, 6, 15, 12, tzinfo=UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "cy")
= #data.title
#data.words
"""


def template(folder: Path, words: str) -> Path:
    file = folder / "test.typ"
    file.write_text(words)
    return file


def test_data_become_tagged_words(tmp_path: Path) -> None:
    words = 'dŵr, "quotes" #panic() \\ [brackets]'
    data = {"title": "A title", "words": words}
    made = compile_pdf(template=template(tmp_path, TEMPLATE), data=data, now=NOW)
    pdf = PdfReader(io.BytesIO(made))
    assert words.replace('"', "”") in pdf.pages[0].extract_text().replace("“", "”").replace(
        '"', "”"
    )
    assert pdf.trailer["/Root"]["/Lang"] == "cy"  # type: ignore[index]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_the_same_data_make_the_same_bytes(tmp_path: Path) -> None:
    file, data = template(tmp_path, TEMPLATE), {"title": "A", "words": "b"}
    first, second = (compile_pdf(template=file, data=data, now=NOW) for _time in range(2))
    assert first == second


def test_a_page_without_a_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError):
        compile_pdf(template=template(tmp_path, "Hello"), data={}, now=NOW)


def test_a_template_cannot_read_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    file = template(tmp_path / "in", '#read("../secret.txt")')
    with pytest.raises(typst.TypstError):
        compile_pdf(template=file, data={}, now=NOW)
