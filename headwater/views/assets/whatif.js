// What if: a source, an outlet or an article is taken away, and what still stands.

// The nodes that something still reaches; in a circle, where each has it from the other only, each of them begins.
function findStanding(flow, gone) {
  const led = new Set(flow.links.map((tie) => tie.to));
  const all = flow.nodes.map((_, place) => place);
  const begins = all.filter((place) => !led.has(place));
  const reached = followLinks(flow, begins, null);
  return followLinks(flow, begins.concat(all.filter((place) => !reached.has(place))), gone);
}

function followLinks(flow, begins, gone) {
  const below = flow.nodes.map(() => []);
  for (const tie of flow.links) below[tie.from].push(tie.to);
  const ahead = begins.filter((place) => place !== gone);
  const reached = new Set(ahead);
  while (ahead.length) {
    for (const next of below[ahead.pop()]) if (next !== gone && !reached.has(next)) { reached.add(next); ahead.push(next); }
  }
  return reached;
}

// The picture of a claim with a choice of what to take away; the picture shows what falls, a sentence says what is left.
function showWhatIf(flow, verdict) {
  const picture = el("div", null, showFlow(flow, verdict));
  const told = el("p", { class: "what-left", role: "status" });
  const take = (event) => {
    const gone = event.target.value === "" ? null : Number(event.target.value);
    refill(picture, showFlow(flow, verdict, gone));
    refill(told, gone === null ? null : sayLeft(flow, gone));
  };
  const groups = [["Sources", "source"], ["Not in this pile", "unseen"], ["Articles", "text", "report"]].map(([words, ...kinds]) => [words, flow.nodes.map((node, place) => [node, place]).filter(([node]) => kinds.includes(node.kind))]);
  const choice = el("select", { on: { change: take } }, el("option", { value: "" }, "nothing"),
    groups.filter(([, members]) => members.length).map(([words, members]) => el("optgroup", { label: words }, members.map(([node, place]) => el("option", { value: place }, [node.label, noteOf(node)].filter(Boolean).join(", "))))));
  return [el("form", { class: "what-if", on: { submit: (event) => event.preventDefault() } }, el("label", null, el("span", null, "Take away"), choice), told), picture];
}

function sayLeft(flow, gone) {
  const standing = findStanding(flow, gone);
  const reports = flow.nodes.map((_, place) => place).filter((place) => flow.nodes[place].kind === "report");
  const left = reports.filter((place) => standing.has(place));
  const who = ["Without ", name(flow.nodes[gone].label)];
  if (!left.length) return [who, ", nothing is left of this claim."];
  const led = new Set(flow.links.filter((tie) => standing.has(tie.from)).map((tie) => tie.to));
  const isHeard = (place) => { const reached = followLinks(flow, [place], gone); return left.some((report) => reached.has(report)); };
  const begins = [...standing].filter((place) => !led.has(place) && isHeard(place)).map((place) => flow.nodes[place]);
  const names = [...new Set(begins.filter((node) => node.kind !== "unstated").map((node) => node.label))];
  const rest = names.length > 4 ? names.slice(0, 3).concat(`${spell(names.length - 3)} more`) : names;
  const on = rest.length ? [", from ", rest.map((words, n) => [n ? (n === rest.length - 1 ? " and " : ", ") : "", name(words)])] : ", without saying from whom";
  return [who, `, ${count(left.length)} of ${plural(reports.length, "article")} still ${left.length === 1 ? "reports" : "report"} it`, on, "."];
}
