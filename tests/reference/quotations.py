"""What a text gives as somebody's words: the slow twin of copies/quotations_kernels.py, for texts that are read whole."""

from collections import Counter

from headwater.text import find_words

Span = tuple[int, int]
_OPENS_IN = "東タไष"


def find_quoted(text: str) -> list[bool]:
    """Of every word of a text whether it is given as somebody's."""
    words = find_words(text)
    quoted = _stand_between(text, words)
    lines = [[n for n, (start, _) in enumerate(words) if low <= start < high] for low, high in _cut_lines(text)]
    lines = [line for line in lines if line]
    for k, line in enumerate(lines):
        before = lines[k - 1] if k else []
        post = _judge_post(text, words, line)
        announced = bool(before) and text[words[before[-1]][1] :][:1] == ":"
        if post or announced or _names_speaker(text, words, line):
            for n in line + (before if post == 2 else []):
                quoted[n] = True
    first = _find_talk(text, words, lines)
    return quoted[:first] + [True] * (len(words) - first)


def _find_talk(text: str, words: list[Span], lines: list[list[int]]) -> int:
    """The first word of a talk between two or more whose names have lines of their own, three times or more each."""
    names = []
    for line in lines:
        name = text[words[line[0]][0] : words[line[-1]][1]]
        follows = text[words[line[-1]][1] :][:1] == "\n"
        if 2 <= len(line) <= 4 and follows and ":" not in name and len(name.encode()) <= 60:
            names.append((name, line[0]))
    counts = Counter(name for name, _ in names)
    speakers = {name for name, turns in counts.items() if turns >= 3}
    return min(first for name, first in names if name in speakers) if len(speakers) > 1 else len(words)


def _cut_lines(text: str) -> list[Span]:
    ends = [n + 1 for n, c in enumerate(text) if c == "\n"] + [len(text)]
    return list(zip([0, *ends], ends, strict=False))


def _is_name(text: str, words: list[Span], span: list[int]) -> bool:
    return len(span) <= 5 and not any("a" <= text[words[n][0]] <= "z" for n in span)


def _judge_post(text: str, words: list[Span], line: list[int]) -> int:
    for k, n in enumerate(line):
        at = words[n][0]
        if not text[:at].endswith("(@"):
            continue
        back = text[:at].encode()[-60:].decode(errors="ignore")
        opening = text[: words[line[0]][0]].encode()[-4:].decode(errors="ignore") + text[words[line[0]][0] : at]
        dash = any(mark in back[:-2] and mark in opening for mark in "—–")
        if _is_name(text, words, line[:k]):
            return 2 if dash and len(line) <= 12 else 1
        if dash:
            return 1
    return 0


def _names_speaker(text: str, words: list[Span], line: list[int]) -> bool:
    for k, n in enumerate(line[:-1][:5]):
        if text[words[n][1]] == ":" and words[n + 1][0] >= words[n][1] + 2:
            return _is_name(text, words, line[: k + 1])
    return False


def _stand_between(text: str, words: list[Span]) -> list[bool]:
    """Double marks may stand in one another; a single mark counts where it closes, or where it opens the paragraph; a
    double mark that closes nothing closes its line since the last that closed, or since its beginning. With space on
    both sides one opens and the next closes."""
    quoted, depth, single, paragraph, since = [False] * len(words), 0, -1, 0, 0
    inside = {place for start, end in words for place in range(start, end)}
    starts = {start: n for n, (start, _) in enumerate(words)}
    for at, c in enumerate(text):
        n = sum(start < at for start, _ in words)
        before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2]
        if at in starts and depth:
            quoted[starts[at]] = True
        elif at in starts and (n == 0 or "\n" in text[words[n - 1][1] : at]):
            since = n
        if at in inside or not words or at > words[-1][0]:
            continue
        spaced, follows = before.isspace(), after.isspace()
        begins = not follows and (before in _OPENS_IN or before not in inside_word(text, inside, at))
        closes = not spaced or follows
        if c == "\n" and before == "\n":
            quoted = _close(quoted, single, n) if single == paragraph else quoted
            depth, single, paragraph = 0, -1, n
        elif c in '"“”„«»「」『』':
            if (begins or (spaced and follows)) and not (depth and closes):
                depth += 1
            elif closes:
                stray = depth == 0 and before not in "0123456789"
                quoted = _close(quoted, since, n) if stray else quoted
                depth, since = max(0, depth - 1), n
        elif c in "'‘’" and single >= 0 and closes:
            quoted = _close(quoted, single, n) if n - single >= 3 else quoted
            single = -1
        elif c in "'‘’" and single < 0 and begins and at + 1 in starts:
            single = n
    return _close(quoted, single, len(words)) if single == paragraph else quoted


def inside_word(text: str, inside: set[int], at: int) -> str:
    """The character before a place if it belongs to a word."""
    return text[at - 1] if at - 1 in inside else ""


def _close(quoted: list[bool], first: int, last: int) -> list[bool]:
    return quoted[:first] + [True] * (last - first) + quoted[last:]
