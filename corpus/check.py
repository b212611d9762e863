#!/usr/bin/env python3
"""Checks gold against the reports of its set: does what gold quotes stand there, does gold keep to its rules?

    python corpus/check.py [--hints] [NAME ...]    NAME: only gold files whose name begins so

--hints also lists flags that gold's own rows would give and gold lacks; they are for the annotator to judge.
Standard library and lxml. Exit status 1 where something is wrong. It knows nothing of the pipeline.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from lxml import etree

from builder.notation import COLOURS, SYMBOLS, read_source
from builder.reports import SETS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = {"uppdragsuppföljning", "aktivitetsuppföljning", "måluppföljning", "plan", "övrigt"}
STATUSES = (
    "genomfört",
    "delvis genomfört",
    "inte genomfört",
    "pågår",
    "ej påbörjat",
    "vilande",
    "utgår",
    "ej bedömt",
)
THEMES = set(
    """ledning och styrning;ekonomi och upphandling;personal och kompetensförsörjning;arbetsmiljö och hälsa;
digitalisering och IT;demokrati och kommunikation;jämställdhet och mångfald;förskola och skola;
gymnasium och vuxenutbildning;vård och omsorg;individ- och familjeomsorg;arbetsmarknad och integration;
kultur och fritid;folkhälsa;trygghet och brottsförebyggande;krisberedskap och säkerhet;klimat och miljö;
samhällsplanering och bostäder;trafik, gator och VA;fastigheter och lokaler;näringsliv och landsbygd;
övrigt""".replace("\n", "").split(";")
)
FLAGS = {
    "contradiction", "missing_board", "missing_assessment", "unknown_board", "overdue", "forecast_missed",
    "dropped_unfinished", "goal_without_activities", "sum_mismatch", "claim_mismatch",
}  # fmt: skip
RELATIONS = {"same", "renamed", "merged", "split"}
ENDS = {"T1": "04-30", "H1": "06-30", "T2": "08-31", "T3": "12-31", "år": "12-31"}


def folded(text: str) -> str:
    """The text as it is compared: NFC, white space as one blank."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2011", "-")
    return re.sub(r"\s+", " ", text).strip()


def word_text(path: Path) -> str:
    """What is visible in a .docx, paragraph by paragraph."""
    lines = []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for part in ("word/header.xml", "word/document.xml", "word/footnotes.xml", "word/footer.xml"):
            if part not in names:
                continue
            for p in etree.fromstring(archive.read(part)).iter(f"{W}p", f"{W}tc"):
                if p.tag == f"{W}tc":
                    shade = p.find(f"{W}tcPr/{W}shd")
                    if shade is not None and not "".join(p.itertext()).strip():
                        name = next((n for n, c in COLOURS.items() if c == shade.get(f"{W}fill")), "")
                        lines.append(f"[{name}]")
                    continue
                if any("Fallback" in str(a.tag) for a in p.iterancestors()):
                    continue
                line = ""
                for e in p.iter():
                    up = [a for a in e.iterancestors() if a.tag == f"{W}p"]
                    if not up or up[0] is not p or any("Fallback" in str(a.tag) for a in e.iterancestors()):
                        continue
                    run = e.getparent()
                    if run.tag == f"{W}r" and run.find(f"{W}rPr/{W}vanish") is not None:
                        continue
                    if e.tag == f"{W}t":
                        line += e.text or ""
                    elif e.tag in (f"{W}tab", f"{W}br"):
                        line += " "
                    elif e.tag == f"{W}noBreakHyphen":
                        line += "-"
                    elif e.tag == f"{W}sym":
                        line += f"[{SYMBOLS[e.get(f'{W}font') + ':' + e.get(f'{W}char')[2:]]}]"
                lines.append(line)
    return "\n".join(lines)


def report_path(source: str) -> Path:
    """The report that a gold file names, in the set that has it; where none has, a path that is not there."""
    paths = [folder / "reports" / source for folder in SETS.values()]
    return next((path for path in paths if path.exists()), paths[0])


def report_text(path: Path) -> str:
    """What is visible in a report."""
    if path.suffix == ".docx":
        return word_text(path)
    for suffix in (".txt", ".md"):
        content = (path.parents[2] / "content" / path.parent.name / path.name).with_suffix(suffix)
        if content.exists():
            encoding = read_source(content).settings.get("encoding", "utf-8")
            return path.read_bytes().decode(encoding)
    raise FileNotFoundError(path)


def torn(value: str, lines: list[list[str]]) -> bool:
    """Whether a print in columns, or one that divides words, says it: a piece a line, line under line."""

    def goes_on(rest: str, at: int) -> bool:
        for below, line in enumerate(lines[at : at + 8], at + 1):
            for cell in line:
                piece = cell.removesuffix("-") if not rest.startswith(cell) else cell
                if cell.startswith(rest):
                    return True
                if piece and rest.startswith(piece) and goes_on(rest.removeprefix(piece).lstrip(), below):
                    return True
        return False

    for below, line in enumerate(lines, 1):
        for cell in line:
            for word in re.finditer(r"(?<!\S)\S", cell):
                piece = cell[word.start() :].removesuffix("-")
                if piece and value.startswith(piece) and goes_on(value.removeprefix(piece).lstrip(), below):
                    return True
    return False


def check(name: str, gold: dict) -> list[str]:
    """What is wrong in one gold file."""
    problems: list[str] = []

    def bad(text: str) -> None:
        problems.append(f"{name}: {text}")

    path = report_path(gold["source"])
    if not path.exists():
        return [f"{name}: no report {gold['source']}"]
    read = report_text(path)
    text = folded(read)
    lines = [[folded(cell) for cell in re.split(r"\t| {2,}", line.strip())] for line in read.split("\n")]
    lines = [line for line in lines if any(line)] if path.suffix == ".txt" else []
    document = gold["document"]
    if document["document_type"] not in TYPES or document["period"] not in {"", *ENDS}:
        bad(f"document {document}")
    if gold.get("items") and folded(document["municipality"]).casefold() not in text.casefold():
        bad(f"{document['municipality']} is not named in the text")
    ids = [item["id"] for item in gold["items"]]
    if len(set(ids)) < len(ids):
        bad("two items have the same id")
    for item in gold["items"]:
        where = f"#{item['id']}"

        def stands(what: str, value: str, where: str = where) -> None:
            if value and folded(value) not in text and not torn(folded(value), lines):
                bad(f"{where} {what} does not stand in the report: {value!r}")

        wanted = {
            "id",
            "kind",
            "title",
            "area",
            "responsible",
            "boards",
            "start_date",
            "end_date",
            "themes",
            "assessments",
            "sections",
        }
        if missing := wanted - set(item):
            bad(f"{where} lacks {sorted(missing)}")
            continue
        if item["kind"] not in ("uppdrag", "mål", "aktivitet"):
            bad(f"{where} kind {item['kind']!r}")
        stands("title", item["title"])
        stands("area", item["area"])
        for part in item["responsible"].split(", "):  # the names of several cells are joined so
            stands("responsible", part)
        for day in (item["start_date"], item["end_date"]):
            if day:
                date.fromisoformat(day)
        if not item["themes"] or set(item["themes"]) - THEMES:
            bad(f"{where} themes {item['themes']}")
        seen, explicit = Counter(), set()
        for a in item["assessments"]:
            if a["assessment"] not in STATUSES or a["modality"] not in ("utfall", "prognos"):
                bad(f"{where} {a['assessment']!r} / {a['modality']!r}")
            if a["deviation"] not in ("", "enligt plan", "med avvikelse") or a["basis"] not in (
                "explicit",
                "inferred",
            ):
                bad(f"{where} {a['deviation']!r} / {a['basis']!r}")
            stands("evidence", a["evidence"])
            if not a["evidence"]:
                bad(f"{where} an assessment without evidence")
            seen[a["board"], a["assessment"], a["modality"]] += 1
            if a["basis"] == "explicit" and not a.get("doubtful"):
                explicit.add(a["board"])
        for key, n in seen.items():
            if n > 1:
                bad(f"{where} {n} rows {key}")
        for a in item["assessments"]:
            if a["basis"] == "inferred" and a["board"] in explicit and not a.get("doubtful"):
                bad(f"{where} inferred beside explicit for {a['board']!r}")
        for s in item["sections"]:
            stands("section heading", s["heading"])
            stands("section begins", s["begins"])
            stands("section ends", s["ends"])
            if max(len(s["begins"]), len(s["ends"])) > 30:
                bad(f"{where} section {s['board']}: more than 30 characters")
            if text.find(folded(s["begins"])) > text.rfind(folded(s["ends"])) + 30:
                bad(f"{where} section {s['board']} ends before it begins")
            if not s["board"]:
                bad(f"{where} section without board")
    for flag in gold.get("flags", ()):
        if flag["code"] not in FLAGS:
            bad(f"flag {flag['code']!r}")
        if flag["item"] and flag["item"] not in ids:
            bad(f"flag on unknown item {flag['item']!r}")
        if flag.get("evidence") and folded(flag["evidence"]) not in text:
            bad(f"flag evidence does not stand in the report: {flag['evidence']!r}")
    for measure in gold.get("measures", ()):
        for key in ("row", "column", "group", "table"):
            if folded(measure.get(key, "")) not in text:
                bad(f"measure {key} {measure[key]!r}")
    return problems


def rank(gold: dict) -> tuple[int, str]:
    """Where a report stands in time."""
    document = gold["document"]
    return int(document["year"] or 0), ENDS.get(document["period"], "00-00")


def check_links(golds: dict[str, dict], links: list[dict]) -> list[str]:
    """What is wrong in the links: unknown items, the wrong way in time, twice the same."""
    problems = []
    known = {(g["source"], i["id"]): rank(g) for g in golds.values() for i in g["items"]}
    for link in links:
        ends = [tuple(link["from"]), tuple(link["to"])]
        if link["relation"] not in RELATIONS:
            problems.append(f"links: {link}")
        if any(e not in known for e in ends):
            problems.append(f"links: no such item in {link}")
        elif known[ends[0]] >= known[ends[1]]:
            problems.append(f"links: the later report first in {link}")
    for pair, n in Counter((tuple(x["from"]), tuple(x["to"])) for x in links).items():
        if n > 1:
            problems.append(f"links: {n} times {pair}")
    return problems


def reports_without_gold(golds: dict[str, dict]) -> list[str]:
    """The reports that nobody has annotated."""
    sources = {g["source"] for g in golds.values()}
    folders = [folder / "reports" for folder in SETS.values()]
    names = [
        path.relative_to(folder).as_posix() for folder in folders for path in sorted(folder.rglob("*.*"))
    ]
    return [f"no gold for {name}" for name in names if name not in sources]


def hints(golds: dict[str, dict], links: list[dict]) -> list[str]:
    """Flags that follow from gold's rows by rule and that gold lacks, and the other way round."""
    out = []
    onward = {tuple(x["from"]) for x in links}
    by_town = defaultdict(list)
    for name, gold in golds.items():
        if gold["items"]:
            by_town[gold["document"]["municipality"]].append((rank(gold), name, gold))
    chains: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for x in links:
        chains[tuple(x["from"])].add(tuple(x["to"]))
    for reports in by_town.values():
        reports.sort(key=lambda r: r[0])
        items = {(g["source"], i["id"]): (r, i) for r, _, g in reports for i in g["items"]}
        for n, (when, name, gold) in enumerate(reports):
            if "flags" not in gold:
                continue
            has = {(f["item"], f["board"], f["code"]) for f in gold["flags"]}
            want = set()
            end = f"{when[0]}-{when[1]}"
            for item in gold["items"]:
                rows = [a for a in item["assessments"] if not a.get("doubtful")]
                own = {(a["assessment"], a["modality"]) for a in rows if not a["board"]}
                if gold["document"]["document_type"] != "plan":
                    if item["end_date"] and item["end_date"] < end and ("genomfört", "utfall") not in own:
                        want.add((item["id"], "", "overdue"))
                    if item["kind"] != "mål" and not item["assessments"]:
                        want.add((item["id"], "", "missing_assessment"))
                done = {("genomfört", "utfall"), ("genomfört", "prognos")} & own
                last = n == len(reports) - 1
                over = bool(done) or last
                if own and not over and (gold["source"], item["id"]) not in onward:
                    want.add((item["id"], "", "dropped_unfinished"))
                for a in rows:
                    if done and a["board"] and a["assessment"] in ("inte genomfört", "ej påbörjat"):
                        want.add((item["id"], a["board"], "contradiction"))
                if item["sections"]:
                    for board in (
                        set(item["boards"]) - {s["board"] for s in item["sections"]} - {"Alla nämnder"}
                    ):
                        want.add((item["id"], board, "missing_board"))
                if ("genomfört", "prognos") in own and gold["document"]["period"] not in ("T3", "år"):
                    todo, later = [(gold["source"], item["id"])], set()
                    while todo:
                        for step in chains[todo.pop()]:
                            if step in items and items[step][0][0] == when[0] and step not in later:
                                later.add(step)
                                todo.append(step)
                    for step in later:
                        rows_then = {
                            (a["assessment"], a["modality"])
                            for a in items[step][1]["assessments"]
                            if not a["board"]
                        }
                        if (
                            items[step][0][1] == "12-31"
                            and rows_then
                            and ("genomfört", "utfall") not in rows_then
                            and (item["id"], "", "forecast_missed") not in has
                        ):
                            out.append(
                                f"{name}: forecast of #{item['id']} missed in {step}: forecast_missed here?"
                            )
            out += [f"{name}: lacks {x}" for x in sorted(want - has)]
            derived = {"overdue", "missing_assessment", "dropped_unfinished"}
            out += [f"{name}: has {x}, not derived" for x in sorted(has - want) if x[2] in derived]
    return out


def read_gold() -> tuple[dict[str, dict], list[dict]]:
    """The gold of each report of all sets by the name of its file, and the links between their items."""
    golds, links = {}, []
    for path in (path for folder in SETS.values() for path in sorted((folder / "gold").glob("*.json"))):
        if path.name.startswith("links"):
            links += json.loads(path.read_text(encoding="utf-8"))
        elif path.name != "scope.json":
            golds[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return golds, links


def main() -> int:
    """Check all that is asked for; 1 where something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--hints", action="store_true")
    arguments = parser.parse_args()
    golds, links = read_gold()
    chosen = {n: g for n, g in golds.items() if not arguments.names or n.startswith(tuple(arguments.names))}
    problems = check_links(golds, links)
    for name, gold in chosen.items():
        problems += check(name, gold)
    if not arguments.names:
        problems += reports_without_gold(golds)
    for problem in problems:
        print(problem)
    if arguments.hints:
        print(*(h for h in hints(golds, links) if h.startswith(tuple(chosen))), sep="\n")
    items = [i for g in chosen.values() for i in g["items"]]
    counts = {
        "gold files": len(chosen),
        "items": len(items),
        "assessments": sum(len(i["assessments"]) for i in items),
        "flags": sum(len(g.get("flags", ())) for g in chosen.values()),
        "links": len(links),
        "problems": len(problems),
    }
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
