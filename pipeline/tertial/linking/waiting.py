"""The items that no later report has taken up yet, filed so that none need go through them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from tertial.linking.matters import Matter
from tertial.linking.options import LinkOptions
from tertial.linking.order import Stage

Filed = dict[Hashable, dict[str, Matter]]


class Waiting:
    """What is open of one municipality, from all its stages so far.

    The same wording is found in a dictionary, however long ago it was seen; words are taken apart only of
    what the next stage left. What is held against new wordings is no more than the last stages leave.
    """

    def __init__(self) -> None:
        self._stages: dict[int, dict[str, Matter]] = {}
        self._plain: Filed = defaultdict(dict)
        self._keys: Filed = defaultdict(dict)
        self._unkeyed: dict[str, Matter] = {}

    def __bool__(self) -> bool:
        return bool(self._stages)

    def add(self, several: Iterable[Matter]) -> None:
        """Put the items of a stage up; stages come in order."""
        for matter in several:
            self._stages.setdefault(matter.stage, {})[matter.item_id] = matter
            self._plain[matter.plain][matter.item_id] = matter
            self._unkeyed[matter.item_id] = matter

    def drop(self, matter: Matter) -> None:
        """Take an item out that was taken up; nothing happens where it is out already."""
        several = self._stages.get(matter.stage, {})
        if several.pop(matter.item_id, None) is None:
            return
        if not several:
            del self._stages[matter.stage]
        _unfile(self._plain, matter.plain, matter)
        if self._unkeyed.pop(matter.item_id, None) is None:
            _unfile(self._keys, matter.wording.key, matter)

    def near(self, stage: Stage, options: LinkOptions) -> list[Matter]:
        """The open items of the latest stage, and of those before it that a reworded matter may be from."""
        last = max(self._stages)
        return [
            matter
            for number, several in self._stages.items()
            for matter in several.values()
            if number == last or stage.number - number <= options.lookback
        ]

    def same_title(self, plain: str) -> Iterable[Matter]:
        """The open items of a title, earliest first."""
        return self._plain[plain].values() if plain in self._plain else ()

    def same_wording(self, key: tuple[str, ...]) -> Iterable[Matter]:
        """The open items of a wording, earliest first."""
        for item_id, matter in self._unkeyed.items():
            self._keys[matter.wording.key][item_id] = matter
        self._unkeyed = {}
        return self._keys[key].values() if key in self._keys else ()


def _unfile(filed: Filed, at: Hashable, matter: Matter) -> None:
    several = filed[at]
    del several[matter.item_id]
    if not several:
        del filed[at]
