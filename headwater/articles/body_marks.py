"""What a block of a page says of itself by its names, its links and its words: a link, a button, an offer, a box."""

import re

from headwater.articles.calls import is_call
from headwater.articles.line_rules import is_buttons, is_date_line, is_offer
from headwater.articles.page_tree import Block

ENDS = (".", "!", "?", "”", "“", '"', "»", "…", "。", "」", "؟", "।")
"""How paragraphs of prose end."""
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ASIDE = re.compile(
    r"related|recommend|read-?(?:more|also|next)|more-?(?:on|from|stories|articles)|"
    r"newsletter|promo(?!tion-)|teaser(?!-?text)|[^a-z]ads?[^a-z]|advert|sponsor|"
    r"paywall-?(?:banner|offer)|subscri|"
    r"sign-?up|cookie|consent|share|social|comment|breadcrumb|outbrain|taboola|"
    r"trending|popular|most-?read|widget|sidebar|inline-?box|info-?box|also-?read|"
    r"lees-?ook|weiterlesen|mehr-zum|similar|recirc|embed|player|poll|quiz|donat|"
    r"banner|modal|popup|tooltip|dialog|login|registr|footer-|nav(?:bar|igation)?[^a-z]|"
    r"[^a-z]tags?[^a-z]|keywords|toolbar|"
    r"post-card|card__|trinity|reporterr|affiliate-?(?:box|hint)|visually-?hidden|"
    r"sr-only|screen-?reader|accessib|placeholder|print-?only|rating|sterne|"
    r"author-?(?:bio|box|info)|cite-?|faq-?nav",
)
STRONG_ASIDE = re.compile(
    r"related|recommend|newsletter|advert|sponsor|breadcrumb|outbrain|taboola|"
    r"trending|most-?read|also-?read|recirc|cookie|consent|visually-?hidden|"
    r"sr-only|screen-?reader|"
    r"post-card|reporterr|comments?-?(?:list|form|section|area)|social-?(?:share|"
    r"media|link)|share-?(?:bar|button|tool|link)|modal|popup|similar|respond|"
    r"sign-?up|[^a-z]ads?[^a-z]|twitter-tweet|instagram-media|tiktok-embed|fb-post|"
    r"app-?(?:bottom|promo|banner|teaser)|appbottom",
)


def is_aside(b: Block) -> bool:
    """Whether a block is a link, a button, an offer or stands in a box for such."""
    share = b.linked / len(b.text)
    short = len(b.text) < 200
    sentence = b.tag == "p" and b.text.rstrip().endswith(ENDS) and len(b.text.split()) > 6
    if (
        share > (0.9 if sentence else 0.8)
        or (b.tag == "li" and share > 0.5)
        or (share > 0.5 and short and not sentence)
    ):
        return True
    if is_buttons(b.text) or is_date_line(b.text) or is_call(b.text):
        return True
    if STRONG_ASIDE.search(b.names) or (ASIDE.search(b.names) and short):
        return not b.text.endswith((".", "!", "?", "”", '"', "“")) or bool(STRONG_ASIDE.search(b.names))
    return is_offer(b.text) and short and (b.linked > 0 or b.tag in HEADS or len(b.text) < 60)
