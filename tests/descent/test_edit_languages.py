"""Edits in the languages of the statements stage beside English: the same kinds, by each language's own words."""

import pytest

from tests.descent.piles import Page, day, list_edits, trace_pile

TEXTS = {
    "de": [
        "Der Hafenrat von Altwieck beschloss am Dienstag, die alte Kettenfähre durch zwei elektrische Boote zu ersetzen, laut Anwohnern.",
        "Bürgermeisterin Ilse Brandt sagte, die Boote würden 1.200 Fahrgäste am Tag befördern und den Lärm am östlichen Kai halbieren.",
        "Der Plan wird angeblich 4,2 Millionen Kronen kosten, der größte Teil davon kommt aus dem Verkehrsfonds der Region.",
        "Stadtrat Piet Okafor aus Marrow unterstützte den Antrag nicht und verlangte eine zweite Untersuchung des Meeresbodens.",
    ],
    "fr": [
        "Le conseil du port de Saint-Ansel a voté mardi le remplacement du vieux bac à chaîne par deux bateaux électriques, selon des habitants.",
        "La maire Ilse Brandt a déclaré que les bateaux transporteraient 1200 passagers par jour et réduiraient le bruit le long du quai.",
        "Le projet coûtera apparemment 4,2 millions de couronnes, payées en grande partie par le fonds des transports de la région.",
        "Le conseiller Piet Okafor de Marrow n'a pas soutenu la motion et a demandé une seconde étude du fond de la mer avant les travaux.",
    ],
    "es": [
        "El consejo del puerto de San Ansel votó el martes para sustituir el viejo transbordador de cadena por dos barcos eléctricos, según vecinos.",
        "La alcaldesa Ilse Brandt dijo que los barcos llevarían a 1.200 pasajeros al día y reducirían a la mitad el ruido del muelle oriental.",
        "El plan costará supuestamente 4,2 millones de coronas, pagadas en su mayor parte por el fondo de transporte de la región.",
        "El concejal Piet Okafor de Marrow no apoyó la moción y pidió un segundo estudio del fondo del mar antes de cualquier obra.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "old", "new", "kind"),
    [
        ("de", "Dienstag", "Montag", "date"),
        ("de", "1.200", "1.300", "number"),
        ("de", "1.200", "1200", "house_style"),
        ("de", "4,2 Millionen", "4,2 Mio.", "house_style"),
        ("de", "angeblich ", "", "hedge_dropped"),
        ("de", "Antrag nicht", "Antrag", "negation"),
        ("de", "Ilse", "Greta", "name"),
        ("de", "Lärm", "Krach", "wording"),
        ("de", "Bürgermeisterin", "Landrätin", "role"),
        ("de", ", laut Anwohnern", "", "source_dropped"),
        ("de", "Stadtrat Piet", "Stadtrat Joris", "name"),
        ("fr", "mardi", "lundi", "date"),
        ("fr", "1200", "1300", "number"),
        ("fr", "apparemment ", "", "hedge_dropped"),
        ("fr", "n'a pas soutenu", "a soutenu", "negation"),
        ("fr", "Ilse", "Greta", "name"),
        ("fr", "La maire", "La préfète", "role"),
        ("fr", ", selon des habitants", "", "source_dropped"),
        ("fr", "le bruit le long", "le vacarme le long", "wording"),
        ("es", "martes", "lunes", "date"),
        ("es", "1.200", "1.300", "number"),
        ("es", "supuestamente ", "", "hedge_dropped"),
        ("es", "no apoyó", "apoyó", "negation"),
        ("es", "Ilse", "Greta", "name"),
        ("es", "alcaldesa", "gobernadora", "role"),
        ("es", ", según vecinos", "", "source_dropped"),
        ("es", "dijo que", "dijo supuestamente que", "hedge_added"),
    ],
)
def test_list_edits__names_kinds_in_other_languages(language: str, old: str, new: str, kind: str) -> None:
    assert any(old in paragraph for paragraph in TEXTS[language])
    copy = [paragraph.replace(old, new) for paragraph in TEXTS[language]]
    one = Page("a.html", TEXTS[language], "one.example", day(6), language=language)
    two = Page("b.html", copy, "two.example", day(7), language=language)
    assert [found for found, _, _ in list_edits(trace_pile(one, two))] == [kind]
