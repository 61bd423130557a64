"""Direct quotations in languages that are not read in full."""

import pytest

from tests.statements.articles import list_said, read_text


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("de", "„Das Werk schließt nie“, sagte Bürgermeisterin Ute Sand am Montag.", "Bürgermeisterin Ute Sand"),
        ("fr", "« Nous partirons demain matin », a déclaré le maire, Paul Marot, lundi.", "le maire, Paul Marot"),
        ("es", "El alcalde Pedro Luna dijo: “No habrá más obras este año”.", "El alcalde Pedro Luna"),
        ("ru", "«Мы не будем закрывать завод», — сказал мэр Иван Петров.", "Иван Петров"),
    ],
)
def test_find_attributed_quotations__in_other_languages(language: str, text: str, source: str) -> None:
    said = list_said(text, language=language, analysed="quotations")
    assert [(s["source"], s["kind"], s["force"]) for s in said] == [(source, "direct", "statement")]


def test_find_attributed_quotations__leaves_a_quotation_without_a_verb() -> None:
    assert list_said("Das „große alte Haus“ steht leer.", language="de", analysed="quotations") == []


def test_extract_statements__says_nothing_of_a_language_it_does_not_read() -> None:
    rows = read_text("“No,” said Tom Ray.", language="xx", analysed="none")
    assert rows["statements"] == []
