"""How a sentence opens: the label, note or yes and no before what it says, and where that begins."""

from __future__ import annotations

import re
from typing import Final

from tertial.assessment.lexicon import lower, word_list
from tertial.wording import Reading, leading

_LABEL: Final = re.compile(
    rf"(?:{'|'.join(sorted(word_list('labels of a comment'), key=lambda word: (-len(word), word)))}|"
    r"\w{4,}s (?:omdöme|bedömning|samlade bedömning|svar|slutsats|kommentar))\s*:\s*"
)
_RUN_IN: Final = re.compile(
    r"(?:Vi gjorde|Det här gjorde vi|Så gick det|Det här är gjort|Så här långt) (?=[A-ZÅÄÖ])"
)
"""A label that runs into its text: "Vi gjorde Vägen är färdigbyggd"."""
_NOTED: Final = re.compile(
    r"(?:(?:\d{1,2}/\d{1,2}(?:[ -]\d{2,4})?|\d{4}-\d\d-\d\d|\d{6,8})(?: ?\([^()]{2,40}\))?)"
    r"\s*[:,–-]?\s+(?=[A-ZÅÄÖ])"
)
"""The day of a note and who made it, before what it says: "17/1 (Ekonomichefen) Påbörjat i november"."""
_UNCHANGED: Final = re.compile(
    r"(?:läget är )?(?:oförändrat|som tidigare|som förut|inget nytt|inga förändringar|"
    r"inget(?: nytt| mer)? att (?:tillägga|rapportera|redovisa))(?: läge| status)?\s*"
    r"[,:–-]\s*(?:dvs\.?|d\.v\.s\.|det vill säga|alltså|status(?:en)? är(?: fortsatt)?)?:?\s*"
)
"""What says that a status is as it was, before it: "Oförändrat, dvs. ej påbörjat"."""
ANSWER: Final = re.compile(r"(?:ja|nej|jo|jodå|nja|tja|tyvärr|nej tyvärr|absolut|visst|klart)[.!]*")
_LETTER: Final = re.compile(r"(?:\d{1,2} [a-h]|\[\d{1,2}(?:\.\d{1,2})?\])\s+(?=\w)")
"""The number in brackets, or the figure and letter of a board's answer: "9 a Tekniska nämnden …"."""
ANSWER_OF: Final = re.compile(r"\d{1,2} [a-h]\s")
_FIGURE: Final = re.compile(
    r"\d[\d ,.]*\s*(?:%|procent)(?: [a-zåäö]+){0,3}(?:,| och) (?:(?:därmed|alltså|således) )?(?=[a-zåäö]+\b)"
)
"""The figure before what it comes to: "4,7 procent, alltså uppnått"."""
_REPLY: Final = re.compile(
    r"(?:ja|nej|jo|jodå|nja|tyvärr|nej tyvärr)\s*[,:–-]\s*|"
    r"för (?:vår|nämndens|styrelsens|förvaltningens) (?:egen )?del,? "
    r"(?=klar|färdig|genomför|slutför|inte |ej |pågå)"
)


def begins(text: str, *, first: bool) -> Reading | None:
    """The status that a comment begins with before it goes on: "Pågår, två tjänster är vakanta."."""
    opened = leading(text) if first else None
    sure = opened is not None and opened[1] < len(text) and text[opened[1]] == ","
    return opened[0] if opened is not None and sure and not opened[0].implied else None


def begin_at(text: str) -> int:
    """Where a sentence begins behind a label or the yes or no of an answer: "Svar: …", "Nej, …"."""
    low = lower(text)
    noted = _NOTED.match(text)
    at = noted.end() if noted is not None else 0
    for opening in (_LETTER, _LABEL, _REPLY, _FIGURE, _UNCHANGED):
        match = opening.match(low, at)
        at = match.end() if match is not None else at
    run_in = _RUN_IN.match(text, at)
    at = run_in.end() if run_in is not None else at
    return at if at < len(low) else 0
