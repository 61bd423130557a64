"""Statements in German, French and Spanish, and direct quotations in languages that are not read in full."""

import pytest

from tests.statements.articles import find_said, list_said, read_text


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


@pytest.mark.parametrize(
    ("language", "text", "content", "expected"),
    [
        ("de", "Laut Feuerwehr brannte der Stall völlig aus.", "brannte", ("Feuerwehr", "statement", False)),
        ("de", "Der Verein wies die Vorwürfe am Abend zurück.", "Vorwürfe", ("Der Verein", "statement", True)),
        ("de", "Der Wirt soll die Kasse geplündert haben.", "Kasse", ("", "hearsay", False)),
        ("de", "Die Rektorin Uta Brahm sagte, die Schule bleibe offen.", "bleibe", ("Die Rektorin Uta Brahm", "statement", False)),
        ("fr", "Le coureur aurait triché, selon la fédération.", "triché", ("la fédération", "hearsay", False)),
        ("fr", "La mairie a démenti toute vente du stade.", "vente", ("La mairie", "statement", True)),
        ("fr", "Les voisins se demandent si le bruit cessera.", "bruit", ("Les voisins", "question", False)),
        ("es", "El puente cerrará en mayo, informó el ayuntamiento.", "puente", ("el ayuntamiento", "statement", False)),
        ("es", "El ministro negó que hubiera presiones.", "presiones", ("El ministro", "statement", True)),
        ("es", "El portero habría fichado por otro club.", "fichado", ("", "hearsay", False)),
    ],
)  # fmt: skip
def test_read_plainly__finds_who_says_what(
    language: str, text: str, content: str, expected: tuple[str, str, bool]
) -> None:
    said = find_said(text, content, language=language)
    assert (said["source"], said["force"], bool(said["negated"])) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eine Sprecherin lehnte eine Stellungnahme ab. Das Lager steht leer."),
        ("fr", "L'entreprise a refusé de commenter. Le prix varie selon la saison."),
        ("es", "La empresa declinó hacer comentarios. El precio cambia según la temporada."),
    ],
)
def test_read_plainly__finds_nothing_where_nobody_says_anything(language: str, text: str) -> None:
    assert [s for s in list_said(text, language=language) if s["force"] != "assertion"] == []


def test_read_plainly__takes_statements_inside_statements_apart() -> None:
    text = "La directora dijo que el alcalde había prometido que pagaría la obra."
    inner = find_said(text, "pagaría", language="es")
    assert (inner["source"], inner["inside"]) == ("el alcalde", text[18:-1])


def test_read_plainly__gives_a_pronoun_to_whoever_spoke_last() -> None:
    text = "La jueza Marta Oliva dijo que el plazo vence hoy. Ella aseguró que no habrá otro."
    assert find_said(text, "otro", language="es")["who"]["name"] == "Marta Oliva"


@pytest.mark.parametrize(
    ("language", "text", "introduced"),
    [
        ("de", "Hans Groth, Chef der Werft Nord, kam spät.", ("Hans Groth", "Chef der Werft Nord", "Werft Nord")),
        ("fr", "Le maire de Lorvenne, Paul Reynier, est venu.", ("Paul Reynier", "maire de Lorvenne", "Lorvenne")),
        ("es", "El ministro de Sanidad, Juan Abel, salió.", ("Juan Abel", "ministro de Sanidad", "Sanidad")),
    ],
)
def test_find_plain_roles__reads_the_office_on_either_side_of_the_name(
    language: str, text: str, introduced: tuple[str, str, str]
) -> None:
    rows = read_text(text, language=language)["roles"]
    assert [(r["name"], r["role"], r["affiliation"]) for r in rows] == [introduced]


def test_find_plain_assertions__take_what_nobody_says() -> None:
    text = "Der Zug hielt auf freier Strecke, und die Fahrgäste stiegen aus. Niemand war verletzt, sagte die Polizei."
    own = [s["content"] for s in list_said(text, language="de") if s["force"] == "assertion"]
    assert sorted(own) == ["Der Zug hielt auf freier Strecke", "die Fahrgäste stiegen aus"]


def test_read_plainly__takes_who_says_it_out_of_a_french_quotation() -> None:
    text = "« Le pont tiendra, assure l'ingénieur Paul Reynier, mais il faudra le surveiller. »"
    said = find_said(text, "tiendra", language="fr")
    assert (said["source"], said["cue"]) == ("l'ingénieur Paul Reynier", "assure")
    assert "surveiller" in said["content"]


def test_read_plainly__goes_on_with_the_quotation_behind_its_speaker() -> None:
    text = "„Ich gehe“, sagte Reimann. „Und ich komme nicht wieder.“"
    assert "komme nicht wieder" in find_said(text, "Ich gehe", language="de")["content"]


@pytest.mark.parametrize(
    ("language", "text", "content", "source"),
    [
        ("de", "Die Prüferin kam zu dem Ergebnis, dass die Leitung leckt.", "die Leitung leckt", "Die Prüferin"),
        ("de", "„Holt die Boote rein“, rief Wirtin Uta Brahm.", "Holt die Boote", "Wirtin Uta Brahm"),
        ("de", "Ärzte warnen vor verseuchtem Trinkwasser in Ohm.", "verseuchtem", "Ärzte"),
        (
            "fr",
            "Une voisine, qui garde les clés, dénonce le bruit du bar.",
            "le bruit",
            "Une voisine, qui garde les clés",
        ),
        ("fr", "Selon le maire, Paul Marot, le stade fermera.", "le stade", "le maire, Paul Marot"),
        ("fr", "« C'est trop tard », regrette-t-on à la mairie de Lorme.", "trop tard", "la mairie de Lorme"),
        ("es", "Para el alcalde de Luz, Pedro Luna, la obra no acabará.", "la obra", "el alcalde de Luz, Pedro Luna"),
        ("es", "“La presa”, continúa el guarda Iván Sol, “está llena”.", "La presa", "el guarda Iván Sol"),
    ],
)
def test_read_plainly__finds_who_says_it(language: str, text: str, content: str, source: str) -> None:
    assert find_said(text, content, language=language, analysed="quotations")["source"] == source
