"""Whether a time lies ahead or behind, told from the verb that it stands beside."""

import re

_AHEAD = (
    r"will|won['’]t|shall|['’]ll|is to|are to|(?:am|is|are) (?:being )?(?:due|set|scheduled|expected|slated|planned|"
    r"poised|going)|due|set to|scheduled|slated|expects?|hopes?|plans?|planned for|aims?|intends?|wants?|pledges?|"
    r"promises|(?:moved|postponed|delayed|deferred|put off|put back|pushed back|brought forward|rescheduled|adjourned|"
    r"extended) (?:to|until|till)|(?:re-?)?opens?|closes|begins?|starts?|resumes?|ends|expires?|meets?|returns?|"
    r"arrives?|flies|travels?|goes?|faces|hosts|airs|runs|lasts|takes? (?:effect|place|office|over)|comes? into|"
    r"kicks? off|gets? under way|go to|be (?:held|published|released|announced|decided|opened|closed)|would"
)
_BEHIND = (
    r"\w{2,}ed|said|says|told|was|were|had|has|have|did|went|came|took|made|met|fell|rose|left|began|ran|got|gave|won|"
    r"lost|saw|held|broke|led|sent|spoke|wrote|found|became|hit|cut|put|set|shot|struck|fled|flew|sank|burst|died|born"
)
_VERB = re.compile(rf"(?<![\w’'])(?:(?P<ahead>{_AHEAD})|(?:{_BEHIND}))(?![\w’'])", re.I)
_BREAK = re.compile(
    r"[.!?;\n“”\"]\s|[,—–] (?:and|but|while|which|who|after|before|when|though|although|as|he|she|it|they)"
    r"|\bthat\b|\bsaying\b"
)
_REACH = 90
"""Characters on both sides of a time within which its verb is looked for."""


def looks_ahead(text: str, start: int, end: int) -> bool | None:
    """Whether a time at a place of a text is one to come: its nearest verb before it, else behind it, is of the future.

    None where no verb stands by it. The verb is looked for in the clause around the time.

    >>> looks_ahead("The court will rule on Tuesday.", 20, 30), looks_ahead("It ruled on Tuesday.", 9, 19)
    (True, False)
    """
    low = max(0, start - _REACH)
    before = text[low:start]
    cuts = [m.end() for m in _BREAK.finditer(before)]
    verbs = list(_VERB.finditer(before, cuts[-1] if cuts else 0))
    if verbs:
        return verbs[-1]["ahead"] is not None
    after = text[end : end + _REACH]
    cut = _BREAK.search(after)
    verb = _VERB.search(after, 0, cut.start() if cut else len(after))
    return verb["ahead"] is not None if verb else None
