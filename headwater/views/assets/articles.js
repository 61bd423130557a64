// Articles: the list, and one article with everything that is marked in it.

function showArticles() {
  const rows = index.documents.slice();
  const results = el("div");
  const redraw = (words) => {
    const asked = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => asked.every((word) => `${row.title || ""} ${row.outlet} ${row.uri} ${row.byline || ""}`.toLocaleLowerCase().includes(word));
    const found = rows.filter(fits).sort((a, b) => ((a.at || "9") < (b.at || "9") ? -1 : 1));
    refill(results, el("p", { class: "tally", role: "status" }, found.length === rows.length ? plural(rows.length, "article") : `${count(found.length)} of ${plural(rows.length, "article")}`),
      ...listInSteps(found, showArticleRow, 100, { class: "steps articles" }));
  };
  redraw("");
  return [
    el("div", { class: "page-head" }, heading(1, "Articles"), showLeftOut()),
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } },
      el("label", null, el("span", null, "Search articles"), el("input", { type: "search", placeholder: "title, outlet, file", on: { input: (event) => redraw(event.target.value) } }))),
    results,
  ];
}

function showArticleRow(row) {
  return el("article", { class: "row" },
    el("span", { class: "when" }, sayDate(row.at, row.precision, true)),
    el("span", { class: "outlet" }, name(row.outlet)),
    link(`#article=${row.id}`, name(row.title || row.uri)));
}

async function showArticle(id) {
  const row = findRow(index.documents, id);
  if (!row) return showMissing("article");
  const article = await openRow("articles", row.place);
  if (!article) {
    return [el("div", { class: "page-head" }, showArticleHead(row), heading(1, name(row.title || row.uri))),
      el("p", { class: "left-out" }, "The text of this article was left out: the page would have grown too large.")];
  }
  const panel = el("aside", { class: "explain", "aria-label": "What is marked", hidden: true });
  const { title, parts } = showBody(article, panel);
  const reading = el("div", { class: "article" }, el("div", { class: "title" }, showArticleHead(row), title),
    el("div", { class: "margin" }, showOrigin(article), panel), el("div", { class: "reading" }, parts, showAround(row)));
  return [showLayers(reading), reading];
}

function showArticleHead(row) {
  const basis = row.basis ? ` (${BASIS_WORDS[row.basis]})` : "";
  return el("div", { class: "article-head" },
    link("#articles", "All articles"),
    el("p", { class: "kicker" }, name(row.outlet), ` · ${sayDate(row.at, row.precision)}`, el("span", { class: "small" }, basis), row.byline && [" · ", name(row.byline)]),
    row.url && el("p", { class: "small" }, linkOut(row.url, row.url)), showDecided(row));
}

// What lies around the article on its page is folded away; all else is shown in its order.
function showBody(article, panel) {
  const cut = cutter(article.text);
  const marks = listMarks(article);
  const explain = (said, copied, told) => openPanel(panel, article, said, copied, told);
  explain.seen = new Set();
  const parts = [];
  let folded = [];
  const unfold = () => {
    if (folded.length) parts.push(el("details", { class: "around" }, el("summary", null, `Around the article: ${plural(folded.length, "line")}`), folded));
    folded = [];
  };
  const paragraphs = findParagraphs(article);
  const headline = paragraphs.find((paragraph) => paragraph.kind === "title");
  const title = headline ? showParagraph(headline, cut, marks, explain) : heading(1, el("span", { class: "no-title" }, "An article without a headline"));
  for (const paragraph of paragraphs.filter((other) => other !== headline)) {
    const shown = showParagraph(paragraph, cut, marks, explain);
    if (paragraph.kind === "chrome") folded.push(shown);
    else { unfold(); parts.push(shown); }
  }
  unfold();
  return { title, parts };
}

function showLayers(reading) {
  const layer = (key, words, on) => {
    reading.classList.toggle(`show-${key}`, on);
    return el("label", { class: `tick-box layer-${key}` }, el("input", { type: "checkbox", checked: on, on: { change: (event) => reading.classList.toggle(`show-${key}`, event.target.checked) } }), el("span", null, words));
  };
  return el("form", { class: "layers", "aria-label": "What is marked" }, layer("said", "Who says what", true), layer("copied", "Text from elsewhere", true), layer("facts", "Dates and offices", false));
}

function showOrigin(article) {
  const copied = article.copied || [];
  const hints = (article.hints || []).filter((hint) => !hint.end);
  if (!copied.length && !hints.length) return null;
  const total = lengthOf(article.text) || 1;
  const seen = new Map();
  for (const stretch of copied) {
    const key = stretch.document ?? stretch.name;
    const kept = seen.get(key) || { ...stretch, length: 0 };
    kept.length += stretch.end - stretch.start;
    seen.set(key, kept);
  }
  return el("section", { class: "origin" }, heading(2, "Where this text is from"),
    el("ul", null, [...seen.values()].sort((a, b) => b.length - a.length).map((stretch) => el("li", null, sayCopied(stretch, stretch.length / total))),
      hints.map((hint) => el("li", { class: "small" }, `The page says that ${HINT_WORDS[hint.direction]} `, name(hint.target)))));
}

function sayCopied(stretch, share) {
  const from = stretch.document === undefined ? name(stretch.name) : link(hrefOf(stretch.document), name(outletOf(stretch.document)));
  return [`${capital(ORDER_WORDS[stretch.sure])} `, from, share === undefined ? "" : `, ${Math.max(1, Math.round(share * 100))} % of the text`, `: ${sayCopy(stretch)}.`,
    stretch.comparison !== undefined && [" ", link(`#compare=${stretch.comparison}`, "Compare")]];
}

// The explanation of what was clicked, beside the text, or below it on a narrow screen.
function openPanel(panel, article, said, copied, told) {
  const statement = article.statements?.[said];
  const stretch = article.copied?.[copied];
  for (const piece of document.querySelectorAll(".mark.open")) piece.classList.remove("open");
  const key = statement ? `[data-said="${said}"]` : stretch ? `[data-copied="${copied}"]` : null;
  const opener = key && document.querySelector(`.mark[tabindex]${key}`);
  if (key) for (const piece of document.querySelectorAll(`.mark${key}`)) piece.classList.add("open");
  const close = () => { panel.hidden = true; opener?.focus(); for (const piece of document.querySelectorAll(".mark.open")) piece.classList.remove("open"); };
  refill(panel, [
    button("Close", close, { class: "close" }),
    statement && explainStatement(article, statement),
    stretch && el("section", null, heading(3, "Where these words are from"), el("p", null, sayCopied(stretch)), el("p", { class: "small" }, `Why this direction: ${stretch.basis}`)),
    told && el("section", null, el("p", null, told)),
  ]);
  panel.hidden = false;
  panel.onkeydown = (event) => { if (event.key === "Escape") close(); };
  panel.querySelector("button").focus({ preventScroll: true });
  const hidden = getComputedStyle(panel).position === "fixed" && opener ? opener.getBoundingClientRect().bottom - panel.getBoundingClientRect().top : 0;
  if (hidden > 0) scrollBy({ top: hidden + 60 });
}

function explainStatement(article, statement) {
  const outer = article.statements[statement.outer];
  const via = (statement.spans || []).filter(([, , role]) => role === "via").map(([start, end]) => cutter(article.text)(start, end));
  const said = [FORCE_WORDS[statement.force], statement.force !== "assertion" && SPEECH_WORDS[statement.kind]].filter(Boolean).join(", ");
  return [
    el("section", null, heading(3, "Who says it"), el("p", { class: "who" }, name(capital(statement.who))),
      el("p", null, [statement.office, statement.unstated ? null : statement.named ? "named" : "not named"].filter(Boolean).join("; ")),
      via.length > 0 && el("p", null, "Through ", name(via.join(", "))),
      outer && el("p", null, "As told by ", name(outer.who))),
    el("section", null, heading(3, "On what footing"), el("p", null, capital(said)),
      statement.hedge && el("p", null, "Weakened by “", name(statement.hedge), "”"), statement.negated && el("p", null, "As a denial"),
      statement.said_at && el("p", null, `Said on ${sayDate(statement.said_at, "day")}`)),
    statement.claims && el("section", null, heading(3, "The claim"), statement.claims.map(([place, stance]) => {
      const claim = index.claims[place];
      return el("p", null, stance !== "asserts" && `${capital(STANCE_WORDS[stance])}: `, link(`#claim=${claim.id}`, name(claim.wording)),
        el("span", { class: "small" }, ` ${plural(claim.reports, "report")}, ${sayInterval(claim.low, claim.high)}`));
    })),
  ];
}

function showAround(row) {
  const claims = index.claims.filter((claim) => claim.reports > 1 && claim.documents.includes(row.place));
  return [
    row.text !== undefined && el("p", { class: "shared" }, "This text is shared: ", link(`#text=${index.texts[row.text].id}`, sayText(index.texts[row.text]))),
    claims.length > 0 && el("section", { class: "made-here" }, heading(2, "Claims made here and elsewhere"), listInSteps(claims, (claim) => el("p", null, link(`#claim=${claim.id}`, name(claim.wording)), " ", el("span", { class: "small" }, `${plural(claim.reports, "report")}, ${sayInterval(claim.low, claim.high)}`)), 12, { class: "steps" })),
  ];
}
