"""What holds for links whatever the reports are."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.linking import LinkOptions, link
from tertial.linking.assign import best_pairs
from tertial.linking.candidates import candidates
from tertial.linking.matters import matters
from tertial.linking.order import stages
from tertial.linking.similarity import Rarity
from tertial.records import Report
from tests.builders import report

VERBS = ("Utred", "Bygg", "Ta fram en plan för", "Se över", "Utveckla", "Minska", "Följ upp")
THINGS = (
    "simhallen",
    "ishallen",
    "biblioteket",
    "matsvinnet",
    "skolmaten",
    "hamnen",
    "bredbandet",
    "elevhälsan",
)
PLACES = ("i Norrby", "i Söderby", "på landsbygden", "i centrum", "")
WHEN = ("2021-T2", "2021-T3", "2022-T2", "2022-T3")
titles = st.builds(
    "{} {} {}".format, st.sampled_from(VERBS), st.sampled_from(THINGS), st.sampled_from(PLACES)
)
chains = st.lists(st.lists(titles.map(str.strip), max_size=6), min_size=2, max_size=4)


def built(chain: list[list[str]]) -> list[Report]:
    """A report for each list of titles."""
    return [report(when, several) for when, several in zip(WHEN, chain, strict=False)]


@settings(max_examples=60, deadline=None)
@given(chains, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(chain: list[list[str]], chance: random.Random) -> None:
    """The same reports in any order give the same links."""
    reports = built(chain)
    shuffled = reports[:]
    chance.shuffle(shuffled)
    assert link(reports) == link(shuffled)


@settings(max_examples=60, deadline=None)
@given(chains)
def test_links_go_forward_and_one_to_one_but_for_merged_and_split(chain: list[list[str]]) -> None:
    """A link goes from an earlier report to a later; `same` and `renamed` have each end once."""
    reports = built(chain)
    place = {item.item_id: n for n, one in enumerate(reports) for item in one.items}
    links = link(reports)
    assert all(place[one.from_item_id] < place[one.to_item_id] and 0 <= one.score <= 1 for one in links)
    plain = [one for one in links if one.relation in ("same", "renamed")]
    assert len({one.from_item_id for one in plain}) == len(plain) == len({one.to_item_id for one in plain})
    assert len({(one.from_item_id, one.to_item_id) for one in links}) == len(links)


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(0.5, 1.0), max_size=12))
def test_pairs_are_one_to_one(scores: dict[tuple[int, int], float]) -> None:
    """No two pairs share an end."""
    chosen = best_pairs(scores, 0.04)
    assert len({a for a, _ in chosen}) == len(chosen) == len({b for _, b in chosen})


def test_two_that_come_as_near_are_left() -> None:
    """Of two candidates for one place neither is taken; with a clear difference the better is."""
    assert best_pairs({(0, 0): 0.80, (0, 1): 0.82}, 0.04) == []
    assert best_pairs({(0, 0): 0.80, (0, 1): 0.90}, 0.04) == [(0, 1)]
    assert best_pairs({(0, 0): 0.90, (0, 1): 0.91, (1, 1): 0.99}, 0.04) == [(0, 0), (1, 1)]


def test_a_long_history_is_linked_in_good_time() -> None:
    """Forty reports of 120 items, most of them reworded each time, end well: no square of all items."""
    chance = random.Random(7)
    things = [
        f"{a}{b}"
        for a in ("skol", "gatu", "hamn", "park", "vatten", "kultur")
        for b in ("huset", "planen", "avtalet")
    ]
    names = [
        f"{thing} i {place}by" for thing in things for place in ("Nor", "Sö", "Väs", "Ös", "Ek", "Al", "Lin")
    ]
    reports = []
    for year in range(2000, 2020):
        for period in ("T2", "T3"):
            several = [f"{chance.choice(VERBS)} {name}" for name in chance.sample(names, 120)]
            reports.append(report(f"{year}-{period}", several))
    assert link(reports)


def test_many_titles_of_the_same_words_are_linked_in_good_time() -> None:
    """Where each title is a candidate for all others, a pair is looked at once and not with all its kin."""
    reports = [
        report(when, [f"Utred kvalitet och likvärdighet i verksamhet {3 * n + turn}" for n in range(400)])
        for turn, when in enumerate(WHEN[:2])
    ]
    begin = time.process_time()
    link(reports)
    assert time.process_time() - begin < 10


def test_candidates_do_not_hang_on_chance() -> None:
    """Of two words as common, the first of the title brings the candidates, however Python hashes them."""
    earlier = report("2021-T2", ["Se över simhallen och matsvinnet", "Se över matsvinnet och simhallen"])
    later = report("2021-T3", ["Utred simhallen", "Bygg simhallen", "Utred matsvinnet", "Bygg matsvinnet"])
    before, now = (matters(stage, 0) for stage in stages([earlier, later])[0])
    rarity = Rarity(item.title for one in (earlier, later) for item in one.items)
    found = candidates(before, now, rarity, LinkOptions(most_compared=0, most_alike=1))
    assert found == [(0, 0), (0, 1), (1, 2), (1, 3)]
