"""Lines that an outlet puts under or into every article: offers, appeals, who we are, how to reach us."""

import re
from collections.abc import Sequence

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
_TIPS = re.compile(
    r"\b(?:(?:have|got)\s+(?:a|any)\s+(?:news\s+)?(?:tip|story|question|feedback|"
    r"comment)|(?:spotted|seen|found|notice)\b[^.?]{0,40}\b(?:error|mistake|"
    r"typo|something|wrong)|"
    r"(?:send|write|tell|reach|contact|e-?mail|call|let)\s+(?:us|our|the\s+(?:news|duty|city|editor|author))|"
    r"questions\?|fehler\s+(?:gefunden|entdeckt|melden)|hinweise?\s+an\b|schreiben\s+sie\s+uns|"
    r"écrivez-nous|une\s+erreur|escríbanos|scriveteci|stuur\s+een\s+mail)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:try|get|receive|sign\s+up|subscribe|join|help|support|stand\s+with|"
    r"donate|give|become|follow|like|download|click|read\s+more|listen\s+to|"
    r"register|log\s+in|"
    r"don[’']t\s+miss|stay\s+(?:up|informed|connected|in)|want\s+(?:more|to|"
    r"the)|enjoy(?:ed|ing)?\s+(?:this|what)|you\s+(?:can|may)\s+(?:also\s+)?(?:follow|"
    r"support|subscribe|read)|if\s+you\s+(?:like|enjoy|value|found)|"
    r"abonnieren|melden\s+sie|lesen\s+sie|folgen\s+sie|unterstützen|jetzt|hier\s+(?:geht|"
    r"finden|können|klicken)|abonnez|inscrivez|soutenez|recevez|suivez|retrouvez|"
    r"téléchargez|"
    r"suscr[íi]b|apoy[ae]|recib[ae]|sigu?e|únete|iscriviti|sostieni|ricevi|segui(?:ci)?|"
    r"assine|apoie|receba|siga|abonneer|steun|ontvang|volg)\b",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"\b(?:newsletter|briefing|digest|bulletin|inbox|(?:morning|evening|daily|"
    r"weekly|sunday|monday|tuesday|wednesday|thursday|friday|saturday)\s+(?:letter|"
    r"e-?mail|briefing|digest|update)|subscri\w+|"
    r"membership|member|donat\w+|podcast|app\b|whatsapp|telegram|channel|facebook|"
    r"twitter|instagram|youtube|mailing\s+list|e-?paper|alerts?|push|"
    r"reader-?(?:funded|supported)|paywall|journalism|reporting|independent|"
    r"news\s*room|non-?profit|chip\s+in|pledge|tax-deductible|\$\s?\d+|€\s?\d+|"
    r"newsletters?|abo(?:nnement)?|spende\w*|kanal|unterstütz\w+|journalismus|"
    r"journalisme|periodismo|giornalismo|jornalismo|chaîne|canal|boletín|lettre\s+d.information)\b",
    re.IGNORECASE,
)
_SERVES = re.compile(
    (
        r"\b(?:has\s+(?:served|covered|reported|been\s+serving)|(?:covers|serves|"
        r"reports\s+(?:for|on|from)|is\s+(?:an?|the)\s+(?:independent|non-?profit|"
        r"daily|weekly|award))\b.{0,120}\bsince)\b"
    ),
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}|by\b).{0,60}\ball\s+rights\s+reserved|"
    r"\b(?:we|this\s+article)\s+may\s+(?:earn|receive|contain)\b.{0,60}\b(?:commission|"
    r"affiliate)|\bif\s+you\s+(?:buy|purchase|click)\b.{0,80}\bcommission|"
    r"\baffiliate[- ]links?\b|会員限定|会員登録|会員向け|電子版|関連キーワード|おすすめ情報|\bpreferred\s+source\b|"
    r"\bmore\s+stories\s+like\s+this\b|\bexternen?\s+Inhalte?|\bcontenu\s+externe|"
    r"\bindependently\s+(?:select|review|chosen)\w*|\bview\s+comments\b|\b(?:recommended|"
    r"related)\s+(?:videos?|stories|articles)\b|^\W*advertisement\W*$|\bcopyright\b.{0,80}\ball\s+rights\s+reserved",
    re.IGNORECASE,
)
_US = re.compile(
    (
        r"\b(?:us|our|we|your|you|uns(?:er\w*)?|sie|ihnen|ihre?|wir|dir|dein\w*|"
        r"nous|notre|nos|vous|votre|nuestr\w+|nosotros|tu|te|su|noi|nostr\w+|nós|"
        r"nosso\w*|ons|onze|je|jouw)\b"
    ),
    re.IGNORECASE,
)


TEMPLATES = ((_FIXED,), (_TIPS, _MAIL))
"""What marks a template wherever it stands, where the outlet's name is not known: one of these, or both of a pair."""


def is_template(text: str, sites: Sequence[str] = (), *, fixed: bool = True) -> bool:
    """Whether a paragraph is about the outlet and its readers and not about the news.

    `fixed` is whether one of TEMPLATES may stand in it, where that is known already.

    >>> is_template("Try the Harbour Daily Tuesday digest: picked by our night desk.", ["Harbour Daily"])
    True
    >>> is_template("Help reached the village on Tuesday, the mayor said.")
    False
    """
    if len(text) > 700:
        return False
    own = any(len(site) > 3 and site.lower() in text.lower() for site in sites)
    if len(text) < 350 and (fixed or own):
        if _FIXED.search(text) or (_TIPS.search(text) and (own or _MAIL.search(text))):
            return True
        if own and len(text) < 300 and _SERVES.search(text) and (_US.search(text) or _MAIL.search(text)):
            return True
    return len(text) < 500 and text[:1] not in ("“", '"') and bool(_ASKS.match(text)) and _has_goods(text, own)


def opens_template(text: str) -> bool:
    """Whether a paragraph begins as those do that ask something of readers: what no paragraph is that does not, and has
    nothing of TEMPLATES either.

    >>> opens_template("Help reached the village on Tuesday."), opens_template("The village was reached on Tuesday.")
    (True, False)
    """
    return _ASKS.match(text) is not None


def _has_goods(text: str, own: bool) -> bool:
    goods = len(_GOODS.findall(text))
    return goods > 1 or (goods > 0 and (own or _US.search(text) is not None))
