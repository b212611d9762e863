"""The trained models: that they are worth their place, say so truly, and wait until they are needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tertial.linking import weights
from tertial.resources import model_dir
from tertial.themes.model import expected, signs
from tertial.vocabulary import Theme

MODELS = Path(__file__).parents[1] / "models"
NAMES = sorted(path.parent.name for path in MODELS.glob("*/project.yml"))
SHIPPED = sorted(path.parent.name for path in MODELS.glob("*/model"))


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_shipped_just_where_it_beats_the_rules_alone(name: str) -> None:
    """On left-out municipalities and on each set apart, rules and model are right more often than rules."""
    scores = json.loads((MODELS / name / "scores.json").read_text(encoding="utf-8"))
    unseen = [scores[on]["all"] for on in ("left out", "test", "hard") if on in scores]
    assert all(one["rules + model"] > one["rules"] for one in unseen) is (name in SHIPPED)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_scored_by_municipality(name: str) -> None:
    """What is left out of its training is told for each municipality, not only for all of them."""
    scores = json.loads((MODELS / name / "scores.json").read_text(encoding="utf-8"))
    assert len(scores["left out"]) > 50


@pytest.mark.parametrize("name", NAMES)
def test_a_models_card_tells_its_scores(name: str) -> None:
    """The figures in README.md are those that the scoring wrote."""
    scores = json.loads((MODELS / name / "scores.json").read_text(encoding="utf-8"))
    card = (MODELS / name / "README.md").read_text(encoding="utf-8")
    for on, by in scores.items():
        cells = [on, *(f"{value:,}" if value > 1 else f"{value:.3f}" for value in by["all"].values())]
        assert f"| {' | '.join(cells)} |" in card


@pytest.mark.parametrize("name", SHIPPED)
def test_a_model_is_small(name: str) -> None:
    """It goes into git and into the wheel."""
    assert sum(path.stat().st_size for path in model_dir(name).rglob("*") if path.is_file()) < 2_000_000


def test_the_model_expects_each_theme_of_the_vocabulary() -> None:
    """Its labels are the vocabulary's, and its shares sum to one."""
    shares = expected("Bygg en ny förskola i Almvik", "", "")
    assert set(shares) == set(Theme)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-4)
    assert max(shares, key=lambda theme: shares[theme]) is Theme.FORSKOLA_OCH_SKOLA


def test_the_model_sees_no_names() -> None:
    """Where a place lies says nothing: neither title nor text gives its name."""
    seen = " ".join(signs("Rusta upp torget i Ekeby", "", "Arbetet i Ekeby leds av Anna Lind.")).lower()
    assert "torge" in seen and "arbete" not in seen
    assert not any(name in seen for name in ("ekeb", "anna", "lind"))


def test_what_the_words_decide_does_not_load_the_model() -> None:
    """A title that points clearly to one theme is judged without spaCy."""
    code = (
        "import sys; from tertial.themes import theme; print(theme('Stärk elevhälsan i grundskolan'), "
        "'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["förskola", "och", "skola", "False"]


def test_links_are_weighed_as_was_measured_best() -> None:
    """Fitted weights are in use just where links are as right with them: left out, made titles, cases."""
    told = json.loads((MODELS / "linking" / "scores.json").read_text(encoding="utf-8"))
    hand, fitted = (
        [by["left out"]["links"]["f1"], by["bench"]["f1"], by["cases"]]
        for by in (told["scores"]["hand-set"], told["scores"]["threshold kept"])
    )
    better = all(new >= old for old, new in zip(hand, fitted, strict=True))
    assert told["shipped"] == ("threshold kept" if better else "hand-set")
    assert weights.shipped()._asdict() == told["weights"][told["shipped"]]


def test_the_card_of_linking_tells_its_scores() -> None:
    """The figures in README.md are those that the fitting wrote."""
    told = json.loads((MODELS / "linking" / "scores.json").read_text(encoding="utf-8"))
    card = (MODELS / "linking" / "README.md").read_text(encoding="utf-8")
    for name, by in told["scores"].items():
        cells = [
            *by["left out"]["links"].values(),
            *by["left out"]["reworded"].values(),
            *by["bench"].values(),
        ]
        assert f"| {name} | {' | '.join(f'{cell:.4f}' for cell in cells)} | {by['cases']} |" in card
