"""Whatever bytes come in, clean text comes out, and nothing is lost in silence."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.articles.encodings import clean_text, decode_bytes, is_binary

TEXT = "The mayor of Þórshöfn said “no” – and left for Łódź. " * 4
WESTERN = "Le maire a déclaré : « non » — c’est fini pour l’été. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_decode_bytes__reads_every_unicode_encoding(encoding: str) -> None:
    assert decode_bytes(TEXT.encode(encoding)) == (TEXT, 0)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_decode_bytes__reads_a_mark_and_nothing_else(mark: bytes) -> None:
    assert decode_bytes(mark) == ("", 0)


def test_decode_bytes__takes_latin_text_for_windows_1252() -> None:
    assert decode_bytes(WESTERN.encode("cp1252")) == (WESTERN, 0)
    assert decode_bytes("Café à Genève, déjà vu à l'été".encode("latin-1"))[0] == "Café à Genève, déjà vu à l'été"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cp1251", "Мэр города сообщил журналистам, что мост будет закрыт до конца года. "),
        ("shift_jis", "市長は火曜日の記者会見で、橋の閉鎖は年末まで続くと述べた。"),
        ("gb18030", "市长周二在记者会上说，大桥将关闭至年底。居民对此表示不满。"),
    ],
)
def test_decode_bytes__finds_other_scripts(name: str, text: str) -> None:
    assert decode_bytes((text * 8).encode(name))[0] == text * 8


def test_decode_bytes__believes_what_a_page_declares() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź, Kraków, Gdańsk</body></html>'
    assert decode_bytes(page.encode("iso-8859-2"), markup=True)[0] == page


def test_decode_bytes__counts_what_it_cannot_read() -> None:
    damaged = TEXT.encode()[:60] + b"\xff" + TEXT.encode()[60:]
    text, lost = decode_bytes(damaged)
    assert lost == 1 and "Þórshöfn" in text


def test_decode_bytes__takes_the_encoding_it_is_given() -> None:
    assert decode_bytes("Žižkov".encode("cp1250"), encoding="cp1250") == ("Žižkov", 0)


@given(st.binary(max_size=300))
def test_decode_bytes__never_fails(data: bytes) -> None:
    text, lost = decode_bytes(data)
    clean_text(text).encode("utf-8")
    assert lost >= 0


@given(st.text(max_size=200))
def test_clean_text__leaves_what_every_table_can_hold(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert "\x00" not in clean and "\r" not in clean
    assert clean_text(clean) == clean


def test_clean_text__replaces_lone_surrogates_and_drops_nul() -> None:
    assert clean_text("a\x00b\ud83dc") == "ab\ufffdc"


def test_clean_text__keeps_right_to_left_combining_marks_and_emoji() -> None:
    text = "قال العمدة إن الجسر مغلق 👩‍🚒 café é"
    assert clean_text(text) == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 100])
def test_is_binary__sees_what_is_no_text(data: bytes) -> None:
    assert is_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        WESTERN.encode("cp1252"),
        TEXT.encode() + b"\x00",
        b"a\x1b[31mred\x1b[0m text here",
    ],
)
def test_is_binary__lets_text_pass(data: bytes) -> None:
    assert not is_binary(data)


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-1">'])
@pytest.mark.parametrize(("encoding", "words"), [
    ("cp1254", "Belediye başkanı salı günü limanın kapatıldığını söyledi; gemiler körfezde bekliyor."),
    ("cp1250", "Burmistrz powiedział we wtorek, że port zostanie zamknięty na kilka tygodni, źródło śniegu."),
    ("iso8859_2", "Burmistrz powiedział we wtorek, że port zostanie zamknięty na kilka tygodni, źródło śniegu."),
    ("iso8859_2", "Starosta v úterý řekl, že přístav bude na několik týdnů uzavřen."),
    ("cp1252", "Der Bürgermeister sagte am Dienstag, der Hafen werde für Wochen gesperrt — „nein“."),
    ("cp1252", "Bæjarstjórinn sagði á þriðjudag að höfninni yrði lokað í nokkrar vikur."),
])  # fmt: skip
def test_decode_bytes__tells_latin_encodings_by_the_language(encoding: str, words: str, declared: str) -> None:
    page = f"{declared}<p>{words}</p>"
    assert decode_bytes(page.encode(encoding), markup=True) == (page, 0)


def test_decode_bytes__believes_utf_8_before_a_declaration() -> None:
    assert decode_bytes("Größe".encode(), declared="iso-8859-9") == ("Größe", 0)
    assert decode_bytes("Größe".encode("cp1252"), declared="utf-8") == ("Größe", 0)
    assert decode_bytes("港は閉鎖".encode("iso-2022-jp"), declared="iso-2022-jp") == ("港は閉鎖", 0)
    assert decode_bytes("Größe".encode("utf-16-le"), declared="nonsense") == ("Größe", 0)
