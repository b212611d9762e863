"""When two items count as the same matter."""

from __future__ import annotations

from dataclasses import dataclass, field

from tertial.linking.weights import Weights, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """Thresholds of linking; scores are 0–1 over the words of titles, and what else speaks."""

    weights: Weights = field(default_factory=shipped)
    """What each piece of evidence weighs."""
    renamed: float = 0.70
    """A reworded title counts as the same matter from here."""
    least_title: float = 0.50
    """Below this the titles are too unlike for anything else to help."""
    contained: float = 0.74
    """What two titles score at least of which the one names all that the other does, given to one board."""
    unsure: float = 0.07
    """What is taken from that where a board is not given."""
    against: float = 0.5
    """Verbs that go together no better than this speak against a pair that a word alone holds together."""
    alike: float = 0.30
    """Comments this like speak for a pair whose titles name different things."""
    retold: float = 0.55
    """Comments this like tell of the same matter, whatever it is called."""
    long: int = 6
    """So many telling words at least have two comments that alone tell of one matter."""
    near: float = 0.04
    """Two candidates nearer to each other than this are a tie, and neither is taken."""
    finished: float = 0.05
    """What a finished matter falls behind one that is as like and was not."""
    skipped: float = 0.04
    """What is asked in addition for each report that a matter is missing from."""
    lookback: int = 3
    """How many stages back a reworded matter may have been seen; the same wording has no limit."""
    covered: float = 0.85
    """Share of a title that another title or its comment must cover to have taken it in."""
    told: float = 0.60
    """The same, where a sentence says that matters were joined or divided."""
    most_compared: int = 1600
    """So few pairs are all compared; of more, those that share a telling word."""
    most_alike: int = 40
    """A word that more items of a stage than this hold brings no candidates by itself."""
