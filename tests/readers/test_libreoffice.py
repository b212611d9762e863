"""Old Word, RTF and OpenDocument are read as the Word file that LibreOffice makes of them, shut in."""

from __future__ import annotations

import http.server
import io
import json
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import formats
from tertial import readers, stores
from tertial.analysis import analyse
from tertial.dataset import Dataset
from tertial.document import document_id
from tertial.errors import BrokenFile, MissingProgram, ReadError, TooLarge
from tertial.readers import libreoffice, read, to_convert
from tertial.run import Event, process
from tests.test_run import content, finish

needs_libreoffice = pytest.mark.skipif(
    libreoffice.program() is None,
    reason="LibreOffice is not installed (apt-get install --no-install-recommends libreoffice-writer)",
)
SAMPLE = sorted(formats.CORPUS.rglob("*.docx"))[::16]
MENDED = [formats.CORPUS / name for name in ("asvalla/2023-T2.docx", "nordhede/2020-T3.docx")]
"""Reports whose own headings are based on Word's, which LibreOffice reads as no headings in a .doc."""
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "ooo": "http://openoffice.org/2004/office",
}


def flat(body: str, scripts: str = "") -> bytes:
    """A flat OpenDocument text with a line and what is given."""
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in SPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{scripts}<office:body><office:text>'
        f"<text:p>Uppdraget pågår.</text:p>{body}</office:text></office:body></office:document>"
    ).encode()


def rtf(text: str) -> bytes:
    """An RTF text."""
    return rf"{{\rtf1\ansi {text}\par}}".encode("cp1252")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[Path, bytes]]:
    """The sample in each format."""
    return {
        ending: formats.exported([*SAMPLE, *MENDED], ending, tmp_path_factory.mktemp(ending))
        for ending in ("doc", "rtf", "odt")
    }


@needs_libreoffice
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_a_report_says_the_same_in_every_format(exported: dict[str, dict[Path, bytes]], ending: str) -> None:
    """At least 0.98 of items and explicit assessments are those of the report in Word."""
    files = exported[ending]
    in_word = {path: formats.facts(analyse(path.read_bytes(), formats.name(path))) for path in files}
    found = list(formats.compared(in_word, formats.reports(files)))
    assert len({one.report for one in found}) == len(files) >= 12
    for figure in ("items", "explicit assessments"):
        agreed = formats.f1(one for one in found if one.figure == figure)
        print(f"{ending}: {figure} {agreed:.4f}")
        assert agreed >= 0.98


@needs_libreoffice
def test_a_run_keeps_the_users_names_and_is_the_same_however_many_work(
    exported: dict[str, dict[Path, bytes]], tmp_path: Path, temporary: Path
) -> None:
    """Byte by byte; the row of a document has the digest of the user's file, and nothing is left behind."""
    reports = tmp_path / "reports"
    for ending, files in exported.items():
        for path, data in list(files.items())[:2]:
            copy = reports / ending / path.parent.name / f"{path.stem}.{ending}"
            copy.parent.mkdir(parents=True)
            copy.write_bytes(data)
    (reports / "ord.docx").write_bytes(SAMPLE[0].read_bytes())
    (reports / "trasig.odt").write_bytes(next(iter(exported["odt"].values()))[:4000])
    (reports / "tom.rtf").write_bytes(rb"{\rtf1 }")
    before = sorted(reports.rglob("*"))
    one, _ = finish(run_over(reports, tmp_path / "one", 1))
    finish(run_over(reports, tmp_path / "two", 2))
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert sorted(reports.rglob("*")) == before
    assert not list(temporary.iterdir())
    account = json.loads((tmp_path / "one" / "run.json").read_text(encoding="utf-8"))
    counts = account["counts"]
    assert (counts["found"], counts["read"], counts["failed"]) == (9, 7, 2)
    assert account["libraries"]["libreoffice"] == libreoffice.version()
    types = set()
    for event in one:
        if event.report is not None:
            data = (reports / event.source).read_bytes()
            assert event.report.document_id == document_id(data)
            types.add(event.report.media_type)
    assert {row["reader"] for row in Dataset(tmp_path / "one").rows("documents")} == {"docx"}
    assert {"application/msword", "application/rtf", "application/vnd.oasis.opendocument.text"} < types


def run_over(folder: Path, out: Path, workers: int) -> Iterator[Event]:
    """A run over a folder."""
    return process([folder], out, stores.write, workers=workers)


@needs_libreoffice
def test_a_second_conversion_gives_the_same_document(exported: dict[str, dict[Path, bytes]]) -> None:
    """Alone or among others, with a profile of its own or a used one."""
    for files in exported.values():
        wanted = [file for path, data in files.items() if (file := to_convert(data, path.name))][:4]
        with libreoffice.Office() as office:
            together = office.convert(wanted)
            again = office.convert(wanted[:1])
        alone = read(wanted[0].data, "x")
        for made in (together[0], again[0]):
            assert isinstance(made, libreoffice.Converted)
            assert read(made, "x") == alone


@needs_libreoffice
def test_what_changes_by_the_day_is_left_out() -> None:
    """A field that shows today, the clock or the file's place would show those of the reading."""
    field = r"{\field{\*\fldinst %s}{\fldrslt gammalt}}"
    told = " ".join(f"{name}: {field % name}." for name in ("DATE", "TIME", "FILENAME", "AUTHOR"))
    text = read(rtf(told), "a.rtf").text
    assert text.startswith("DATE: . TIME: . FILENAME: . AUTHOR: ")


@needs_libreoffice
def test_what_libreoffice_loses_is_warned_of() -> None:
    """A file of Word 2003's XML is read, and its losses are told."""
    body = "<w:body><w:p><w:r><w:t>Uppdraget pågår.</w:t></w:r></w:p></w:body>"
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    data = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{space}">{body}</w:wordDocument>'.encode()
    document = read(data, "a.xml")
    assert document.text == "Uppdraget pågår."
    assert "save it as .docx" in document.warnings[0]


@needs_libreoffice
def test_nothing_in_a_file_runs_or_is_fetched(tmp_path: Path) -> None:
    """No macro, no linked picture, object, section or text, from this machine or another."""
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *words: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    web = f"http://127.0.0.1:{server.server_address[1]}"
    secret, ran = tmp_path / "hemligt.txt", tmp_path / "ran"
    secret.write_text("HEMLIGT", encoding="utf-8")
    frame = '<text:p><draw:frame svg:width="2cm" svg:height="2cm">{}</draw:frame></text:p>'
    section = (
        '<text:section text:name="A"><text:section-source xlink:type="simple" xlink:show="embed" '
        'xlink:href="{}" text:filter-name="Text"/><text:p>gammalt</text:p></text:section>'
    )
    macro = (
        '<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>'
        '<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>'
        f'Sub Main\nOpen "{ran}" For Output As #1\nClose #1\nEnd Sub'
        "</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>"
        '<office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="dom:load" xlink:type="simple" '
        'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/>'
        "</office:event-listeners></office:scripts>"
    )
    files = [
        flat("", macro),
        flat(frame.format(f'<draw:image xlink:href="{web}/a.png" xlink:type="simple"/>')),
        flat(frame.format(f'<draw:object xlink:href="{web}/a.odt" xlink:type="simple"/>')),
        flat(section.format(f"{web}/a.txt")),
        flat(section.format(secret.as_uri())),
        rtf(rf'pågår {{\field{{\*\fldinst INCLUDEPICTURE "{web}/b.png" \\d}}{{\fldrslt bild}}}}'),
        rtf(rf'pågår {{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt gammalt}}}}'),
    ]
    try:
        texts = [read(data, "a").text for data in files]
    finally:
        server.shutdown()
        server.server_close()
    assert all("pågår" in text and "HEMLIGT" not in text for text in texts)
    assert asked == []
    assert not ran.exists()


def opendocument(content: str, manifest: str = "") -> bytes:
    """An OpenDocument text, packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return file.getvalue()


@needs_libreoffice
@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (opendocument("<office:document-content"), BrokenFile, r"OpenDocument text\) is damaged"),
        (opendocument("hej"), BrokenFile, "is damaged"),
        (rtf("Hej")[:-1], BrokenFile, r"Rich Text Format\) is damaged"),
        (flat("")[:-30], BrokenFile, "is damaged"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="a"><w:body>', BrokenFile, "is damaged"),
        (rtf(""), ReadError, "holds no text"),
        (flat("").replace("Uppdraget pågår.".encode(), b""), ReadError, "holds no text"),
    ],
)
def test_what_libreoffice_can_not_read_is_told(data: bytes, error: type[ReadError], says: str) -> None:
    """The message names the file, what it is, and what to do."""
    with pytest.raises(error, match=says) as caught:
        read(data, "rapport.odt")
    assert "rapport.odt" in caught.value.problem
    assert caught.value.remedy


def test_without_libreoffice_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has failed, the rest is read, and the books balance."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(MissingProgram, match=r"a\.rtf \(Rich Text Format\).*LibreOffice.*apt-get install"):
        read(rtf("Hej"), "a.rtf")
    known = {known.name: readers.lacking(known) for known in readers.FORMATS}
    assert "apt-get install libreoffice-writer" in known["odt"]
    assert not known["docx"] and not known["txt"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rtf").write_bytes(rtf("Hej"))
    (tmp_path / "in" / "b.txt").write_text("Uppföljning 2023\n\nUppdraget pågår.", encoding="utf-8")
    done, finished = finish(run_over(tmp_path / "in", tmp_path / "out", 1))
    assert [str(event.outcome) for event in done] == ["failed", "read"]
    assert (finished.counts["found"], finished.counts["failed"]) == (2, 1)
    account = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert "libreoffice" not in account["libraries"]


STUB = """#!/bin/sh
# Stands in for LibreOffice: does with each file what its name in the text says.
for last; do case $out in next) out=$last;; esac; case $last in --outdir) out=next;; esac; done
echo $# >> {log}
mkdir -p "$out"
for file; do
  case $file in */[0-9]*.rtf) ;; *) continue;; esac
  grep -q crash "$file" && kill -11 $$
  grep -q hang "$file" && {{ sleep 300 & echo $! >> {children}; wait; }}
  grep -q broken "$file" && continue
  cp {docx} "$out/$(basename "$file" .rtf).docx"
done
"""


@pytest.mark.skipif(os.name != "posix", reason="The program that stands in for LibreOffice is a shell script")
def test_a_file_that_hangs_or_crashes_costs_the_others_nothing(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those after it are tried alone, it is given up with its reason, and no process of it is left."""
    stub, log, children = tmp_path / "soffice", tmp_path / "calls", tmp_path / "children"
    docx = SAMPLE[0]
    stub.write_text(STUB.format(log=log, children=children, docx=docx), encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(stub))
    for name, seconds in {"SECONDS_TO_START": 0.5, "SECONDS_EACH": 0.1, "SECONDS_ALONE": 1}.items():
        monkeypatch.setattr(libreoffice, name, seconds)
    words = ["ett", "crash", "broken", "hang", "fem"]
    files = [file for word in words if (file := to_convert(rtf(word), f"{word}.rtf"))]
    with libreoffice.Office() as office:
        made = dict(zip(words, office.convert(files), strict=True))
    for word in ("ett", "fem"):
        converted = made[word]
        assert isinstance(converted, libreoffice.Converted) and converted.data == docx.read_bytes()
    assert isinstance(made["crash"], BrokenFile) and isinstance(made["broken"], BrokenFile)
    assert isinstance(made["hang"], TooLarge) and "took LibreOffice more than 1 s" in made["hang"].problem
    assert len(log.read_text().split()) == 1 + 4  # all, then alone each that came to nothing
    time.sleep(0.1)
    for child in children.read_text().split():
        assert (
            not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_text()
        ), "a child of the program is left"
    assert not list(temporary.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="The program that stands in for LibreOffice is a shell script")
def test_a_run_that_is_broken_off_ends_what_it_started(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed while a call hangs, the calls are ended at once and their folders are gone."""
    stub, children = tmp_path / "soffice", tmp_path / "children"
    stub.write_text(STUB.format(log=tmp_path / "log", children=children, docx=SAMPLE[0]), encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(stub))
    batches = libreoffice.Batches(1, lambda made, name: made)
    file = to_convert(rtf("hang"), "a.rtf")
    assert file is not None
    answer = batches.add(file)
    threading.Thread(target=answer, daemon=True).start()
    for _ in range(200):
        if children.exists() and children.read_text():
            break
        time.sleep(0.05)
    begin = time.monotonic()
    batches.close()
    assert time.monotonic() - begin < 10
    assert isinstance(answer(), BrokenFile)
    assert not list(temporary.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands for LibreOffice")
def test_what_does_not_say_its_version_in_time_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A LibreOffice that hangs where its version is asked for is ended with all that it started."""
    child, script = tmp_path / "child", tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}\nwait\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(script))
    monkeypatch.setattr(libreoffice, "SECONDS_TO_START", 2)
    assert libreoffice.version() == ""
    stat = Path(f"/proc/{child.read_text().strip()}/stat")
    deadline = time.monotonic() + 10
    while stat.exists() and ") Z" not in stat.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not stat.exists() or ") Z" in stat.read_text()
