"""The review app: a page for each question, served to this computer only."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from re import escape, finditer
from typing import Any, Final

from flask import Flask, Response, abort, redirect, request, session
from werkzeug.exceptions import HTTPException

from tertial.corrections import ledger
from tertial.corrections.ledger import CONTEXT, Decision
from tertial.dataset import Dataset, Row, report_label
from tertial.report.names import Lang
from tertial.report.pages import TEMPLATES, render, words
from tertial.report.queue import Entry
from tertial.report.texts import Mark, paragraphs
from tertial.review.questions import (
    PART,
    Pair,
    Question,
    asked_of,
    decided,
    expected,
    place_of,
    questions,
)
from tertial.vocabulary import Modality, Status, What

COOKIE: Final = "tertial_review"
_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_BESIDE: Final = (What.TITLE, What.BOARDS, What.SPLIT)
"""Decisions after which the page asks on, as the statement may still be right or wrong."""
_SAID: Final = ("app_kept", "app_split_words")
"""What a page may say of the answer before."""
_LIMIT: Final = 200_000
"""Bytes of a request; a form has a few hundred."""


class Desk:
    """A dataset under review: its questions, what is decided, and where decisions go.

    Args:
        dataset: What is reviewed.
        sample: Statements to be coded in place of what is doubtful.
        path: The ledger; that of the dataset where none is named.
    """

    def __init__(self, dataset: Dataset, sample: Sequence[Entry] | None, path: Path | None) -> None:
        self.dataset = dataset
        self.path = path or dataset.folder / ledger.FILE
        self.questions: Sequence[Question] = questions(dataset) if sample is None else sample
        self.places = [place_of(one) for one in self.questions]
        self.documents = {row["document_id"]: row for row in dataset.rows("documents")}
        wanted = {one.item_id for one in self.questions if isinstance(one, Entry)}
        for one in self.questions:
            if isinstance(one, Pair):
                wanted |= {one.from_item_id, one.to_item_id}
        self.items = {row["item_id"]: row for row in dataset.rows("items") if row["item_id"] in wanted}
        boards = {row["board"] for row in dataset.rows("observations")}
        for row in dataset.rows("items"):
            boards |= set(row["boards"].split(";"))
        self.boards = sorted(boards - {""})

    def known(self) -> ledger.Ledger:
        """All that is decided, read anew: others may decide at the same time."""
        return ledger.read([self.path] if self.path.is_file() else [])

    def left(self, known: ledger.Ledger) -> list[int]:
        """The numbers of the questions that nobody has answered."""
        answered = decided(known.decisions)
        return [n for n, place in enumerate(self.places) if not self._settles(n, answered.get(place, ()))]

    def _settles(self, n: int, decisions: Sequence[Decision]) -> bool:
        """Whether decisions answer a question; a statement may be wrong yet where a title is mended."""
        one = self.questions[n]
        told = isinstance(one, Entry) and not one.severity
        return any(not told or decision.what not in _BESIDE for decision in decisions)

    def document_of(self, item_id: str) -> Row:
        """The report that an item stands in."""
        return self.documents[self.items[item_id]["document_id"]]

    def decide(self, what: What, who: str, question: Question, fields: Mapping[str, Any]) -> None:
        """Keeps a decision; it is on the disk when this returns."""
        made = Decision(what=what, who=who, when=_now(), **{**self._about(question), **fields})
        fresh = ledger.new([made], self.known())
        ledger.append(self.path, fresh)

    def _about(self, question: Question) -> dict[str, Any]:
        """What tells what a decision is about."""
        if isinstance(question, Pair):
            item, document = self.items[question.from_item_id], self.document_of(question.from_item_id)
            later, of = self.items[question.to_item_id], self.document_of(question.to_item_id)
            new = {
                "item_id": later["item_id"],
                "document_id": of["document_id"],
                "title": later["title"],
                "report": report_label(of["year"], of["period"]),
            }
            return {**_of(document), "item_id": item["item_id"], "title": item["title"], "new": new}
        document = self.documents[question.document_id]
        text = self.dataset.text(question.document_id) or ""
        start = int(question.start) if question.start else None
        end = int(question.end) if question.end else None
        about: dict[str, Any] = {
            **_of(document),
            "item_id": question.item_id,
            "title": question.title,
            "board": question.board,
        }
        if start is not None and end is not None:
            about |= {
                "start": start,
                "end": end,
                "quote": text[start:end],
                "before": text[max(0, start - CONTEXT) : start],
                "after": text[end : end + CONTEXT],
            }
        return about


def _of(document: Row) -> dict[str, Any]:
    return {
        "document_id": document["document_id"],
        "source": document["source"],
        "municipality": document["municipality"],
        "report": report_label(document["year"], document["period"]),
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def create_app(
    dataset: Dataset,
    token: str,
    lang: Lang,
    hosts: set[str],
    who: str = "",
    *,
    sample: Sequence[Entry] | None = None,
    path: Path | None = None,
    blind: bool = False,
) -> Flask:
    """The app.

    Args:
        dataset: What is reviewed.
        token: Who has it in the address may come in.
        lang: Of its words.
        hosts: What a request may call this server.
        who: A name to begin with.
        sample: Statements to be coded in place of what is doubtful.
        path: The ledger; that of the dataset where none is named.
        blind: What tertial read is not shown.
    """
    app = Flask("tertial.review", static_folder=None)
    app.secret_key = secrets.token_bytes(32)
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=_LIMIT,
    )
    desk = Desk(dataset, sample, path)

    def page(template: str, **given: Any) -> str:
        return render(template, lang, csrf=session.get("csrf", ""), **given)

    def refuse(code: int, key: str) -> None:
        why = words(key, lang)
        abort(Response(render("refused.html", lang, why=why), status=code))

    @app.before_request
    def check() -> Any:
        if request.host not in hosts:
            refuse(403, "app_other_place")
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            refuse(403, "app_other_place")
        if request.path == "/" and hmac.compare_digest(
            request.args.get("token", "").encode(), token.encode()
        ):
            session.clear()
            session.update({"in": True, "csrf": secrets.token_urlsafe(24), "who": who})
            return redirect("/")
        if not session.get("in"):
            refuse(403, "app_no_token")
        if request.method == "POST":
            sent = request.form.get("csrf", "")
            if not hmac.compare_digest(sent.encode(), session["csrf"].encode()):
                refuse(403, "app_other_place")
        return None

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.update(
            {
                "Content-Security-Policy": _POLICY,
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cache-Control": "no-store",
            }
        )
        return response

    @app.errorhandler(HTTPException)
    def told(error: HTTPException) -> Any:
        if error.response is not None:
            return error.response
        return render("refused.html", lang, why=words("app_not_there", lang)), error.code or 500

    @app.get("/app.js")
    def script() -> Response:
        return Response((TEMPLATES / "review.js").read_text(encoding="utf-8"), mimetype="text/javascript")

    @app.get("/")
    def start() -> str:
        known = desk.known()
        return page("start.html", who=session["who"], ledger=str(desk.path), **_progress(desk, known))

    @app.post("/who")
    def name() -> Any:
        session["who"] = request.form.get("who", "").strip()[:80]
        return redirect("/next" if session["who"] else "/")

    @app.get("/next")
    def next_() -> Any:
        if not session["who"]:
            return redirect("/")
        after = request.args.get("after", type=int, default=-1)
        left = desk.left(desk.known())
        on = [n for n in left if n > after] or left
        return redirect(f"/q/{on[0] + 1}" if on else "/")

    def asked(number: int) -> Question:
        if not session["who"]:
            abort(redirect("/"))
        if not 1 <= number <= len(desk.questions):
            refuse(404, "app_not_there")
        return desk.questions[number - 1]

    @app.get("/q/<int:number>")
    def question(number: int) -> str:
        one = asked(number)
        known = desk.known()
        earlier = decided(known.decisions).get(desk.places[number - 1], [])
        given = {
            "number": number,
            "earlier": earlier,
            "statuses": [status.value for status in Status],
            "modalities": [modality.value for modality in Modality],
            "boards": desk.boards,
            "blind": blind,
            "said": said if (said := request.args.get("said", "")) in _SAID else "",
            **_progress(desk, known),
        }
        if isinstance(one, Pair):
            sides = [_side(desk, item_id, None) for item_id in (one.from_item_id, one.to_item_id)]
            return page("pair.html", pair=one, sides=sides, **given)
        side = _side(desk, one.item_id, one, blind=blind) if one.item_id else None
        item = desk.items.get(one.item_id)
        return page("question.html", entry=one, item=item, side=side, **given)

    @app.post("/q/<int:number>")
    def answer(number: int) -> Any:
        one = asked(number)
        fields, what = _answer(one, desk)
        if what is What.SPLIT and fields.get("start") is None:
            return redirect(f"/q/{number}?said=app_split_words")
        if blind and what in (What.CONFIRM, What.DISMISS, What.NO_ITEM, *_BESIDE):
            what = None
        elif what is What.STATUS and fields["new"] == _read(one):
            fields, what = {**fields, "new": {}}, What.CONFIRM
        if what is None:
            refuse(400, "app_changed")
        assert what is not None
        desk.decide(what, session["who"], one, fields)
        if what in _BESIDE:
            return redirect(f"/q/{number}?said=app_kept")
        return redirect(f"/next?after={number - 1}")

    @app.get("/decisions")
    def decisions() -> str:
        known = desk.known()
        back = {other for one in known.decisions for other in one.of}
        numbers = {place: n + 1 for n, place in enumerate(desk.places)}
        rows = [
            (one, one.id in back, numbers.get(asked_of(one)))
            for one in reversed(known.decisions)
            if one.what is not What.TAKE_BACK
        ]
        return page("decisions.html", rows=rows, **_progress(desk, known))

    @app.post("/take-back")
    def take_back() -> Any:
        known = desk.known()
        wanted = request.form.get("id", "")
        back = {other for one in known.decisions for other in one.of}
        open_ = [one for one in known.decisions if one.id not in back and one.what is not What.TAKE_BACK]
        if wanted == "last":
            wanted = next((one.id for one in reversed(open_) if one.who == session["who"]), "")
        chosen = next((one for one in open_ if one.id == wanted), None)
        if chosen is not None:
            of = (chosen.id,)
            ledger.append(desk.path, [Decision(what=What.TAKE_BACK, who=session["who"], when=_now(), of=of)])
        if request.form.get("id") != "last" or chosen is None:
            return redirect("/decisions")
        place = asked_of(chosen)
        return redirect(f"/q/{desk.places.index(place) + 1}" if place in desk.places else "/next")

    @app.get("/text/<document_id>")
    def text(document_id: str) -> str:
        document = desk.documents.get(document_id)
        if document is None:
            refuse(404, "app_not_there")
        assert document is not None
        whole = desk.dataset.text(document_id)
        label = report_label(document["year"], document["period"])
        shown = None if whole is None else paragraphs(whole, ())
        return render("text.html", lang, document=document, label=label, paragraphs=shown)

    return app


def _progress(desk: Desk, known: ledger.Ledger) -> dict[str, Any]:
    left = desk.left(known)
    over = {other for one in known.decisions for other in one.of}
    standing = [one for one in known.decisions if one.id not in over]
    hope = expected([desk.questions[n] for n in left], standing)
    return {"left": len(left), "all": len(desk.questions), "expected": hope}


def _read(question: Question) -> dict[str, str]:
    """What tertial read, as an answer tells it."""
    if isinstance(question, Pair):
        return {}
    return {"assessment": question.status, "modality": question.modality, "board": question.board}


def _side(desk: Desk, item_id: str, entry: Entry | None, *, blind: bool = False) -> dict[str, Any]:
    """An item's own text with the evidence marked."""
    item, document = desk.items[item_id], desk.document_of(item_id)
    text = desk.dataset.text(document["document_id"]) or ""
    start, end = int(item["start"]), int(item["end"])
    marks = []
    if entry is not None and entry.start:
        at, to = int(entry.start), int(entry.end)
        start, end = min(start, at), max(end, to)
        says = "" if blind else " · ".join(filter(None, (entry.status, entry.modality)))
        marks.append(Mark(start=at - start, end=to - start, kind="statement", says=says))
    elif entry is not None and entry.evidence in item["text"] and entry.evidence:
        at = text.find(entry.evidence, start) - start
        if at >= 0:
            marks.append(Mark(start=at, end=at + len(entry.evidence), kind="statement", says=""))
    return {
        "item": item,
        "document": document,
        "label": report_label(document["year"], document["period"]),
        "paragraphs": list(paragraphs(text[start:end] or item["text"], marks)),
    }


def _answer(question: Question, desk: Desk) -> tuple[dict[str, Any], What | None]:
    """What a form decides; None where it fits neither the question nor the vocabulary."""
    form = request.form
    fields: dict[str, Any] = {"why": form.get("note", "").strip()[:2000]}
    given = form.get("what", "")
    if isinstance(question, Pair):
        allowed = {"link": What.LINK, "unlink": What.UNLINK, "unknown": What.UNKNOWN}
        if given == "unknown":
            fields["old"] = {"asked": PART.join(place_of(question))}
        return fields, allowed.get(given)
    if question.severity:
        old = {"code": question.code}
    else:
        old = {"assessment": question.status, "modality": question.modality, "board": question.board}
        old["confidence"] = str(question.confidence)
    statement = {"assessment": question.status, "modality": question.modality, "board": question.board}
    asked = {"asked": PART.join(place_of(question))}
    match given:
        case "confirm":
            return fields | {"old": old}, What.CONFIRM
        case "unknown":
            return fields | {"old": old}, What.UNKNOWN
        case "dismiss" if question.severity:
            return fields | {"old": old}, What.DISMISS
        case "none" if question.status:
            return fields | {"old": (statement | asked) if question.severity else old, "new": {}}, What.STATUS
        case "status" if question.item_id:
            new = {name: form.get(name, "") for name in ("assessment", "modality", "board")}
            fits = new["assessment"] in {*Status} and new["modality"] in {*Modality}
            if not fits or (new["board"] and new["board"] not in desk.boards):
                return fields, None
            told = (statement if question.status else {"board": question.board}) | asked
            return fields | {"old": told if question.severity else old, "new": new}, What.STATUS
        case "title" if question.item_id and form.get("title", "").strip():
            return fields | {"old": asked, "new": {"title": form["title"].strip()[:500]}}, What.TITLE
        case "boards" if question.item_id:
            boards = [part.strip() for part in form.get("boards", "").split(";")]
            return fields | {"old": asked, "new": {"boards": ";".join(filter(None, boards))}}, What.BOARDS
        case "split" if question.item_id:
            begins = " ".join(form.get("split", "").split())
            return fields | {"old": asked, "new": {"title": begins}} | _cut(
                desk, question, begins
            ), What.SPLIT
        case "no_item" if question.item_id:
            return fields | {"old": asked}, What.NO_ITEM
    return fields, None


def _cut(desk: Desk, question: Entry, words: str) -> dict[str, Any]:
    """Where an item is parted; nothing where the words don't stand once inside it."""
    item = desk.items[question.item_id]
    text = desk.dataset.text(question.document_id) or ""
    begin, end = int(item["start"]), int(item["end"])
    found = list(finditer(r"\s+".join(map(escape, words.split())), text[begin + 1 : end])) if words else []
    if len(found) != 1:
        return {}
    start, stop = (begin + 1 + at for at in found[0].span())
    return {
        "board": "",
        "start": start,
        "end": stop,
        "quote": text[start:stop],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[stop : stop + CONTEXT],
    }


def serve(app: Flask, port: int, hosts: set[str], ready: Callable[[int], None]) -> None:
    """Serves the app on this computer alone, until it is stopped.

    Args:
        app: As `create_app` makes it.
        port: 0 for any that is free.
        hosts: What requests may call this server; the names with its port are put there.
        ready: Told the port when it can be asked.
    """
    import waitress

    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4, ident="")
    hosts |= {f"127.0.0.1:{server.effective_port}", f"localhost:{server.effective_port}"}
    ready(server.effective_port)
    server.run()
