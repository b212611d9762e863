"""The codebook agrees with the contract and with the vocabularies in code."""

from __future__ import annotations

from enum import StrEnum

import pytest

from tertial import codebook, vocabulary

ENUMS: dict[str, type[StrEnum]] = {
    "document_type": vocabulary.DocumentType,
    "period": vocabulary.Period,
    "kind": vocabulary.Kind,
    "assessment": vocabulary.Status,
    "modality": vocabulary.Modality,
    "deviation": vocabulary.Deviation,
    "basis": vocabulary.Basis,
    "method": vocabulary.Method,
    "date_precision": vocabulary.DatePrecision,
    "theme": vocabulary.Theme,
    "relation": vocabulary.Relation,
    "change": vocabulary.Change,
    "step": vocabulary.Step,
    "result": vocabulary.Result,
    "answer": vocabulary.Reply,
    "code": vocabulary.FlagCode,
    "severity": vocabulary.Severity,
    "claim_kind": vocabulary.ClaimKind,
    "verdict": vocabulary.Verdict,
    "what": vocabulary.What,
    "applied": vocabulary.Applied,
}


def test_tables_are_those_of_the_contract_in_its_order() -> None:
    """No table is missing, and none is made up."""
    assert tuple(codebook.tables()) == codebook.TABLE_NAMES


@pytest.mark.parametrize("name", ENUMS)
def test_values_are_those_of_the_vocabulary(name: str) -> None:
    """Each value of a vocabulary is explained, in the vocabulary's order, and no other."""
    expected = [member.value for member in ENUMS[name] if member.value]
    assert [value.value for value in codebook.vocabularies()[name]] == expected


def test_every_vocabulary_has_an_enum_and_a_column() -> None:
    """A vocabulary that nobody uses, or that code doesn't know, is a mistake."""
    assert set(codebook.vocabularies()) == set(ENUMS)
    assert all(list(codebook.columns_of(name)) for name in ENUMS)


def test_keys_and_references_name_columns_that_exist() -> None:
    """A key is of the table's own columns; a reference is to the key of another table."""
    tables = codebook.tables()
    for table in tables.values():
        assert set(table.key) <= set(table.names)
        for column in table.columns:
            if column.references:
                other, _, name = column.references.partition(".")
                assert tables[other].key == (name,)


def test_everything_has_its_meaning_in_both_languages() -> None:
    """English and Swedish, for tables, columns and values, each ended as a sentence."""
    meant = [entry for table in codebook.tables().values() for entry in (table, *table.columns)]
    for entry in [*meant, *(value for values in codebook.vocabularies().values() for value in values)]:
        assert entry.en.endswith((".", ")")), entry
        assert entry.sv.endswith((".", ")")), entry
