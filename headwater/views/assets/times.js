// Over time: when each source of a claim came in, when it was denied, hardened, last reported.

const EVENTS_STEP = 80;
const EVENT_KINDS = [["", "everything"], ["said", "first reports"], ["joined", "another source"], ["record", "on record"], ["denied", "denials"], ["figure", "other figures"], ["hardened", "hedges and sources lost"], ["last", "last reports"]];
let eventsOf = "";

function showTimes() {
  const results = el("div");
  const kinds = new Set(index.events.map((row) => row.kind));
  const redraw = () => {
    const rows = index.events.filter((row) => !eventsOf || row.kind === eventsOf);
    refill(results, el("p", { class: "tally", role: "status" }, plural(rows.length, "event")), ...listInSteps(rows, showEvent, EVENTS_STEP, { class: "steps events" }));
  };
  redraw();
  const option = ([kind, words]) => el("option", { value: kind, selected: kind === eventsOf }, words);
  return [
    el("div", { class: "page-head" }, heading(1, "Over time"), el("p", { class: "verdict" }, "What became of the claims that several articles make: when each source came in, when they were denied, hardened, given another figure, last reported. Articles without a date are not here.")),
    el("form", { class: "filters", on: { submit: (event) => event.preventDefault() } },
      el("label", null, el("span", null, "Show"), el("select", { on: { change: (event) => { eventsOf = event.target.value; redraw(); } } }, EVENT_KINDS.filter(([kind]) => !kind || kinds.has(kind)).map(option)))),
    results,
  ];
}

function showEvent(row) {
  const claim = index.claims[row.claim];
  return el("article", { class: `event event-${row.kind}` }, showWhen(row), el("p", null, sayEvent(row)), el("p", { class: "small" }, link(`#claim=${claim.id}`, name(claim.wording))));
}

function showWhen(row) {
  const document = index.documents[row.document];
  return el("p", { class: "when" }, sayDate(document.at, document.precision, true));
}

function sayEvent(row) {
  const article = link(hrefOf(row.document), name(outletOf(row.document)));
  const other = row.other !== undefined && link(`#claim=${index.claims[row.other].id}`, name(index.claims[row.other].wording));
  switch (row.kind) {
    case "said": return [el("b", null, "First reported"), " by ", article];
    case "joined": return [el("b", null, "Another source"), ": ", name(row.words), ", in ", article];
    case "record": return [el("b", null, "On record"), ": ", name(row.words), ", in ", article];
    case "denied": return [el("b", null, "Denied"), " in ", article, ": ", other];
    case "figure": return [el("b", null, row.replaced ? "A later figure" : "Another figure"), " in ", article, ": ", other];
    case "hardened": return [el("b", null, row.lost === "hedge" ? "A hedge was lost" : "The source was lost"), " in ", article, row.words && [": “", name(row.words), "”"]];
    default: return [el("b", null, "Last reported"), " by ", article];
  }
}

// What happened to one claim.
function showStory(row) {
  const events = index.events.filter((event) => event.claim === row.place);
  if (events.length < 2) return null;
  return el("section", null, heading(2, "Over time"), listInSteps(events, (event) => el("div", { class: "event" }, showWhen(event), el("p", null, sayEvent(event))), 12, { class: "steps events" }));
}
