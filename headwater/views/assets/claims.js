// Claims: the list with its search and filters, and one claim in full.

const CLAIMS_STEP = 40;
const chosen = { words: "", sources: "any", record: false, outlet: "", without: "", circle: false, everything: false, order: "leading" };

function showFront() {
  const { pile } = head;
  const results = el("div", { id: "results" });
  const redraw = () => refill(results, ...showChosen());
  redraw();
  return [
    el("div", { class: "front" }, el("p", { class: "kicker" }, sayPile(pile)), heading(1, pile.lede), showLeftOut()),
    showFilters(redraw),
    results,
  ];
}

function sayPile(pile) {
  const days = pile.first ? [sayDate(pile.first, "day"), sayDate(pile.last, "day")] : [];
  const span = days.length ? (days[0] === days[1] ? days[0] : `${days[0]} to ${days[1]}`) : "no dates known";
  return [pile.title && name(pile.title), pile.title && " · ", `${plural(pile.articles, "article")} of ${plural(pile.outlets, "outlet")} · ${span}`];
}

function showLeftOut() {
  return head.left_out.length ? el("p", { class: "left-out" }, head.left_out.join(" ")) : null;
}

function showFilters(redraw) {
  const tell = (field, read) => ({ on: { [field === "words" ? "input" : "change"]: (event) => { chosen[field] = read(event.target); redraw(); } } });
  const value = (target) => target.value;
  const checked = (target) => target.checked;
  const option = (field) => ([key, words]) => el("option", { value: key, selected: chosen[field] === key }, words);
  const outlets = [...new Set(index.documents.map((row) => row.outlet))].sort((a, b) => a.localeCompare(b));
  const label = (words, field) => el("label", null, el("span", null, words), field);
  const tick = (field, words) => el("label", { class: "tick-box" }, el("input", { type: "checkbox", checked: chosen[field], ...tell(field, checked) }), words);
  const fold = button("Filters and order", () => fold.setAttribute("aria-expanded", String(form.classList.toggle("open"))), { class: "fold", "aria-expanded": "false" });
  const held = countAlone();
  const circles = index.claims.some((row) => row.circle);
  const form = el("form", { class: "filters", role: "search", "aria-label": "Claims", on: { submit: (event) => event.preventDefault() } },
    label("Search claims", el("input", { type: "search", value: chosen.words, placeholder: "words, a name, an outlet", ...tell("words", value) })),
    fold,
    label("Rests on", el("select", tell("sources", value), [["any", "any number of sources"], ["one", "one source, or perhaps one"], ["more", "two or more sources"]].map(option("sources")))),
    label("Outlet", el("select", tell("outlet", value), [["", "every outlet"], ...outlets.map((outlet) => [outlet, outlet])].map(option("outlet")))),
    label("Order", el("select", tell("order", value), [["leading", "leading claims first"], ["reports", "most reports first"], ["sources", "most sources first"], ["latest", "latest first"]].map(option("order")))),
    held.length > 0 && label("Take away", el("select", tell("without", value), [["", "nothing"], ...held].map(option("without")))),
    el("div", { class: "ticks" }, tick("record", "somebody on record"), circles && tick("circle", "outlets that cite each other"), tick("everything", "also single reports, attitudes and questions")));
  return form;
}

// Everything without which nothing is left of some claim that is listed, with how many such claims there are.
function countAlone() {
  const held = new Map();
  for (const row of index.claims) if (row.plain) for (const words of row.alone || []) held.set(words, (held.get(words) || 0) + 1);
  return [...held].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([words, number]) => [words, `${words} (${plural(number, "claim")})`]);
}

function chooseClaims() {
  const words = chosen.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rows = index.claims.filter((row) =>
    (chosen.everything || row.plain)
    && (chosen.sources === "any" || (chosen.sources === "one" ? row.low === 1 : row.low > 1))
    && (!chosen.record || row.record > 0)
    && (!chosen.without || (row.alone || []).includes(chosen.without))
    && (!chosen.circle || row.circle)
    && (!chosen.outlet || row.documents.some((place) => outletOf(place) === chosen.outlet))
    && words.every((word) => searchWords(row).includes(word)));
  const at = (row) => row.documents.reduce((latest, place) => (index.documents[place].at > latest ? index.documents[place].at : latest), "");
  const orders = {
    leading: () => 0,
    reports: (a, b) => b.reports - a.reports,
    sources: (a, b) => b.low - a.low || b.high - a.high,
    latest: (a, b) => (at(a) < at(b) ? 1 : -1),
  };
  return rows.sort(orders[chosen.order]);
}

function searchWords(row) {
  row.search ??= [row.wording, ...(row.says || []), ...(row.doubts || []), ...(row.deniers || []), ...row.documents.map(outletOf)].join(" ").toLocaleLowerCase();
  return row.search;
}

function showChosen() {
  const rows = chooseClaims();
  const plain = index.claims.filter((row) => row.plain).length;
  const of = chosen.everything ? index.claims.length : plain;
  const narrowed = rows.length !== of || chosen.order !== "leading";
  const tally = el("p", { class: "tally", role: "status" }, rows.length === of ? plural(of, "claim") : `${count(rows.length)} of ${plural(of, "claim")}`,
    chosen.everything ? "" : ` · ${plural(index.claims.length - plain, "single report, attitude or question", "single reports, attitudes and questions")} not listed`);
  if (chosen.without) add(tally, [el("span", { class: "what-left" }, " Without ", name(chosen.without), `, nothing is left of ${rows.length === 1 ? "this claim" : "these"}; what else rests on it is counted by headwater claims --without.`)]);
  if (!rows.length) return [tally, el("p", { class: "nothing" }, "No claim fits. Search for fewer words, or list everything.")];
  const lead = narrowed ? [] : rows.splice(0, 1);
  return [tally, lead.map(showLead), listInSteps(rows, showClaimRow, CLAIMS_STEP, { class: "steps claims" })];
}

function showLead(row) {
  const place = el("div", { class: "lead-picture" });
  openRow("claims", row.place).then((claim) => claim && refill(place, showFlow(claim.flow, row.verdict)));
  return el("article", { class: "claim lead" },
    el("h2", null, link(`#claim=${row.id}`, name(row.wording))), el("p", { class: "verdict" }, row.verdict), showVoices(row), place);
}

function showClaimRow(row) {
  return el("article", { class: "claim" },
    el("div", { class: "measure" }, showGlyph(row), el("p", null, `${plural(row.reports, "report")}, ${sayInterval(row.low, row.high)}`)),
    el("div", null, el("h2", null, link(`#claim=${row.id}`, name(row.wording))), el("p", { class: "verdict" }, row.verdict), showVoices(row)));
}

function showVoices(row) {
  const some = ([words, more]) => words.slice(0, 3).flatMap((word, n) => [n ? ", " : "", name(word)]).concat(words.length + more > 3 ? ` and ${count(words.length + more - 3)} more` : []);
  const first = index.documents[row.first];
  return el("p", { class: "voices" },
    row.says && el("span", null, el("b", null, "Says "), some([row.says, row.says_more || 0])),
    row.doubts && el("span", null, el("b", null, "Doubts "), some([row.doubts, row.doubts_more || 0])),
    row.denied > 0 && el("span", { class: "denied" }, el("b", null, "Denied "), `in ${plural(row.denied, "article")}`, row.deniers && [" by ", some([row.deniers, row.deniers_more || 0])]),
    el("span", null, el("b", null, "First "), name(first.outlet), first.at && `, ${sayDate(first.at, first.precision === "instant" ? "day" : first.precision)}`));
}

async function showClaim(id) {
  const row = findRow(index.claims, id);
  if (!row) return showMissing("claim");
  const claim = await openRow("claims", row.place);
  const top = [link("#claims", "All claims"), heading(1, name(row.wording)), el("p", { class: "verdict" }, row.verdict), showVoices(row)];
  if (!claim) return [el("div", { class: "page-head" }, top), el("p", { class: "left-out" }, "The picture of this claim was left out: the page would have grown too large.")];
  return [
    el("div", { class: "page-head" }, top),
    showWhatIf(claim.flow, row.verdict),
    el("div", { class: "columns" },
      el("section", null, heading(2, "In the articles’ words"), showSayings(row, claim)),
      el("aside", { class: "beside" }, showDecided(row), showRests(row, claim), showRelated(claim), showStory(row), showCounted(row, claim))),
  ];
}

// What readers settled that the program would have had otherwise, or as well.
function showDecided(row) {
  if (!row.decided) return null;
  return el("section", { class: "decided" }, heading(2, "A reader decided"),
    el("ul", null, row.decided.map((place) => el("li", null, name(index.decisions[place].line)))));
}

function showRests(row, claim) {
  const entries = (words, kind) => listInSteps(words, name, 10, { class: kind });
  return el("section", null, heading(2, "What it rests on"),
    claim.rests_low && [el("p", { class: "small" }, `At least ${spell(row.low)}:`), entries(claim.rests_low, "rests"), el("p", { class: "small" }, `At most ${spell(row.high)}, if no two of them are the same:`)],
    row.circle && el("p", { class: "circle" }, "In a circle: ", sayCircle(row.circle), ". Together they count once."),
    claim.rests ? entries(claim.rests, claim.rests_low ? "rests perhaps" : "rests") : el("p", null, "Nothing that could be named."),
    el("p", { class: "small" }, `Take ${row.high === 1 ? "it" : "these"} away, and nothing of the claim reaches a reader of this pile.`));
}

// "the Times has it from the Insider, which has it from the Times"
function sayCircle(circle) {
  return [...circle, circle[0]].map((words, n) => [[" ", " has it from ", ", which has it from "][Math.min(n, 2)], name(words)]);
}

function showRelated(claim) {
  if (!claim.related) return null;
  return el("section", null, heading(2, "Beside it"), showFigures(claim), listInSteps(claim.related, (tie) => {
    const other = index.claims[tie.claim];
    const words = RELATION_WORDS[tie.kind][tie.from_here ? 0 : 1];
    return el("div", { class: tie.kind }, el("span", { class: "small" }, words), link(`#claim=${other.id}`, name(other.wording)),
      el("span", { class: "small" }, `${plural(other.reports, "report")}, ${sayInterval(other.low, other.high)}`));
  }, 6, { class: "related" }));
}

// The figures that this claim and those beside it give, in order of time: "12 … 15 … 17".
function showFigures(claim) {
  if (!claim.figures) return null;
  return el("ol", { class: "figures" }, claim.figures.map((row) => {
    const other = index.claims[row.claim];
    const first = index.documents[other.first];
    return el("li", null, link(`#claim=${other.id}`, el("b", null, name(row.figure))), el("span", { class: "small" }, `${sayInterval(other.low, other.high)}, ${sayDate(first.at, first.precision, true)}`));
  }));
}

function showCounted(row, claim) {
  const fact = (words, value) => [el("dt", null, words), el("dd", null, value)];
  const range = row.low === row.high ? count(row.low) : `${row.low} to ${row.high}`;
  return el("section", null, heading(2, "The count"),
    el("dl", { class: "facts" }, fact("Independent sources", range), fact("On record", count(row.record)),
      fact("Reports", `${count(row.reports)} of ${plural(head.pile.articles, "article")}`), fact("Texts", count(row.texts)), fact("Outlets", count(row.outlets))),
    showGroups(row),
    el("p", null, claim.reason),
    el("p", { class: "small" }, `How sure it is that the low number is not too high: ${Math.round(claim.confidence * 100)} in 100. `, link("#method", "How it is counted")));
}

function showSayings(row, claim) {
  const ways = findWays(claim.flow);
  const list = listInSteps(claim.sayings, (saying) => showSaying(saying, ways), 20, { class: "steps sayings" });
  return [list, claim.more > 0 && el("p", { class: "left-out" }, `${plural(claim.more, "more statement")} of it are not quoted here.`)];
}

function showSaying(saying, ways) {
  const row = index.documents[saying.document];
  const way = ways.get(saying.document);
  return el("article", { class: `saying ${saying.stance}` },
    el("p", { class: "kicker" }, link(hrefOf(saying.document), name(row.outlet)), ` · ${sayDate(row.at, row.precision)}`,
      saying.stance !== "asserts" && el("b", null, ` · ${STANCE_WORDS[saying.stance]}`)),
    showQuote(saying),
    el("p", { class: "way" }, name(saying.who), `, ${SPEECH_WORDS[saying.kind]}`, saying.force === "hearsay" && ", as hearsay",
      way && [" · by way of ", way.map((step, n) => [n ? " ← " : "", name(step)])]));
}

// For each article the way from it up to where the claim begins, by the names of what lies on it.
function findWays(flow) {
  const above = new Map();
  for (const tie of flow.links) if (!above.has(tie.to)) above.set(tie.to, tie);
  const ways = new Map();
  flow.nodes.forEach((node, place) => {
    if (node.document === undefined) return;
    const steps = [];
    const seen = new Set([place]);
    for (let tie = above.get(place); tie && !seen.has(tie.from); tie = above.get(tie.from)) {
      seen.add(tie.from);
      steps.push(flow.nodes[tie.from].label);
    }
    if (steps.length > 1) ways.set(node.document, steps);
  });
  return ways;
}

// A quotation with its source, cue and hedge marked; its words are in the article, whose part is opened for them.
function showQuote(saying) {
  const quote = el("blockquote", { dir: "auto" }, "…");
  openWords(saying.document, saying.start, saying.end).then((words) => {
    if (words === null) refill(quote, el("span", { class: "left-out" }, "The text of this article was left out."));
    else refill(quote, showMarked(words, (saying.marks || []).map(([start, end, role]) => ({ start: start - saying.start, end: end - saying.start, role }))));
  });
  return quote;
}

function showMarked(text, marks) {
  const cut = cutter(text);
  return cutAtMarks(0, lengthOf(text), marks).map((piece) => el("span", { class: piece.marks.map((mark) => mark.role).join(" ") || null }, cut(piece.start, piece.end)));
}
