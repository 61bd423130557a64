// Texts that several articles share: the list, and one of them in full.

const TEXTS_STEP = 40;

function showTexts() {
  const { pile } = head;
  const intro = index.texts.length
    ? `${capital(spell(pile.copies))} of ${count(pile.articles)} articles took text from another; ${spell(index.texts.length)} ${index.texts.length === 1 ? "text is" : "texts are"} shared.`
    : "No two articles of this pile share a text.";
  return [
    el("div", { class: "page-head" }, heading(1, "Texts that several articles share"), el("p", { class: "verdict" }, intro)),
    listInSteps(index.texts, showTextRow, TEXTS_STEP, { class: "steps claims" }),
  ];
}

const copiesOf = (text) => text.versions.filter((version) => version.document !== undefined);

function sayText(text) {
  const articles = copiesOf(text).length;
  const unseen = text.versions.length - articles;
  const first = text.versions.find((version) => version.document !== undefined);
  const undated = text.versions.some((version) => version.document !== undefined && !version.at);
  const begin = first.at ? `; the ${undated ? "earliest with a date" : "first in this pile"} is ${labelOf(first)}, ${sayDate(first.at, first.precision)}` : "; none of them has a date";
  const original = unseen ? `. ${unseen === 1 ? "An original" : `${capital(spell(unseen))} originals`} not in this pile ${unseen === 1 ? "is" : "are"} named or can be told from the copies` : "";
  return `One text in ${count(articles)} of ${plural(head.pile.articles, "article")}, from ${plural(text.outlets, "outlet")}${begin}${original}.`;
}

function sayChanges(changes) {
  const order = Object.keys(CHANGE_WORDS).filter((kind) => changes?.[kind] && !STYLE.has(kind));
  const style = Object.entries(changes || {}).reduce((sum, [kind, number]) => sum + (STYLE.has(kind) ? number : 0), 0);
  const parts = order.map((kind) => plural(changes[kind], ...CHANGES_COUNTED[kind]));
  if (style) parts.push(`${count(style)} of typography and style`);
  return parts.length ? `Changed on the way: ${join(parts)}.` : "Nothing was changed on the way.";
}

function showTextRow(text) {
  return el("article", { class: "claim" },
    el("div", { class: "measure" }, showStack(copiesOf(text).length), el("p", null, plural(copiesOf(text).length, "article"))),
    el("div", null, el("h2", null, link(`#text=${text.id}`, name(text.title))), el("p", { class: "verdict" }, sayText(text)), el("p", { class: "voices" }, el("span", null, sayChanges(text.changes)))));
}

// Sheets on top of one another, as many as there are copies.
function showStack(copies) {
  const sheets = Math.min(copies, 9);
  const picture = svg("svg", { class: "glyph", viewBox: "0 0 116 58", width: 116, height: 58, "aria-hidden": "true" });
  for (let n = sheets - 1; n >= 0; n -= 1) add(picture, [svg("rect", { x: 8 + n * 10, y: 12 - (n % 2) * 3, width: 26, height: 36, rx: 2, class: n ? "sheet" : "sheet first" })]);
  return picture;
}

function showText(id) {
  const text = findRow(index.texts, id);
  if (!text) return showMissing("text");
  const ties = new Map();
  for (const tie of text.ties) ties.set(tie.child, [...(ties.get(tie.child) || []), tie]);
  return [
    el("div", { class: "page-head" }, link("#texts", "All texts"), heading(1, name(text.title)), el("p", { class: "verdict" }, sayText(text)), el("p", { class: "voices" }, sayChanges(text.changes)), showGroups(text)),
    showTimeline(text, sayText(text)),
    el("section", null, heading(2, "Its copies"), listInSteps(text.versions.map((version, n) => [version, ties.get(n) || []]), ([version, above]) => showVersion(text, version, above), 60, { class: "steps versions" })),
  ];
}

function showVersion(text, version, above) {
  const label = version.document === undefined ? name(version.name) : link(hrefOf(version.document), name(outletOf(version.document)));
  const title = version.document === undefined ? null : index.documents[version.document].title;
  return el("article", { class: version.document === undefined ? "version unseen-version" : "version" },
    el("p", null, el("b", null, label), el("span", { class: "when" }, whenOf(version)), title && el("span", { class: "small" }, name(title))),
    version.words && details("What its copies show of it", el("p", { class: "shown-words", dir: "auto" }, version.words)),
    above.length > 0 && el("ul", null, above.map((tie) => showTie(text, tie))));
}

function showTie(text, tie) {
  const parent = text.versions[tie.parent];
  const from = parent.document === undefined ? name(parent.name) : link(hrefOf(parent.document), name(outletOf(parent.document)));
  const changes = [tie.changes && plural(tie.changes, "change"), tie.style && `${count(tie.style)} of style`].filter(Boolean).join(", ");
  return el("li", null, `${capital(ORDER_WORDS[tie.sure])} `, from, `: ${sayShare(tie.share)}${sayCopy(tie)}`,
    tie.comparison !== undefined && [" · ", link(`#compare=${tie.comparison}`, changes ? `compare (${changes})` : "compare")]);
}

const sayShare = (share) => (share > 0.95 ? "" : `${Math.max(1, Math.round(share * 100))} % of its text, `);
