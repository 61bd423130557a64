"""Small dossiers of invented news, with the counts that a careful reader gives by the definition of "independent".

They were written, texts and counts, before the program was run on them; one text was made plainer afterwards (a sentence
that left open who spoke), with the same count. In one of them the headline carries the claim for its text: its lead has
it in words that the program does not take for the same ("water is seeping through the dam").
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """A text of one outlet, of a day in March 2031."""

    site: str
    day: int
    title: str
    text: str


@dataclass(frozen=True)
class Expected:
    """One claim: (number of the article, words in its statement) of some carriers, and its counts."""

    carriers: tuple[tuple[int, str], ...]
    low: int
    high: int
    on_record: int
    name: str = ""


@dataclass(frozen=True)
class Dossier:
    """Articles on one story, and its claims."""

    name: str
    articles: tuple[Article, ...]
    claims: tuple[Expected, ...]


LEAK = Dossier(
    "a single leak",
    (
        Article(
            "tarngazette.example", 3, "Norvik Air to drop its Velm route",
            "Norvik Air will end its daily flights between Aldersund and Velm in October, two people at the airline "
            "told the Tarn Gazette.\n\nThe people, who asked not to be named because the decision has not been made "
            "public, said bookings had fallen since the new railway opened.\n\nThe route was opened in 2019.",
        ),
        Article(
            "islandpost.example", 4, "Norvik Air abandons Velm, report says",
            "The airline Norvik Air will stop flying from Aldersund to Velm in October, the Tarn Gazette reported on "
            "Monday, citing two people at the airline.\n\nThe airport of Velm would lose a third of its passengers. "
            "Its director was not available on Monday evening.",
        ),
        Article(
            "velmtoday.example", 4, "Airline to leave Velm",
            "According to the Tarn Gazette, Norvik Air will end its flights to Velm in October. The newspaper's "
            "sources say that bookings fell after the railway opened.\n\nVelm has had an airport since 1962, and the "
            "town has often feared for it.",
        ),
    ),
    (Expected(((0, "will end its daily flights"), (1, "will stop flying from Aldersund to Velm"),
               (2, "will end its flights to Velm")), 1, 1, 0),),
)  # fmt: skip

TWO_LEAKS = Dossier(
    "two leaks that could be one",
    (
        Article(
            "capitalherald.example", 5, "Harbour tunnel to be shelved",
            "The government will shelve the harbour tunnel of Port Amery, a senior official at the transport ministry "
            "said on Tuesday.\n\nThe official, who was not authorised to speak publicly, said the cost had doubled to "
            "3.1 billion marks.\n\nThe tunnel was to open in 2036.",
        ),
        Article(
            "amerypost.example", 5, "Ministers give up on Port Amery tunnel",
            "The government will shelve the harbour tunnel at Port Amery, a person familiar with the decision told the "
            "Amery Post.\n\nShopkeepers on the waterfront said they had waited for the tunnel for twenty years.",
        ),
    ),
    (Expected(((0, "will shelve the harbour tunnel of Port Amery"),
               (1, "will shelve the harbour tunnel at Port Amery")), 1, 2, 0),),
)  # fmt: skip

RELEASE = Dossier(
    "a press release through many",
    (
        Article(
            "easternledger.example", 10, "Corvid Foods to build cannery in Sele",
            "Corvid Foods will build a cannery in Sele and hire 240 people, the company said in a statement on "
            "Thursday.\n\nWork is to begin in May. The region has lost two fish plants in five years.",
        ),
        Article(
            "selecourier.example", 10, "240 jobs for Sele",
            "Corvid Foods said on Thursday that it will build a cannery in Sele and hire 240 people.\n\n\"We have "
            "found in Sele what we looked for,\" Corvid Foods chief executive Marit Aune said.\n\nThe mayor could not "
            "be reached.",
        ),
        Article(
            "fishtrade.example", 11, "Corvid picks Sele for new cannery",
            "A new cannery will be built in Sele by Corvid Foods, which will hire 240 people for it, a spokesman for "
            "Corvid Foods said.\n\nPrices of mackerel have risen by a tenth since January.",
        ),
    ),
    (Expected(((0, "will build a cannery in Sele"), (1, "will build a cannery in Sele and hire 240 people"),
               (2, "A new cannery will be built in Sele")), 1, 1, 1),),
)  # fmt: skip

DENIAL = Dossier(
    "a leak and its denial",
    (
        Article(
            "quaycourier.example", 12, "Police chief of Dorn to resign",
            "Dorn police chief Alva Brandt will resign before the summer, officials in the city hall told the Quay "
            "Courier.\n\nThe officials said she had fallen out with the mayor over patrols in the harbour.",
        ),
        Article(
            "dornledger.example", 13, "Police chief denies that she will go",
            "Police spokeswoman Nora Feld denied on Friday that police chief Alva Brandt will resign before the "
            "summer.\n\nThe Quay Courier had reported that Brandt will resign before the summer, citing officials in "
            "the city hall.\n\nBrandt has led the force since 2027.",
        ),
    ),
    (
        Expected(((0, "will resign before the summer"), (1, "Brandt will resign before the summer, citing")), 1, 1, 0,
                 "resigns"),
        Expected(((1, "chief Alva Brandt will resign before the"),), 1, 1, 1, "denied"),
    ),
)  # fmt: skip

NAMED_TOO = Dossier(
    "unnamed in one, named in another",
    (
        Article(
            "marshecho.example", 15, "Marsh bridge unsafe, officer says",
            "The marsh bridge at Ottering is not safe for buses, an officer of the county council told the Marsh "
            "Echo.\n\nThe officer, who did not want to be named, said rust had eaten into two of the beams.",
        ),
        Article(
            "radiofen.example", 16, "Councillor wants buses off marsh bridge",
            "Councillor Rhea Doon said on Wednesday that the marsh bridge at Ottering is not safe for buses.\n\nShe "
            "had walked under it with an engineer on Sunday, she said.\n\nThe bridge dates from 1931.",
        ),
    ),
    (Expected(((0, "is not safe for buses"), (1, "is not safe for buses")), 2, 2, 1),),
)  # fmt: skip

CORRECTION = Dossier(
    "a number corrected",
    (
        Article(
            "fenwire.example", 20, "Twelve hurt as tram derails in Ostvik",
            "Twelve people were hurt when a tram left the rails in Ostvik on Monday, the fire brigade said.\n\nThe "
            "tram had come down Castle Hill. Traffic stood still for three hours.",
        ),
        Article(
            "ostvikpost.example", 20, "Tram derails in Ostvik",
            "Twelve people were hurt when a tram left the rails on Castle Hill in Ostvik, the fire brigade said on "
            "Monday.\n\nA baker in the street said he had heard a long shriek of brakes.",
        ),
        Article(
            "fenwire.example", 21, "Nine hurt in Ostvik tram accident",
            "Nine people were hurt when a tram left the rails in Ostvik on Monday, the hospital said on "
            "Tuesday.\n\nThree of them stayed for the night.",
        ),
    ),
    (
        Expected(((0, "Twelve people were hurt"), (1, "Twelve people were hurt")), 1, 1, 1, "twelve"),
        Expected(((2, "Nine people were hurt"),), 1, 1, 1, "nine"),
    ),
)  # fmt: skip

RELATIVE = Dossier(
    "a relative, described in one and named in the other",
    (
        Article(
            "coasttimes.example", 22, "Missing skipper found dead",
            "The skipper Tor Havn is dead, his sister said on Saturday.\n\nHis boat had left the harbour on Thursday "
            "night with nobody else on board.",
        ),
        Article(
            "northsun.example", 22, "Skipper Tor Havn is dead",
            "The skipper Tor Havn is dead, his sister Inga Havn told the Coast Times on Saturday.\n\nThe search had "
            "been called off on Friday in heavy snow.",
        ),
    ),
    (Expected(((0, "The skipper Tor Havn is dead"), (1, "The skipper Tor Havn is dead, his sister")), 1, 1, 1),),
)  # fmt: skip

PLANS = Dossier(
    "plans that are no speech, and a wire",
    (
        Article(
            "landwire.example", 25, "Mossberg plans to sell its mills",
            "LENDAL (Landwire) - The paper maker Mossberg plans to sell its two mills in Tjell, and will announce the "
            "sale on Friday, a banker with knowledge of the talks said.\n\nThe mills employ 900 people. Mossberg "
            "declined to comment.",
        ),
        Article(
            "tjellnews.example", 25, "Mossberg to sell Tjell mills",
            "The paper maker Mossberg plans to sell its two mills in Tjell, and will announce the sale on Friday, "
            "Landwire reported.\n\nThe mills are the largest employer of the valley.",
        ),
        Article(
            "valleyvoice.example", 26, "What will become of the mills?",
            "Mossberg plans to sell its two mills in Tjell, Landwire cited a banker with knowledge of the talks as "
            "saying.\n\nPeople in the valley fear for their pensions.",
        ),
    ),
    (Expected(((0, "plans to sell its two mills in Tjell"), (1, "plans to sell its two mills in Tjell"),
               (2, "plans to sell its two mills in Tjell")), 1, 1, 0),),
)  # fmt: skip

CIRCLE = Dossier(
    "two outlets that cite each other",
    (
        Article(
            "hillreport.example", 12, "New roof for Brandal stadium",
            "The roof of the Brandal stadium will be replaced next summer, the Lake Monitor reported.\n\nThe stadium "
            "was built for the games of 1988 and holds 14,000 people.",
        ),
        Article(
            "lakemonitor.example", 12, "Brandal stadium to get a new roof",
            "According to the Hill Report, the roof of the Brandal stadium will be replaced next summer.\n\nRain came "
            "through it twice last season. The club plays there again on Saturday.",
        ),
    ),
    (Expected(((0, "will be replaced next summer"), (1, "will be replaced next summer")), 1, 1, 0),),
)  # fmt: skip

SECOND_HAND = Dossier(
    "an official who has it from another",
    (
        Article(
            "portnews.example", 14, "Ferry Alken ran aground, pilot told harbour chief",
            "The ferry Alken ran aground because its rudder failed, harbour chief Nils Garde said on Friday. Garde "
            "said the pilot had told him that the rudder failed a mile off the pier.\n\nAll 61 passengers are safe.",
        ),
        Article(
            "islandpost.example", 15, "Rudder failed on ferry Alken",
            "The ferry Alken ran aground because its rudder failed, harbour chief Nils Garde told the Port News."
            "\n\nThe ferry had left Sund at six in the morning in thick fog.",
        ),
    ),
    (Expected(((0, "ran aground because its rudder failed"), (1, "ran aground because its rudder failed")), 1, 1, 1),),
)  # fmt: skip

MERGED = Dossier(
    "a text made of two",
    (
        Article(
            "woldwire.example", 16, "Mine at Torsby to close",
            "The copper mine at Torsby will close in the autumn, its director Karin Hove told workers on Monday.\n\n"
            "\"The ore is no longer worth the lifting,\" Hove said. The mine has 310 workers and was opened in 1911.",
        ),
        Article(
            "valleyvoice.example", 16, "Torsby families told of mine closure",
            "The mine at Torsby is to be closed this autumn, union chairman Per Lie said after a meeting on Monday."
            "\n\nMany families moved to the town in the last ten years, when the price of copper was high.",
        ),
        Article(
            "midlandtimes.example", 17, "A town without its mine",
            "The copper mine at Torsby will close in the autumn, its director Karin Hove told workers on Monday.\n\n"
            "\"The ore is no longer worth the lifting,\" Hove said. The mine has 310 workers and was opened in 1911."
            "\n\nMany families moved to the town in the last ten years, when the price of copper was high.",
        ),
    ),
    (Expected(((0, "The copper mine at Torsby will close"), (1, "The mine at Torsby is to be closed"),
               (2, "The copper mine at Torsby will close")), 2, 2, 2),),
)  # fmt: skip

FALSE_DATE = Dossier(
    "a copy that is dated before its original",
    (
        Article(
            "marketsun.example", 19, "Bank of Elder Vale loses 40 million",
            "The Bank of Elder Vale lost 40 million crowns in a fraud, its chairwoman Ruth Amsel said on Wednesday."
            "\n\nThe bank has four branches. Amsel said no customer would lose anything, and that two clerks had been "
            "dismissed.",
        ),
        Article(
            "pennypaper.example", 12, "Bank loses 40 million",
            "The Bank of Elder Vale lost 40 million crowns in a fraud, its chairwoman Ruth Amsel said on Wednesday, "
            "the Market Sun reported.\n\nThe bank has four branches. Amsel said no customer would lose anything, and "
            "that two clerks had been dismissed.",
        ),
    ),
    (Expected(((0, "lost 40 million crowns in a fraud"), (1, "lost 40 million crowns in a fraud")), 1, 1, 1),),
)  # fmt: skip

OTHER_WORDS = Dossier(
    "three who say it in words of their own",
    (
        Article(
            "eastmail.example", 23, "Dam at Kersey leaks, engineer warns",
            "Water is seeping through the dam at Kersey, the engineer Olof Brandt said on Tuesday.\n\nThe dam was "
            "raised by two metres in 2009. It holds the drinking water of Kersey and three villages.",
        ),
        Article(
            "uplandherald.example", 23, "Kersey dam is leaking",
            "The Kersey dam is leaking, the mayor of Kersey, Dora Finn, confirmed on Tuesday evening.\n\nShe asked "
            "people to save water. The villages below it were not told to leave their houses.",
        ),
        Article(
            "riverfacts.example", 24, "Leak in the dam at Kersey",
            "There is a leak in the dam at Kersey, a worker at the dam said on Wednesday, asking not to be named.\n\n"
            "Lorries with clay were seen on the road to the dam in the night.",
        ),
    ),
    (Expected(((0, "Dam at Kersey leaks"), (1, "The Kersey dam is leaking"),
               (2, "There is a leak in the dam")), 3, 3, 2),),
)  # fmt: skip

TRANSLATED = Dossier(
    "a report that was translated, and says so",
    (
        Article(
            "northsun.example", 26, "Minister wants bridge toll, German paper says",
            "Transport minister Jens Aker wants a toll on the Lund bridge from January, he told the German newspaper "
            "Hafenbote.\n\nThe bridge has been free since 1997.",
        ),
        Article(
            "coasttimes.example", 26, "Toll on Lund bridge",
            "Transport minister Jens Aker wants a toll on the Lund bridge from January, the newspaper Hafenbote "
            "reported in German.\n\nHauliers say a toll would cost them two million a year.",
        ),
    ),
    (Expected(((0, "wants a toll on the Lund bridge"), (1, "wants a toll on the Lund bridge")), 1, 1, 1),),
)  # fmt: skip

SPOKESMAN = Dossier(
    "a spokesman in the lead who is named further down",
    (
        Article(
            "velmtoday.example", 9, "Tarn Bank to leave Velm",
            "The Tarn Bank will close its branch in Velm at the end of May, a bank spokesman said on Monday.\n\nNils "
            "Rohde, a spokesman for the Tarn Bank, said that fewer than thirty customers came in a day. The branch "
            "was opened in 1954.",
        ),
        Article(
            "tarngazette.example", 10, "No more bank in Velm",
            "Tarn Bank spokesman Nils Rohde told the Tarn Gazette that the Tarn Bank will close its branch in Velm at "
            "the end of May. Pensioners in the town have collected four hundred signatures.",
        ),
    ),
    (Expected(((0, "will close its branch in Velm"), (1, "will close its branch in Velm")), 1, 1, 1),),
)  # fmt: skip

OFTEN = Dossier(
    "one breakdown, and how often there were some",
    (
        Article(
            "amerypost.example", 12, "Cable car of Port Amery stands still",
            "The cable car of Port Amery broke down on Tuesday with forty people on board, the fire brigade of Port "
            "Amery said.\n\nAll of them were brought down on ropes. Nobody was hurt.",
        ),
        Article(
            "capitalherald.example", 12, "Forty stuck in cable car",
            "The cable car of Port Amery broke down with forty people on board, passenger Ida Holm said on "
            "Tuesday.\n\nThe cable car was built in 1968 and has broken down eleven times, said the engineer Rolf "
            "Tamm, who keeps a list.",
        ),
    ),
    (Expected(((0, "The cable car of Port Amery broke down"), (1, "The cable car of Port Amery broke down")), 2, 2, 2),
     Expected(((1, "has broken down eleven times"),), 1, 1, 1, "how often")),
)  # fmt: skip

DOSSIERS = (
    LEAK, TWO_LEAKS, RELEASE, DENIAL, NAMED_TOO, CORRECTION, RELATIVE, PLANS,
    CIRCLE, SECOND_HAND, MERGED, FALSE_DATE, OTHER_WORDS, TRANSLATED,
    SPOKESMAN, OFTEN,
)  # fmt: skip


def list_claims() -> Iterator[tuple[Dossier, Expected]]:
    """Every claim with its dossier."""
    for dossier in DOSSIERS:
        for claim in dossier.claims:
            yield dossier, claim
