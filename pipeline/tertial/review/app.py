"""The review app: a page for each question, served to this computer only."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, abort, redirect, request, session
from werkzeug.exceptions import HTTPException

from tertial.corrections import ledger
from tertial.corrections.ledger import Decision
from tertial.dataset import Dataset, report_label
from tertial.report.names import Lang
from tertial.report.pages import TEMPLATES, render, words
from tertial.report.queue import Entry
from tertial.report.texts import Mark, paragraphs
from tertial.review.desk import BESIDE, Desk, answer_of, now, read
from tertial.review.questions import (
    Pair,
    Question,
    asked_of,
    decided,
    expected,
)
from tertial.vocabulary import Modality, Status, What

COOKIE: Final = "tertial_review"
_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_SAID: Final = ("app_kept", "app_split_words")
"""What a page may say of the answer before."""
_LIMIT: Final = 200_000
"""Bytes of a request; a form has a few hundred."""


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
        fields, what = answer_of(request.form, one, desk)
        if what is What.SPLIT and fields.get("start") is None:
            return redirect(f"/q/{number}?said=app_split_words")
        if blind and what in (What.CONFIRM, What.DISMISS, What.NO_ITEM, *BESIDE):
            what = None
        elif what is What.STATUS and fields["new"] == read(one):
            fields, what = {**fields, "new": {}}, What.CONFIRM
        if what is None:
            refuse(400, "app_changed")
        assert what is not None
        desk.decide(what, session["who"], one, fields, request.form.get("seen", "").split())
        if what in BESIDE:
            return redirect(f"/q/{number}?said=app_kept")
        return redirect(f"/next?after={number - 1}")

    @app.get("/decisions")
    def decisions() -> str:
        known = desk.known()
        there = {one.id for one in ledger.standing(known.decisions)}
        numbers = {place: n + 1 for n, place in enumerate(desk.places)}
        rows = [
            (one, one.id not in there, numbers.get(asked_of(one)))
            for one in reversed(known.decisions)
            if one.what is not What.TAKE_BACK
        ]
        return page("decisions.html", rows=rows, **_progress(desk, known))

    @app.post("/take-back")
    def take_back() -> Any:
        known = desk.known()
        wanted = request.form.get("id", "")
        open_ = ledger.standing(known.decisions)
        if wanted == "last":
            wanted = next((one.id for one in reversed(open_) if one.who == session["who"]), "")
        chosen = next((one for one in open_ if one.id == wanted), None)
        if chosen is not None:
            of = (chosen.id,)
            ledger.append(desk.path, [Decision(what=What.TAKE_BACK, who=session["who"], when=now(), of=of)])
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
    hope = expected([desk.questions[n] for n in left], ledger.standing(known.decisions))
    return {"left": len(left), "all": len(desk.questions), "expected": hope}


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
