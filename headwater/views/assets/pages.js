// Who said what, problems, how it was counted, and what is shown where nothing is found.

const said = { words: "", unnamed: false };

function showSaid() {
  const results = el("div");
  const redraw = () => {
    const asked = said.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const isNamed = (row) => !row.kind.startsWith("unnamed");
    const found = index.sources.filter((row) => (said.unnamed || isNamed(row)) && asked.every((word) => `${row.who} ${row.role || ""} ${row.affiliation || ""}`.toLocaleLowerCase().includes(word)));
    refill(results, el("p", { class: "tally", role: "status" }, plural(found.length, "source")), ...listInSteps(found, showSource, 60, { class: "steps sources" }));
  };
  redraw();
  return [
    el("div", { class: "page-head" }, heading(1, "Who said what"), el("p", { class: "verdict" }, `Everybody who is quoted in ${plural(head.pile.articles, "article")}. The same words in several articles are one row.`)),
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } },
      el("label", null, el("span", null, "Search sources"), el("input", { type: "search", value: said.words, placeholder: "a name, an office", on: { input: (event) => { said.words = event.target.value; redraw(); } } })),
      el("label", { class: "tick-box" }, el("input", { type: "checkbox", checked: said.unnamed, on: { change: (event) => { said.unnamed = event.target.checked; redraw(); } } }), "also those who are not named")),
    results,
  ];
}

function showSource(row) {
  const office = [row.role, row.affiliation].filter(Boolean).join(", ") || SOURCE_WORDS[row.kind];
  const place = el("div", { class: "said" });
  const box = el("details", { class: "source", on: { toggle: () => { if (box.open && !place.childNodes.length) openSayings(row, place); } } },
    el("summary", null, el("b", null, name(row.who)), el("span", { class: "small" }, name(office)), el("span", { class: "small number" }, `${plural(row.statements, "statement")} in ${plural(row.documents, "article")}`)), place);
  return box;
}

async function openSayings(row, place) {
  const sayings = await openRow("sayings", row.place);
  if (!sayings) { refill(place, el("p", { class: "left-out" }, "What this source said was left out: the page would have grown too large.")); return; }
  const missing = row.statements - sayings.reduce((sum, stands) => sum + stands.length, 0);
  refill(place, listInSteps(sayings, showWords, 20, { class: "steps" }), missing > 0 && el("p", { class: "left-out" }, `${plural(missing, "more statement")} of this source are not on this page.`));
}

// The same words in several articles are one row; they are read from the first of them.
function showWords(stands) {
  const row = el("div", { class: "words-said" }, "…");
  const [place, number] = stands[0];
  openRow("articles", place).then((article) => {
    if (!article) refill(row, el("p", { class: "left-out" }, "The text of ", link(hrefOf(place), name(outletOf(place))), " was left out."));
    else refill(row, tellWords(article, article.statements[number], [...new Set(stands.map(([document]) => document))]));
  });
  return row;
}

function tellWords(article, saying, places) {
  const cut = cutter(article.text);
  const contents = saying.spans.filter(([, , role]) => role === "content").map(([start, end]) => cut(start, end));
  const claim = saying.claims && index.claims[saying.claims[0][0]];
  return [
    el("blockquote", { dir: "auto" }, contents.join(" … ")),
    el("p", { class: "small" }, capital([FORCE_WORDS[saying.force], SPEECH_WORDS[saying.kind], saying.hedge && `“${saying.hedge}”`].filter(Boolean).join(", ")), " · ",
      places.slice(0, 6).flatMap((document, n) => [n ? ", " : "", link(hrefOf(document), name(outletOf(document)))]), places.length > 6 && ` and ${count(places.length - 6)} more`,
      claim && [" · ", link(`#claim=${claim.id}`, sayInterval(claim.low, claim.high), " behind it")]),
  ];
}

function showProblems() {
  const rows = index.problems;
  const intro = rows.length ? `${plural(head.pile.problems, "input")} gave nothing, or less than all of itself.` : "Everything that was given could be read whole.";
  return [
    el("div", { class: "page-head" }, heading(1, "Problems"), el("p", { class: "verdict" }, intro)),
    listInSteps(rows, (row) => el("div", { class: "problem" }, el("b", null, name(row.file), row.at !== undefined && ` #${row.at}`), el("span", null, row.detail)), 100, { class: "steps problems" }),
  ];
}

function showMethod() {
  const { assumptions, versions, runs, options, measured, checked } = head.methods;
  const names = { articles: "Articles read", copies: "Copies found", descent: "Order of copies worked out", statements: "Statements read", tally: "Claims counted" };
  const facts = (entries) => el("dl", { class: "facts" }, entries.map(([key, value]) => [el("dt", null, key), el("dd", null, value)]));
  const { pile } = head;
  return [
    el("div", { class: "page-head" }, heading(1, "How it was counted"), el("p", { class: "verdict" }, "What a number on this page takes for granted, and what it was made with.")),
    el("div", { class: "columns" },
      el("section", null, heading(2, "What the count assumes"), el("ol", { class: "assumptions" }, assumptions.map((words) => el("li", null, words))),
        heading(2, "How often it is right"), el("ul", { class: "assumptions" }, measured.map((words) => el("li", null, words))),
        el("p", null, checked.length ? "Checked on this pile by hand:" : "Nobody checked a sample of this pile by hand yet (headwater sample, headwater agree)."),
        checked.length > 0 && el("ul", { class: "assumptions" }, checked.map((words) => el("li", null, name(words)))),
        index.decisions.length > 0 && [heading(2, "What readers decided"), listInSteps(index.decisions, (row) => el("div", null, name(row.line)), 50, { class: "steps" })]),
      el("aside", { class: "beside" },
        el("section", null, heading(2, "The pile"), facts([["Articles", count(pile.articles)], ["Outlets", count(pile.outlets)], ["Without a date", count(pile.undated)], ["Claims", count(pile.claims)], ["Languages", (pile.languages || []).join(", ") || "unknown"]])),
        el("section", null, heading(2, "When"), facts(Object.entries(runs).map(([stage, at]) => [names[stage] || stage, `${sayDate(at, "instant")} UTC`]))),
        el("section", null, heading(2, "With"), facts(Object.entries(versions).concat(Object.entries(options).map(([stage, words]) => [`option: ${stage}`, words])))))),
  ];
}

function showMissing(what) {
  return [el("div", { class: "page-head" }, heading(1, `There is no such ${what} on this page`), el("p", null, link("#claims", "All claims")))];
}
