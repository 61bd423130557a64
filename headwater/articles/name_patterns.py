"""How the names of outlets are written in a text, as parts of regular expressions."""

_FIRST = r"[A-Z0-9À-ÞĀ-ſА-ЯЁ]"
_WORD = rf"(?:(?:[A-Z]\.)+(?=\s[A-Z])|{_FIRST}(?:[\w’'&!+/-]|\.(?=\w))*)"
_LINK = (
    r"(?:of|the|for|de|la|le|les|del|dello|della|dell['’]|degli|di|der|die|das|du|do|da|dos|des|&|and|und|et|y|och|og|"
    r"zu|für|pour)"
)
_SMALL = r"elDiario\.es|openDemocracy|dpa(?:-\w+)?|taz|epd|ots|t-online|ntv|n-tv"
"""Outlets that write themselves without a capital."""
NAME_START = rf"{_FIRST}|{_SMALL}"
NAME_SIGN = r"[\w’'&!+/.\s-]"
"""What every name begins with, and the signs that can stand in one."""
NAME = rf"(?:{_WORD}(?:\s(?:{_LINK}\s)?(?:{_LINK}\s)?{_WORD}){{0,7}}|{_SMALL})"
