"""Articles laid out as news databases hand them out: invented, two of them in every file."""

BODY = (
    "The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said.",
    "Nobody was hurt, but the wreck may stay for weeks, and ships have to wait outside in the bay.",
)
WRAPPED = "\n\n".join(
    f" {text[:60].rsplit(' ', 1)[0]}\n{text[len(text[:60].rsplit(' ', 1)[0]) + 1 :]}" for text in BODY
)
PLAIN = "\n\n".join(BODY)


def write_nexis_old(number: int, title: str, outlet: str, date: str) -> str:
    return f"""                               {number} of 2 DOCUMENTS

                              {outlet}

                             {date}
                              Late Edition - Final

{title}

BYLINE: By ANA RUIZ, The Associated Press

SECTION: Section A; Column 1; National Desk; Pg. 12

LENGTH: 512 words

DATELINE: VIK

{WRAPPED}

URL: http://www.vikherald.example

LOAD-DATE: May 21, 2023

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The crane in the basin (PHOTOGRAPH BY TOM HALE)

PUBLICATION-TYPE: Newspaper

                 Copyright 2023 The Vik Company
                            All Rights Reserved

"""


def write_nexis_older(number: int, title: str, outlet: str, date: str) -> str:
    return f"""                               {number} of 2 DOCUMENTS

                    Copyright 2023 Vik Newspapers Limited
                             All Rights Reserved
                               {outlet}

                             {date}

SECTION: Home pages, Pg. 12

LENGTH: 112 words

HEADLINE: {title}

BYLINE: Ana Ruiz

BODY:
{PLAIN}

LOAD-DATE: May 21, 2023
"""


def write_nexis_german(number: int, title: str, outlet: str, date: str) -> str:
    return f"""{number} von 2 DOKUMENTEN

{outlet}

{date}
Gesamtausgabe

{title}

AUTOR: Ana Ruiz

RUBRIK: LOKALES; S. 12

LÄNGE: 212 Wörter

{PLAIN}

UPDATE: 21. Mai 2023

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

Copyright 2023 Viker Verlag GmbH
Alle Rechte vorbehalten

"""


COVER = """User Name: Ana
Date and Time: Friday, May 26, 2023 10:30:00 AM CEST
Job Number: 12345678

Documents (2)

1. Harbour closed
Client/Matter: -None-
Search Terms: harbour
Search Type: Terms and Connectors
Narrowed by:
Content Type Narrowed by
News -None-
2. Quay shut

About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2023 LexisNexis

"""


def write_nexis_new(number: int, title: str, outlet: str, date: str) -> str:
    return f"""{COVER if number == 1 else ""}{title}
{outlet}
{date}
Late Edition - Final

Copyright 2023 The Vik Company All Rights Reserved
Section: Section A; Column 0; National Desk; Pg. 12
Length: 512 words
Byline: By Ana Ruiz
Body


{PLAIN}

Link to Image

Graphic

PHOTO: The crane in the basin (PHOTOGRAPH BY TOM HALE)

Classification


Language: ENGLISH

Publication-Type: Newspaper

Subject: HARBORS (90%); STORMS (80%)

Load-Date: May 21, 2023


End of Document

"""


def write_factiva_plain(number: int, title: str, outlet: str, date: str) -> str:
    return f"""News
{title}
By Ana Ruiz
1,512 words
{date}
{outlet}
VIKH
12
English
(c) 2023 Vik Herald Ltd. All rights reserved.

{PLAIN}

Document VIKH000020230519ej5j0000{number}

"""


def write_factiva_french(number: int, title: str, outlet: str, date: str) -> str:
    return (
        write_factiva_plain(number, title, outlet, date)
        .replace("By Ana", "Par Ana")
        .replace("1,512 words", "512 mots")
        .replace("English", "Français")
        .replace("(c) 2023 Vik Herald Ltd. All rights reserved.", "© 2023 Courrier. Tous droits réservés.")
    )


def write_factiva_codes(number: int, title: str, outlet: str, date: str) -> str:
    fields = {
        "HD": title, "BY": "By Ana Ruiz", "WC": "512 words", "PD": date, "ET": "10:30 GMT", "SN": outlet, "SC": "VIKH",
        "PG": "12", "LA": "English", "CY": "(c) 2023 Vik Herald Ltd", "LP": f"\n{BODY[0]}", "TD": f"\n{BODY[1]}",
        "CO": "vikha : Vik Harbour", "IN": "i1 : Ports", "NS": "gcat : Political News",
        "AN": f"Document VIKH000020230519ej5j0000{number}",
    }  # fmt: skip
    return "".join(f"{code}\n{value}\n\n" for code, value in fields.items())


def write_factiva_columns(number: int, title: str, outlet: str, date: str) -> str:
    return f"""HD   {title}
BY   By Ana Ruiz
WC   512 words
PD   {date}
SN   {outlet}
SC   VIKH
PG   12
LA   English
CY   (c) 2023 Vik Herald Ltd
LP   {BODY[0]}
TD   {BODY[1]}

RE   vik : Vik
AN   Document VIKH000020230519ej5j0000{number}

"""


def write_proquest(number: int, title: str, outlet: str, date: str) -> str:
    return f"""____________________________________________________________

Document {number} of 2

{title}

Author: Ruiz, Ana

Publication info: {outlet}; Vik [Vik]. {date}: 12.

ProQuest document link

Abstract: The harbour of Vik was closed.

Full text: {PLAIN}

Subject: Harbors; Storms

Title: {title}: [National Desk]

Publication title: {outlet}; Vik

Pages: 12

Publication year: 2023

Publication date: {date}

Publisher: Vik Company

Language of publication: English

ProQuest document ID: 281234567{number}

Document URL: https://www.proquest.com/docview/281234567{number}

Copyright: Copyright Vik Company May 19, 2023

Database: ProQuest Central
____________________________________________________________
{"Contact ProQuest" if number == 2 else ""}
"""


def write_proquest_spanish(number: int, title: str, outlet: str, date: str) -> str:
    return (
        write_proquest(number, title, outlet, date)
        .replace("Document 1 of", "Documento 1 de")
        .replace("Document 2 of", "Documento 2 de")
        .replace("Full text:", "Texto completo:")
        .replace("Author:", "Autor:")
        .replace("Publication title:", "Título de publicación:")
        .replace("Publication date:", "Fecha de publicación:")
        .replace("Pages:", "Páginas:")
        .replace("ProQuest document ID:", "ID del documento de ProQuest:")
        .replace("Publication info:", "Información de publicación:")
    )


def write_proquest_details(number: int, title: str, outlet: str, date: str) -> str:
    return f"""Document {number} of 2
{title}
ProQuest document link
FULL TEXT
{PLAIN}

DETAILS

Subject: Harbors; Storms
Author: Ruiz, Ana
Publication title: {outlet}; Vik
First page: 12
Publication date: {date}
Language of publication: English
ProQuest document ID: 281234567{number}
Database copyright © 2023 ProQuest LLC. All rights reserved.

"""


def write_europresse(number: int, title: str, outlet: str, date: str) -> str:
    return f"""{outlet}
Planète, {date} 512 mots, p. 12

{title}

Ana Ruiz

{PLAIN}

Illustration(s) :

La grue dans le bassin. Tom Hale / AFP

© 2023 {outlet}. Tous droits réservés. Le présent document est protégé par les lois et conventions internationales.
Certificat émis le 26 mai 2023 à Université-de-Vik à des fins de visualisation personnelle et temporaire.
news·20230519·VK·123456{number}

"""


LAYOUTS = {
    "nexis-old": (write_nexis_old, ("May 19, 2023 Friday", "May 18, 2023 Thursday")),
    "nexis-older": (write_nexis_older, ("May 19, 2023, Friday", "May 18, 2023, Thursday")),
    "nexis-german": (write_nexis_german, ("19. Mai 2023 Freitag", "18. Mai 2023 Donnerstag")),
    "nexis-new": (write_nexis_new, ("May 19, 2023 Friday", "May 18, 2023 Thursday")),
    "factiva-plain": (write_factiva_plain, ("19 May 2023", "18 May 2023")),
    "factiva-french": (write_factiva_french, ("19 mai 2023", "18 mai 2023")),
    "factiva-codes": (write_factiva_codes, ("19 May 2023", "18 May 2023")),
    "factiva-columns": (write_factiva_columns, ("19 May 2023", "18 May 2023")),
    "proquest": (write_proquest, ("May 19, 2023", "May 18, 2023")),
    "proquest-spanish": (write_proquest_spanish, ("may 19, 2023", "may 18, 2023")),
    "proquest-details": (write_proquest_details, ("May 19, 2023", "May 18, 2023")),
    "europresse": (write_europresse, ("vendredi 19 mai 2023", "jeudi 18 mai 2023")),
}
"""How each layout is written, and the dates of its two articles."""


def write_export(layout: str) -> str:
    """A file of two articles in a layout."""
    write, (first, second) = LAYOUTS[layout]
    return write(1, "Harbour of Vik is closed", "The Vik Herald", first) + write(
        2, "Quay of Lund is shut", "Lund Post", second
    )
