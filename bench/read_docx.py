"""Times the Word reader against the least that reading a .docx can cost, and against python-docx.

Run it with `python bench/read_docx.py [FILE.docx ...]`; without a file it makes two reports of 6,000 words,
one with the markup that Word leaves behind, one as bare as python-docx writes it.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from tertial.readers.docx import forget_templates, read

N_WORDS = 6_000
ROUNDS = 8
SERIES = 8
WORDS = """
kommunen nämnden har under året arbetat med att utveckla verksamheten genom dialog samverkan uppföljning
planering och medborgare förvaltningen uppdraget bedöms bli genomfört enligt plan när resurser finns
"""


def make_report(*, as_word: bool) -> bytes:
    """A follow-up of `N_WORDS` words: headings, status sentences, prose in several runs, lists, tables.

    A paragraph has 18 words on average; in published follow-ups it is 15 to 45.

    Args:
        as_word: Whether runs carry fonts, languages and revision ids, and text is cut by spelling marks.
    """
    chance = random.Random(20)
    document = docx.Document()
    n_words = 0

    def words(n: int) -> str:
        nonlocal n_words
        n_words += n
        return " ".join(chance.choices(WORDS.split(), k=n))

    chapter = 0
    while n_words < N_WORDS:
        document.add_heading(words(5), level=1 + chapter % 3)
        _runs(document.add_paragraph(), [words(6)], chance, as_word=as_word)
        for _ in range(3):
            _runs(document.add_paragraph(), [words(n) for n in (12, 3, 9, 6, 4, 11)], chance, as_word=as_word)
        for _ in range(2):
            _runs(document.add_paragraph(style="List Bullet"), [words(5), words(7)], chance, as_word=as_word)
        if chapter % 4 == 3:
            _table(document, words, chance, as_word=as_word)
        document.add_paragraph()
        chapter += 1
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _runs(paragraph: Paragraph, texts: list[str], chance: random.Random, *, as_word: bool) -> None:
    if as_word:
        for name in ("rsidR", "rsidRDefault", "rsidP"):
            paragraph._p.set(qn(f"w:{name}"), f"00{chance.randrange(16**6):06X}")
    for n, text in enumerate(texts):
        run = paragraph.add_run(text + " ")
        run.bold = True if n == 1 else None
        if not as_word:
            continue
        run._r.set(qn("w:rsidRPr"), f"00{chance.randrange(16**6):06X}")
        run.font.name = "Calibri"
        run.font.size = Pt(11)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "sv-SE")
        run._r.get_or_add_rPr().append(language)
        mark = OxmlElement("w:proofErr")
        mark.set(qn("w:type"), "spellStart" if n % 2 else "spellEnd")
        run._r.addnext(mark)


def _table(
    document: WordDocument, words: Callable[[int], str], chance: random.Random, *, as_word: bool
) -> None:
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    for row in table.rows:
        for cell in row.cells:
            _runs(cell.paragraphs[0], [words(6)], chance, as_word=as_word)


def bare(data: bytes) -> object:
    """The least that reading costs: inflating document.xml, and lxml's parsing of it."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def reader(data: bytes) -> object:
    """Tertial's reader, as it runs through a folder whose files share a template."""
    return read(data, "bench.docx")


def reader_cold(data: bytes) -> object:
    """Tertial's reader with styles and numbering that it has not met before."""
    forget_templates()
    return read(data, "bench.docx")


def python_docx(data: bytes) -> object:
    """python-docx's own iteration over paragraphs and cells."""
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def best(jobs: dict[str, Callable[[bytes], object]], data: bytes) -> dict[str, float]:
    """Milliseconds of processor time of the fastest round of each job.

    The jobs take turns, a series each, so that other work on the machine disturbs all of them alike, and none
    pays for the memory that another gave back.
    """
    times: dict[str, float] = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for label, job in jobs.items():
            for _ in range(SERIES):
                begun = time.process_time()
                job(data)
                times[label] = min(times[label], time.process_time() - begun)
    return {label: seconds * 1000 for label, seconds in times.items()}


def show(name: str, data: bytes) -> None:
    """Prints the times of one file, and how many times the bare cost they are."""
    inflated = len(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    print(f"{name}: {len(data) / 1000:.0f} kB, document.xml {inflated / 1000:.0f} kB")
    jobs = {
        "inflate + lxml": bare,
        "tertial": reader,
        "tertial, new template": reader_cold,
        "python-docx": python_docx,
    }
    times = best(jobs, data)
    least = times["inflate + lxml"]
    for label, milliseconds in times.items():
        print(f"  {label:<22} {milliseconds:8.2f} ms  {milliseconds / least:6.2f} x")


def main() -> None:
    """Times the files that are named, or those it makes."""
    if len(sys.argv) > 1:
        for path in sys.argv[1:]:
            show(path, Path(path).read_bytes())
        return
    show("6,000 words as Word saves them", make_report(as_word=True))
    show("6,000 words as python-docx saves them", make_report(as_word=False))


if __name__ == "__main__":
    main()
