"""The forms in which several boards answer one matter, and those of what stands around their answers."""

from __future__ import annotations

from typing import Final

TITLES: Final = {
    "uppdrag": (
        "Uppföljning av uppdrag {when}", "Delårsrapport {when}: fullmäktiges uppdrag",
        "Återrapportering av budgetuppdrag {when}", "Verksamhetsberättelse {year}: uppdragen",
        "Uppdragen i mål och budget, läget {when}",
    ),
    "mål": (
        "Måluppföljning {when}", "Delårsrapport {when}: måluppfyllelse",
        "Verksamhetsberättelse {year}: målen",
    ),
}  # fmt: skip
MARKS: Final = (
    "## {title}{who}", "### {n}. {title}{who}", "**{title}{who}**", "**{n}. {title}{who}**",
    "**{word} {n}: {title}{who}**", "{n}. {title}{who}", "## {word} {n} – {title}{who}", "{n}) {title}{who}",
    "{word}: {title}{who}", "**{word}: {title}{who}**", "{n} {title}{who}", "{letter}. {title}{who}",
)  # fmt: skip
AREA_MARKS: Final = (
    "# {name}", "# {name}", "# {n}. {name}", "# Målområde {n}: {name}", "# Fokusområde: {name}",
    "# {roman}  {name}", "# {roman}. {name}", "# Område {letter}. {name}", "# Inriktning {n} – {name}",
    "# Inom målområdet {name}", "# Del {n}. {name}",
)  # fmt: skip
GIVEN: Final = (
    "", "", " ({codes})", " ({names})", "Ansvarig: {names}", "Berörda nämnder: {names}", "{codes}",
    "{slashed}", "Till: {names}", "Nämnd: {names}", "*Frågan gick till {low}.*", " – {codes}",
    " [{codes}]", " ({slashed})", "Ansvar: {codes}", "Uppdraget till: {names}", "Ansvarig: {first}{others}",
)  # fmt: skip
"""Who has it: after the title, or on a line under it."""
ANSWERS: Final = (
    "{name}: {own}", "{code}: {own}", "{name}: {judged}", "{code} – {judged}", "{name} – {own}",
    "{name}. {own}", "{code}. {own}", "{code}&tab;{own}", "{name}, {word}: {told}", "{name} ({word}): {told}",
    "{name} – {word}. {told}", "**{name}** {own}", "**{name}.** {own}", "**{code}** {own}", "*{name}* {own}",
    "**{office}:** {own}", "{office}: {own}", "- {name}: {own}", "- {code}: {own}", "- {name} – {judged}",
    "- **{name}** {own}", "- {name} {subject} {told}", "{name} {subject} {told}", "{office} {subject} {told}",
    "**{name}** {subject} {told}", "{code} {subject} {told}", "{name} rapporterar: {own}",
    "{name} svarar: {own}", "{code} svarar: {own}", "Svar från {low}: {own}", "Kommentar från {low}: {own}",
    "Svar {code}: {own}", "{name}s svar: {own}", "{name}s del: {own}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "Inom {low_office} {turned} {told}", "För {low}s del {turned} {told}",
    "Enligt {low} {turned} {told}", "På {low_office} {turned} {told}", "{own} ({code})", "{own} ({low})",
    "{own} /{code}", "{own} [{code}]", "[{code}] {own}", "({code}) {own}", "#### {name}\n\n{own}",
    "**{name}**\n\n{own}", "{name}\n\n{own}", "{code}\n\n{own}", "*{office}*\n\n{own}",
    "**{name}** – {word}\n\n{told}", "**{name}**\n\nStatus: {Word}\n\n{told}",
    "Status {code}: {Word}. {told}", "{name}\\\n{own}", "a) {name}: {own}",
    "{Code}: {own}", "{Code}: {judged}", "{Code} {subject} {told}", "{name} [{word}]: {told}",
    "- {name} [{word}]: {told}", "{code} [{Word}]: {told}", "{code} → {Word}. {told}", "{own} /{low}",
    "{own} – {name}", "{name} ({code}): {own}", "{code} ({office}): {own}", "Från {low}: {own}",
    "{name} anger: {own}", "{name} har svarat: {own}", "I {low}s svar sägs: {told} {sentence}",
    "**{name}** ({word})\n\n{told}", "#### {code}\n\n{own}", "**{office} – {word}**\n\n{told}",
    "{office}s kommentar: {own}", "{name}s bedömning: {own}", "{k} {name}: {own}",
)  # fmt: skip
TOGETHER: Final = (
    "{name}: {own}", "{code}: {own}", "{name} {subject} {told}", "{code} {subject} {told}",
    "**{name}.** {own}", "**{name}** {subject} {told}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "För {low}s del {turned} {told}", "{code} – {judged}", "{own} ({code})",
    "{Code}: {own}", "{Code} {subject} {told}", "{office} {subject} {told}",
    "På {low_office} {turned} {told}",
)  # fmt: skip
"""Forms that stand one after the other in a single paragraph."""
FREELY: Final = (
    "{name} {subject} {told}", "{office} {subject} {told}", "I {low} {turned} {told}",
    "Hos {low} {turned} {told}", "För {low}s del {turned} {told}", "Inom {low_office} {turned} {told}",
    "{name} uppger att {that} {told}", "{name} meddelar att {that} {told}", "Enligt {low} {turned} {told}",
    "{name} redovisar att {that} {told}", "Även {low} {subject} {told}",
    "{name}s förvaltning {subject} {told}",
    "Av {low}s svar framgår att {that} {told}", "Från {low} uppges att {that} {told}",
    "{name} skriver: {own}", "{name} anser att {that} {told}", "Vad gäller {low} {turned} {told}",
    "{name}, som {asked}, {subject} {told}", "När det gäller {low} {turned} {told}",
    "{name} konstaterar att {that} {told}", "I {low}s verksamhet {turned} {told}",
    "{name}s bedömning är att {that} {told}", "Däremot {low_subject} {told}",
    "Samtidigt {low_subject} {told}",
)  # fmt: skip
"""How boards that have no heading say it, each in its own way under one title."""
CLOSING: Final = (
    "Samlad bedömning: {ks} delar nämndernas bild.", "Sammantagen bedömning: {sentence}",
    "Samlad bedömning: {ks} delar nämndernas bild. {sentence}", "Sammanfattningsvis {turned}",
    "{Thing} som helhet: {word}", "Samlad status: {Word}", "Helhetsbedömning: {sentence}",
    "**Samlad bedömning**&para;{sentence}", "Samlat omdöme: {Word}", "Sammantaget {turned}",
    "Kommunledningens samlade bedömning: {sentence}", "Totalt sett {turned}",
    "Kommentar till helheten: {ks} följer frågan.", "Bedömning av {thing} i sin helhet: {sentence}",
    "{ks} bedömer sammantaget att {that}", "Slutsats för hela kommunen: {sentence}",
)  # fmt: skip
"""What is said of all boards again, after their answers."""
CHAPTERS: Final = ("# {name}", "# {n} {name}", "# {name} ({code})", "# {office}")
OWN: Final = (
    "## {title}\n\n{own}", "**{title}**\n\n{own}", "**{title}.** {own}", "- **{title}** – {own}",
    "*{title}.* {own}", "### {n}. {title}\n\n{own}",
)  # fmt: skip
DECLARED: Final = ("{key}. {title} ({all})", "{key}. {title}", "{key}) {title}", "- {key}: {title}")
TAKEN_UP: Final = (
    "**{short} ({key}).** {own}", "{short} ({key}) {turned} {told}", "**{key}.** {own}", "{key}. {own}",
    "Uppdrag {key}, {low_short}: {own}", "{key}. {short}: {own}", "**{key}. {short}**\n\n{own}",
    "**{key}. {title}**\n\n{own}", "### {key} {short}\n\n{own}", "Uppdrag {key}: {own}",
    "**Uppdrag {key}** {own}", "- {key}: {own}", "- {key} {short} – {own}", "### {title}\n\n{own}",
    "{short} (gemensamt uppdrag {key}): {own}", "I fråga om uppdrag {key} {turned} {told}",
)  # fmt: skip
