"""One file that is clearly many articles is never one document."""

import pytest

from headwater.articles.bundles import count_articles

BODY = "The harbour of {0} was closed on Tuesday after a storm, the mayor said. " * 6
PLACES = ["Vik", "Lund", "Tarn"]


def article(place: str) -> str:
    return f"Harbour of {place} closed\n\n{BODY.format(place)}"


@pytest.mark.parametrize(
    "text",
    [
        "\n\n----------\n\n".join(map(article, PLACES)),
        "\n\n==========\n".join(map(article, PLACES)),
        "\n\f\n".join(map(article, PLACES)),
        "\n\n".join(f"{i} of 3 DOCUMENTS\n\n{article(p)}" for i, p in enumerate(PLACES, 1)),
        "\n\n".join(
            f"Title: Harbour of {p} closed\nDate: 2024-05-03\nURL: https://{p}.example/a\n\n{BODY.format(p)}"
            for p in PLACES
        ),
        "\n\n".join(f"{article(p)}\n\nLoad-Date: May 3, 2024\n\nEnd of Document" for p in PLACES),
    ],
)
def test_count_articles__sees_several(text: str) -> None:
    assert count_articles(text) == 3


@pytest.mark.parametrize(
    "text",
    [
        article("Vik"),
        f"{article('Vik')}\n\n* * * * *\n\n{BODY.format('Lund')}\n\n* * * * *\n\n{BODY.format('Tarn')}",
        f"{article('Vik')}\n\n-----\nSign up for our newsletter\n-----\nAbout us",
        f"Title: Harbour closed\nDate: 2024-05-03\n\n{BODY.format('Vik')}",
        f"{article('Vik')}\n\nPhotos\n1 of 3\n2 pictures\n\nSource: NPA",
        "",
    ],
)
def test_count_articles__leaves_one_article_whole(text: str) -> None:
    assert count_articles(text) == 1
