"""The closed vocabularies of the dataset, as the Swedish terms that the reports themselves use."""

from __future__ import annotations

from enum import StrEnum


class DocumentType(StrEnum):
    """What a document is, by what it does with its items."""

    UPPDRAGSUPPFOLJNING = "uppdragsuppföljning"
    AKTIVITETSUPPFOLJNING = "aktivitetsuppföljning"
    MALUPPFOLJNING = "måluppföljning"
    PLAN = "plan"
    OVRIGT = "övrigt"


class Period(StrEnum):
    """The part of the year that a report speaks of."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    H1 = "H1"
    AR = "år"

    @property
    def month(self) -> int:
        """The month that it ends with."""
        return {Period.T1: 4, Period.H1: 6, Period.T2: 8}.get(self, 12)

    def end(self, year: int) -> str:
        """Its last day in a year, ISO."""
        return f"{year}-{self.month:02}-{30 if self.month in (4, 6) else 31}"


class Kind(StrEnum):
    """What an item is."""

    UPPDRAG = "uppdrag"
    MAL = "mål"
    AKTIVITET = "aktivitet"


class Status(StrEnum):
    """What a statement says of how far a matter has come."""

    GENOMFORT = "genomfört"
    DELVIS_GENOMFORT = "delvis genomfört"
    INTE_GENOMFORT = "inte genomfört"
    PAGAR = "pågår"
    EJ_PABORJAT = "ej påbörjat"
    VILANDE = "vilande"
    UTGAR = "utgår"
    EJ_BEDOMT = "ej bedömt"


class Modality(StrEnum):
    """Whether a statement tells how it is, or how it is expected to end."""

    UTFALL = "utfall"
    PROGNOS = "prognos"


class Deviation(StrEnum):
    """Whether a matter keeps to its plan, where the report says so."""

    ENLIGT_PLAN = "enligt plan"
    MED_AVVIKELSE = "med avvikelse"
    NONE = ""


class Basis(StrEnum):
    """Whether the status is said, or read out of what is described."""

    EXPLICIT = "explicit"
    INFERRED = "inferred"


class Method(StrEnum):
    """What gave an assessment."""

    RULE = "rule"
    STATUS_CELL = "status_cell"
    MODEL = "model"
    REVIEW = "review"


class DatePrecision(StrEnum):
    """How exactly a date was printed."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = ""


class Relation(StrEnum):
    """How an item carries on an item of the report before."""

    SAME = "same"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"


class Change(StrEnum):
    """What became of a thread."""

    NEW = "new"
    CONTINUED = "continued"
    COMPLETED = "completed"
    DROPPED = "dropped"


class Step(StrEnum):
    """How a matter's status went from one report to the next."""

    ADVANCED = "advanced"
    FINISHED = "finished"
    CALLED_OFF = "called off"
    STALLED = "stalled"
    REVERSED = "reversed"
    REOPENED = "reopened"
    UNCHANGED = "unchanged"
    UNCLEAR = "unclear"


class Result(StrEnum):
    """What became of a forecast."""

    HIT = "hit"
    MISS = "miss"
    UNRESOLVED = "unresolved"


class Reply(StrEnum):
    """What a board does about an item in a report."""

    ANSWERED = "answered"
    TOGETHER = "together"
    SILENT = "silent"
    NOT_ASKED = "not asked"


class FlagCode(StrEnum):
    """A thing that an auditor should look at."""

    CONTRADICTION = "contradiction"
    MISSING_BOARD = "missing_board"
    MISSING_ASSESSMENT = "missing_assessment"
    UNKNOWN_BOARD = "unknown_board"
    OVERDUE = "overdue"
    FORECAST_MISSED = "forecast_missed"
    DROPPED_UNFINISHED = "dropped_unfinished"
    DROPPED_PROMISED = "dropped_promised"
    TARGET_MOVED = "target_moved"
    UNCHANGED_TEXT = "unchanged_text"
    GOAL_WITHOUT_ACTIVITIES = "goal_without_activities"
    SUM_MISMATCH = "sum_mismatch"
    CLAIM_MISMATCH = "claim_mismatch"


class Severity(StrEnum):
    """How much a flag weighs."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class ClaimKind(StrEnum):
    """What a figure in running text says."""

    NIVA = "nivå"
    FORANDRING = "förändring"
    FORANDRING_I_PROCENT = "förändring i procent"
    ANDEL = "andel"
    AVVIKELSE = "avvikelse"
    RANG = "rang"


class Verdict(StrEnum):
    """Whether the report's own tables bear a figure out."""

    STAMMER = "stämmer"
    STAMMER_INTE = "stämmer inte"
    OKLART = "oklart"


class Theme(StrEnum):
    """What an item is about."""

    LEDNING_OCH_STYRNING = "ledning och styrning"
    EKONOMI_OCH_UPPHANDLING = "ekonomi och upphandling"
    PERSONAL_OCH_KOMPETENSFORSORJNING = "personal och kompetensförsörjning"
    ARBETSMILJO_OCH_HALSA = "arbetsmiljö och hälsa"
    DIGITALISERING_OCH_IT = "digitalisering och IT"
    DEMOKRATI_OCH_KOMMUNIKATION = "demokrati och kommunikation"
    JAMSTALLDHET_OCH_MANGFALD = "jämställdhet och mångfald"
    FORSKOLA_OCH_SKOLA = "förskola och skola"
    GYMNASIUM_OCH_VUXENUTBILDNING = "gymnasium och vuxenutbildning"
    VARD_OCH_OMSORG = "vård och omsorg"
    INDIVID_OCH_FAMILJEOMSORG = "individ- och familjeomsorg"
    ARBETSMARKNAD_OCH_INTEGRATION = "arbetsmarknad och integration"
    KULTUR_OCH_FRITID = "kultur och fritid"
    FOLKHALSA = "folkhälsa"
    TRYGGHET_OCH_BROTTSFOREBYGGANDE = "trygghet och brottsförebyggande"
    KRISBEREDSKAP_OCH_SAKERHET = "krisberedskap och säkerhet"
    KLIMAT_OCH_MILJO = "klimat och miljö"
    SAMHALLSPLANERING_OCH_BOSTADER = "samhällsplanering och bostäder"
    TRAFIK_GATOR_OCH_VA = "trafik, gator och VA"
    FASTIGHETER_OCH_LOKALER = "fastigheter och lokaler"
    NARINGSLIV_OCH_LANDSBYGD = "näringsliv och landsbygd"
    OVRIGT = "övrigt"


class What(StrEnum):
    """What a person has decided."""

    CONFIRM = "confirm"
    STATUS = "status"
    DISMISS = "dismiss"
    BOARDS = "boards"
    TITLE = "title"
    SPLIT = "split"
    NO_ITEM = "no_item"
    LINK = "link"
    UNLINK = "unlink"
    UNKNOWN = "unknown"
    TAKE_BACK = "take_back"


class Applied(StrEnum):
    """What became of a decision in a run."""

    APPLIED = "applied"
    MOVED = "moved"
    SUPERFLUOUS = "superfluous"
    ORPHANED = "orphaned"
    CONFLICT = "conflict"
