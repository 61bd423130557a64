"""What is printed is safe and fits."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from headwater.views.plain_data import write_json
from headwater.views.terminal.claims import print_claim
from headwater.views.terminal.console import clean, clean_lines, open_console, print_entry, shorten_words

ANY = st.text(st.characters(codec="utf-8"), max_size=200)


@given(ANY)
def test_clean__leaves_nothing_that_a_terminal_obeys(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc"]
    assert not set(cleaned) & set(
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
    )


@given(ANY)
def test_clean__leaves_letters_and_digits_as_they_are(text: str) -> None:
    assert [c for c in clean(text) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(ANY)
def test_clean_lines__gives_one_line_each(text: str) -> None:
    assert all("\n" not in line for line in clean_lines(text))


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=40), st.integers(30, 100), st.integers(0, 8))
def test_print_entry__keeps_within_the_terminal(words: list[str], width: int, indent: int) -> None:
    screen = io.StringIO()
    print_entry(open_console(screen, width), " ".join(words), label="says", indent=indent, column=14)
    assert all(cell_len(line.rstrip()) <= width for line in screen.getvalue().splitlines())
    assert screen.getvalue().split()[1:] == words


def test_print_entry__is_neither_cut_nor_coloured_in_a_pipe() -> None:
    screen = io.StringIO()
    print_entry(open_console(screen), "word " * 200 + "[bold]end[/bold] :smile:", label="says", column=10, style="red")
    assert screen.getvalue().count("\n") == 1
    assert screen.getvalue().endswith("word [bold]end[/bold] :smile:\n")
    assert "\x1b" not in screen.getvalue()


@pytest.mark.parametrize("most", [3, 6, 37])
def test_shorten_words__says_how_many_it_leaves_out(most: int) -> None:
    words = [f"w{n}" for n in range(41)]
    shown = shorten_words(" ".join(words), most)
    assert f"[… {41 - most} words …]" in shown
    assert shown.split()[0] == "w0"


@given(ANY)
def test_write_json__keeps_every_character_and_sends_no_control(text: str) -> None:
    import json

    written = write_json({"text": text})
    assert json.loads(written)["text"] == text
    assert not [c for c in written if unicodedata.category(c) == "Cc" and c != "\n"]


def test_print_claims__colours_only_what_is_meant() -> None:
    screen = _Terminal()
    answer = {"articles": 3, "short_ids": {"c": 5}}
    claim = {"id": "c7k2m00000000", "wording": "it rained", "independent_low": 1, "independent_high": 1, "reports": 2,
             "texts": 1, "sites": 2, "on_record": 0, "voices": [], "relations": [], "figures": [], "groups": [], "rests_on": [], "rests_on_low": [],
             "decided": [], "circle": []}  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm")
        patch.delenv("NO_COLOR", raising=False)
        print_claim(open_console(screen), claim, answer)
    assert "\x1b[1mIt rained\x1b[0m" in screen.getvalue()
    assert "independent source\x1b[0m behind 2 reports among 3 articles" in screen.getvalue()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_open_console__leaves_a_closed_pipe_to_the_command_line() -> None:
    with pytest.raises(BrokenPipeError):
        print_entry(open_console(_Closed()), "anything")


class _Closed(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError
