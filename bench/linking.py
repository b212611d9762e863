"""How fast and how rightly matters are linked from report to report, on made data with known truth.

Run it with `python -m bench.linking [ITEMS]`, 20,000 unless told; the same number gives the same data. A
report holds 32 items. There are up to 290 municipalities of eight reports each; of more items, the
municipalities get more reports, 108 each for a million items.

From a report to the next, 8 % of the matters are dropped and as many come new. Of those that go on, 78 %
keep their wording, and 22 % are reworded by another verb, another noun, a compound taken apart, a dropped or
added tail, a year added, or a misprint, inflection or full stop. Each way is drawn as often; where the title
has nothing to change in the way that was drawn, the next that fits is taken, and the last line printed tells
the share of each. A third of the newcomers are twins of a matter that is there: ishall for simhall, or
another place. The words that are swapped are what officers write, chosen without regard to tertial's table,
which lacks many of them. Items have a nämnd, which is drawn anew for 3 %, and neither comments, numbers nor
areas: titles decide.

A second table has the same matters in reports that tell more: items keep their order, newcomers between
them, and seven in ten have a comment. It is a set phrase, and a sentence that names two of three things of
the matter's own, drawn anew for each report; twins have their own. Where a noun was swapped for one that
tertial's table of synonyms lacks, only this can say that it is the same matter.

The rival takes identical titles first, then rapidfuzz's token_sort_ratio with a one-to-one assignment within
each pair of reports; of five thresholds the one with the best F1 is printed, more than it could know.
Reports are made, linked and forgotten by municipality, as a run does; seconds are of the processor and of the
linking alone.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from bench.measuring import apart, peak_so_far, versions
from tertial.document import Span
from tertial.linking import link
from tertial.records import DocumentRecord, Item, Link, Report
from tertial.vocabulary import DatePrecision, DocumentType, Kind, Period, Theme

QUICK: Final = 20_000
MUNICIPALITIES: Final = 290
IN_A_REPORT: Final = 32
FEWEST_REPORTS: Final = 8
DROPPED: Final = 0.08
TWINS: Final = 1 / 3
REWORDED: Final = 0.22
MOVED: Final = 0.03
CUTOFFS: Final = (60, 70, 75, 80, 85)
"""Thresholds of the rival."""
PERIODS: Final = (Period.T1, Period.T2, Period.T3)

VERBS: Final = (
    ("Bygga", "Uppföra"),
    ("Utreda", "Se över"),
    ("Utveckla", "Förbättra"),
    ("Ta fram", "Upprätta"),
    ("Införa", "Implementera"),
    ("Rusta upp", "Renovera"),
    ("Inrätta", "Starta"),
    ("Planera för", "Förbereda"),
    ("Upphandla", "Köpa in"),
    ("Följa upp", "Utvärdera"),
)
THINGS: Final = (
    ("simhall", "ishall"),
    ("sporthall", "idrottshall"),
    ("förskola", "grundskola"),
    ("gruppbostad", "korttidsboende"),
    ("cykelväg", "gångväg"),
    ("lekplats", "badplats"),
    ("återvinningscentral", "avfallsanläggning"),
    ("bibliotek", "kulturhus"),
    ("parkering", "infartsparkering"),
    ("vattenverk", "reningsverk"),
    ("mötesplats", "fritidsgård"),
    ("brandstation", "räddningsstation"),
    ("trafikplan", "skötselplan"),
    ("trygghetsplan", "beredskapsplan"),
    ("klimatstrategi", "näringslivsstrategi"),
    ("skolskjuts", "färdtjänst"),
    ("e-tjänst", "journalsystem"),
    ("elevhälsa", "skolmat"),
    ("bredband", "gatubelysning"),
    ("hemtjänst", "hemsjukvård"),
)
"""Each with its twin, a matter of its own."""
NOUNS: Final = {
    "simhall": "badhus",
    "sporthall": "gymnastikhall",
    "förskola": "barnomsorg",
    "gruppbostad": "gruppboende",
    "cykelväg": "cykelbana",
    "lekplats": "lekpark",
    "badplats": "strandbad",
    "mötesplats": "träffpunkt",
    "parkering": "parkeringsplats",
    "brandstation": "brandkårsstation",
    "färdtjänst": "färdtjänstresor",
    "skolmat": "skolmåltider",
    "bredband": "fiber",
    "gatubelysning": "gatljus",
    "bibliotek": "folkbibliotek",
    "beredskapsplan": "krisplan",
}
APART: Final = {
    "trafikplan": "plan för trafik",
    "skötselplan": "plan för skötsel",
    "trygghetsplan": "plan för trygghet",
    "klimatstrategi": "strategi för klimat",
    "näringslivsstrategi": "strategi för näringsliv",
    "elevhälsa": "hälsa för elever",
    "gruppbostad": "bostad i grupp",
    "cykelväg": "väg för cykel",
}
PLACES: Final = tuple(
    f"{first}{last}"
    for first in (
        "Norr",
        "Söder",
        "Öster",
        "Väster",
        "Björk",
        "Lind",
        "Ek",
        "Sten",
        "Berg",
        "Sjö",
        "Ås",
        "Gran",
    )
    for last in ("by", "torp", "vik", "hult", "näs", "lunda")
)
TAILS: Final = ("", "", "under mandatperioden", "i samverkan med föreningar", "tillsammans med näringslivet")
BOARDS: Final = ("Kommunstyrelsen", "Tekniska nämnden", "Socialnämnden", "Kultur- och fritidsnämnden")
WAYS: Final = ("verb", "noun", "apart", "tail", "year", "letters")

PHRASES: Final = (
    "Arbetet pågår enligt plan.",
    "Arbetet har startat och redovisas för nämnden i december.",
    "En dialog förs med berörda verksamheter.",
    "Uppdraget beräknas vara klart under hösten.",
)
OWN: Final = tuple(
    f"{first}{last}"
    for first in (
        "björk",
        "kvarn",
        "skol",
        "ängs",
        "sjö",
        "lager",
        "stations",
        "hamn",
        "berg",
        "kyrk",
        "mejeri",
    )
    for last in (
        "gatan",
        "backen",
        "tomten",
        "udden",
        "magasinet",
        "slingan",
        "fonden",
        "stiftelsen",
        "laget",
    )
)
COMMENTED: Final = 0.7

Truth = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter, and how it is worded for the time being."""

    key: tuple[str, str, str]
    """What no other of the municipality has: its first verb, thing and place."""
    verb: str
    thing: str
    tail: str
    board: str
    year: str = ""
    letters: int = 0
    own: tuple[str, ...] = ()
    """What its comments are about, where reports have comments."""

    @property
    def title(self) -> str:
        """As it is printed."""
        words = f"{self.verb} {self.thing} i {self.key[2]}"
        if self.letters == 1:
            words = words.replace(self.thing, self.thing + "en")
        elif self.letters == 2:
            middle = len(self.thing) // 2
            words = words.replace(self.thing, self.thing[:middle] + self.thing[middle + 1 :])
        dot = "." if self.letters == 3 else ""
        return " ".join(part for part in (words, self.tail, self.year) if part) + dot


def _new(chance: random.Random, there: list[Matter], used: set[tuple[str, str]]) -> Matter:
    """A matter with a thing and place that no other has had; sometimes the twin of one that is there."""
    while True:
        verb, pair, place = chance.choice(VERBS)[0], chance.choice(THINGS), chance.choice(PLACES)
        thing = chance.choice(pair)
        if there and chance.random() < TWINS:
            model = chance.choice(there)
            verb, thing, place = model.key
            pair = next(two for two in THINGS if thing in two)
            if chance.random() < 0.5:
                thing = pair[1 - pair.index(thing)]
            else:
                place = chance.choice(PLACES)
        if (thing, place) not in used:
            used.add((thing, place))
            return Matter((verb, thing, place), verb, thing, chance.choice(TAILS), chance.choice(BOARDS))


def _reworded(chance: random.Random, matter: Matter, year: int) -> tuple[Matter, str]:
    """A matter in other words, and in which way."""
    first = chance.randrange(len(WAYS))
    for way in WAYS[first:] + WAYS[:first]:
        other = matter
        thing = matter.key[1]
        if way == "verb":
            both = next(two for two in VERBS if matter.verb in two)
            other = replace(matter, verb=both[1 - both.index(matter.verb)])
        elif way == "noun" and thing in NOUNS:
            other = replace(matter, thing=NOUNS[thing] if matter.thing == thing else thing)
        elif way == "apart" and thing in APART:
            other = replace(matter, thing=APART[thing] if matter.thing == thing else thing)
        elif way == "tail":
            other = replace(matter, tail="" if matter.tail else TAILS[2 + chance.randrange(3)])
        elif way == "year":
            other = replace(matter, year="" if matter.year else f"till {year + 1}")
        elif way == "letters":
            other = replace(matter, letters=0 if matter.letters else 1 + chance.randrange(3))
        if other.title != matter.title:
            return other, way
    raise AssertionError("a verb can always be changed")


def municipality(
    number: int, n_reports: int, data: str = "titles"
) -> tuple[list[Report], Truth, dict[tuple[str, str], str]]:
    """The reports of a municipality, the pairs that are the same matter, and how each was worded anew.

    Args:
        number: Which one.
        n_reports: Of how many reports.
        data: `titles` alone, or `comments` and order too.
    """
    chance = random.Random(number)
    saying = random.Random(~number)
    used: set[tuple[str, str]] = set()
    there: list[Matter] = []
    before: dict[tuple[str, str, str], str] = {}
    reports, truth, ways = [], set(), {}
    for n in range(n_reports):
        year, period = 2000 + n // 3, PERIODS[n % 3]
        how: dict[tuple[str, str, str], str] = {}
        kept = []
        for matter in there:
            if chance.random() < DROPPED:
                continue
            now, way = matter, "same"
            if chance.random() < REWORDED:
                now, way = _reworded(chance, matter, year)
            if chance.random() < MOVED:
                now = replace(now, board=chance.choice(BOARDS))
            kept.append(now)
            how[now.key] = way
        while len(kept) < IN_A_REPORT:
            new = _new(chance, kept, used)
            if data == "titles":
                kept.append(new)
            else:
                own = tuple(saying.sample(OWN, 3)) if saying.random() < COMMENTED else ()
                kept.insert(saying.randrange(len(kept) + 1), replace(new, own=own))
        if data == "titles":
            chance.shuffle(kept)
        document = f"{number:04x}{n:012x}"
        reports.append(_report(f"Ort {number}", document, year, period, kept, saying))
        ids = {matter.key: f"{document}-{place:04d}" for place, matter in enumerate(kept, start=1)}
        for key in ids.keys() & before.keys():
            truth.add((before[key], ids[key]))
            ways[before[key], ids[key]] = how[key]
        there, before = kept, ids
    return reports, truth, ways


def _comment(saying: random.Random, matter: Matter) -> str:
    if not matter.own:
        return ""
    one, other = saying.sample(matter.own, 2)
    return f"{saying.choice(PHRASES)} Ett förslag gäller {one} och ett {other}."


def _report(
    name: str, document: str, year: int, period: Period, several: list[Matter], saying: random.Random
) -> Report:
    record = DocumentRecord(
        document_id=document,
        source=f"{document}.docx",
        media_type="",
        municipality=name,
        municipality_code="",
        document_type=DocumentType.UPPDRAGSUPPFOLJNING,
        title="Uppföljning av uppdrag",
        year=year,
        period=period,
        period_end="",
        period_label="",
        reader="",
        parser="",
        n_items=len(several),
    )
    items = tuple(
        Item(
            item_id=f"{document}-{n:04d}",
            document_id=document,
            ordinal=n,
            kind=Kind.UPPDRAG,
            number="",
            title=matter.title,
            area="",
            parent_id="",
            theme=Theme.OVRIGT,
            responsible="",
            boards=(matter.board,),
            start_date="",
            end_date="",
            date_precision=DatePrecision.NONE,
            text="\n".join(filter(None, (matter.title, _comment(saying, matter)))),
            span=Span(0, 0),
        )
        for n, matter in enumerate(several, start=1)
    )
    return Report(document=record, text="", items=items)


def archive(
    items: int, data: str = "titles"
) -> Iterator[tuple[list[Report], Truth, dict[tuple[str, str], str]]]:
    """The municipalities of an archive of about so many items."""
    several = max(1, min(MUNICIPALITIES, items // (IN_A_REPORT * FEWEST_REPORTS)))
    for number in range(several):
        yield municipality(number, max(2, round(items / several / IN_A_REPORT)), data)


def _rival(reports: list[Report]) -> list[tuple[float, str, str]]:
    """Pairs of the rival with the likeness of each, 0–100."""
    from itertools import pairwise

    from rapidfuzz import fuzz, process
    from scipy.optimize import linear_sum_assignment

    found = []
    for one, other in pairwise(reports):
        by_title = {item.title: item for item in one.items}
        same = {item.item_id: by_title[item.title] for item in other.items if item.title in by_title}
        found += [(100.0, before.item_id, after) for after, before in same.items()]
        taken = {before.item_id for before in same.values()}
        before = [item for item in one.items if item.item_id not in taken]
        after = [item for item in other.items if item.item_id not in same]
        table = process.cdist(
            [item.title for item in before],
            [item.title for item in after],
            scorer=fuzz.token_sort_ratio,
            workers=1,
        )
        for a, b in zip(*linear_sum_assignment(table, maximize=True), strict=True):
            found.append((float(table[a, b]), before[a].item_id, after[b].item_id))
    return found


def job(who: str, wanted: str, data: str) -> dict[str, Any]:
    """Seconds, memory and counts of one of the two on an archive of so many items."""
    took, n_items, n_pairs, n_true = 0.0, 0, 0, 0
    right: Counter[int] = Counter()
    told: Counter[int] = Counter()
    of: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for reports, truth, ways in archive(int(wanted), data):
        n_items += sum(len(report.items) for report in reports)
        n_pairs += len(reports) - 1
        n_true += len(truth)
        of.update(ways.values())
        start = time.process_time()
        if who == "tertial":
            links: list[Link] = link(reports)
            took += time.process_time() - start
            pairs = {0: {(one.from_item_id, one.to_item_id) for one in links}}
        else:
            scored = _rival(reports)
            took += time.process_time() - start
            pairs = {cut: {(a, b) for score, a, b in scored if score >= cut} for cut in CUTOFFS}
        for cut, found in pairs.items():
            told[cut] += len(found)
            right[cut] += len(found & truth)
        if who == "tertial":
            hit.update(ways[pair] for pair in pairs[0] & truth)
    cut = max(told, key=lambda cut: 2 * right[cut] / (told[cut] + n_true))
    return {
        "items": n_items,
        "pairs": n_pairs,
        "seconds": took,
        "memory": peak_so_far(),
        "precision": right[cut] / max(told[cut], 1),
        "recall": right[cut] / n_true,
        "f1": 2 * right[cut] / (told[cut] + n_true),
        "cutoff": cut,
        "ways": {way: [hit[way], of[way]] for way in ("same", *WAYS)},
    }


def main() -> None:
    """Print the table."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else str(QUICK)
    print(versions("rapidfuzz", "scipy", "simplemma"))
    for data in ("titles", "comments"):
        print(f"{data:24}    items  pairs of reports  seconds    MiB  precision  recall     F1")
        ways = {}
        for who in ("tertial", "rival"):
            told = apart("bench.linking", who, wanted, data)
            name = who if who == "tertial" else f"token_sort from {told['cutoff']}"
            print(
                f"{name:24} {told['items']:8} {told['pairs']:17} {told['seconds']:8.1f} "
                f"{told['memory']:6.0f} {told['precision']:10.4f} {told['recall']:7.4f} {told['f1']:6.4f}",
                flush=True,
            )
            ways = ways or told["ways"]
        total = sum(of for _, of in ways.values())
        print(
            "found by tertial: "
            + ", ".join(f"{w} {h / max(of, 1):.3f} of {of / total:.1%}" for w, (h, of) in ways.items())
        )


if __name__ == "__main__":
    main()
