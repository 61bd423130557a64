// The picture of one text over time: its copies by when they appeared, originals that nobody has before them, copies
// without a date apart.

const TIMELINE_ROWS = 60;

function showTimeline(text, caption) {
  const kept = keepVersions(text);
  const draw = (width) => (width < NARROW ? drawTimelineRows(kept, width, caption) : drawTimeline(kept, width, caption));
  return [
    figure(null, draw, showTimelineLegend(kept)),
    kept.hidden > 0 && el("p", { class: "left-out" }, `${plural(kept.hidden, "more copy", "more copies")} are listed below but not drawn.`),
  ];
}

function keepVersions(text) {
  const versions = text.versions.slice(0, TIMELINE_ROWS);
  const links = text.ties.filter((tie) => tie.child < versions.length && tie.parent < versions.length);
  const nodes = versions.map((version) => ({ ...version, kind: version.document === undefined ? "unseen" : "report", label: labelOf(version) }));
  return { nodes, links: links.map((tie) => ({ ...tie, from: tie.parent, to: tie.child, kind: "copy" })), hidden: text.versions.length - versions.length };
}

const labelOf = (version) => (version.document === undefined ? version.name : outletOf(version.document));
const whenOf = (version) => (version.at ? sayDate(version.at, version.precision, true) : version.document === undefined ? "not in this pile" : "date unknown");

// Times side by side: a step grows with the logarithm of the time between, so that minutes and years fit one line.
function placeTimes(nodes, from, to) {
  const times = [...new Set(nodes.filter((node) => node.at).map((node) => node.at))].sort();
  const steps = times.map((at, n) => (n ? Math.log2(2 + (Date.parse(at) - Date.parse(times[n - 1])) / 1_800_000) : 0));
  const total = steps.reduce((a, b) => a + b, 0) || 1;
  let sum = 0;
  const places = new Map(times.map((at, n) => { sum += steps[n]; return [at, from + ((to - from) * sum) / total]; }));
  if (times.length === 1) places.set(times[0], from);
  return places;
}

function drawTimeline(text, width, caption) {
  const { nodes, links } = text;
  const side = Math.min(230, width * 0.24);
  const unseen = nodes.some((node) => node.document === undefined && !node.at);
  const undated = nodes.some((node) => node.document !== undefined && !node.at);
  const from = side + (unseen ? 70 : 24);
  const to = width - (undated ? 130 : 40);
  const places = placeTimes(nodes, from, to);
  const row = 44, top = 44;
  const height = top + nodes.length * row;
  const at = nodes.map((node, n) => ({ x: node.at ? places.get(node.at) : node.document === undefined ? side + 24 : width - 60, y: top + (n + 0.5) * row - 8 }));
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": caption });
  add(picture, [drawAxis(places, width, height, top, undated, unseen ? side + 24 : null), drawTies(links, at), nodes.map((node, n) => drawVersion(node, n, at[n], side, text))]);
  return picture;
}

function drawAxis(places, width, height, top, undated, before) {
  const axis = [];
  let reached = -Infinity;
  let day = "";
  for (const [at, x] of places) {
    axis.push(svg("path", { d: `M${x} ${top - 12}V${height - 6}`, class: "grid" }));
    if (x - reached < 104) continue;
    if (at.slice(0, 10) === day && at.slice(11, 16) === "00:00") continue;
    axis.push(svg("text", { x, y: top - 20, "text-anchor": "middle", class: "head" }, at.slice(0, 10) === day ? at.slice(11, 16) : sayDate(at, "day", true)));
    reached = x;
    day = at.slice(0, 10);
  }
  if (before !== null && Math.min(...places.values()) - before > 80) axis.push(svg("text", { x: before, y: top - 20, "text-anchor": "middle", class: "head" }, "Before"));
  if (undated) {
    axis.push(svg("path", { d: `M${width - 104} 8V${height - 6}`, class: "apart" }));
    axis.push(svg("text", { x: width - 60, y: top - 20, "text-anchor": "middle", class: "head" }, "No date"));
  }
  return axis;
}

function drawTies(links, at) {
  return links.map((tie) => {
    const a = at[tie.from], b = at[tie.to];
    const down = b.y > a.y ? 1 : -1;
    const turn = Math.min(14, Math.abs(b.x - a.x), Math.abs(b.y - a.y));
    const way = b.x >= a.x ? 1 : -1;
    const path = Math.abs(b.x - a.x) < 16
      ? `M${a.x} ${a.y + 9 * down}C${a.x - 22} ${a.y + 20 * down} ${b.x - 30} ${b.y} ${b.x - 11} ${b.y}`
      : `M${a.x} ${a.y + 9 * down}V${b.y - turn * down}Q${a.x} ${b.y} ${a.x + turn * way} ${b.y}H${b.x - 11 * way}`;
    const breadth = (1.5 + (tie.sure === "sure" ? 4 : 1.5) * Math.min(1, tie.share || 0)).toFixed(1);
    const stream = svg("path", { d: path, class: `stream ${tie.sure} copy`, "stroke-width": breadth, "data-from": tie.from, "data-to": tie.to });
    const tip = svg("path", { d: `M${b.x - 8 * way} ${b.y}l${-7 * way} -3.6v7.2z`, class: "tip", "data-from": tie.from, "data-to": tie.to });
    return tie.sure === "unknown" ? stream : [stream, tip];
  });
}

function drawVersion(node, place, point, side, text) {
  const first = { x: side - 16, y: point.y };
  const label = breakLines(node.label, side - 20, 1, LABEL_FONT)[0];
  const body = svg("g", { class: `node ${node.kind}` },
    svg("path", { d: `M${side - 8} ${point.y}H${point.x - 12}`, class: "guide" }), drawShape(node, point),
    svg("text", { x: first.x, y: first.y - 1, "text-anchor": "end", class: "label" }, label),
    svg("text", { x: first.x, y: first.y + 14, "text-anchor": "end", class: "note" }, whenOf(node)),
    svg("title", null, `${node.label}, ${whenOf(node)}`));
  const outer = node.document === undefined ? body : svg("a", { href: hrefOf(node.document), "aria-label": `${node.label}, ${whenOf(node)}` }, body);
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
    outer.addEventListener(event, () => lightUp(outer.ownerSVGElement, on ? place : null, text));
  }
  return outer;
}

function drawTimelineRows(text, width, caption) {
  const at = [];
  const labels = [];
  let y = 6;
  for (const { node, depth } of placeRows(text.nodes, text.links)) {
    const x = 16 + depth * 24;
    labels[node] = width - x - 26;
    at[node] = { x, y: y + 12 };
    y += 46;
  }
  const picture = svg("svg", { viewBox: `0 0 ${width} ${y}`, width, height: y, role: "group", "aria-label": caption });
  const weights = text.nodes.map(() => 1);
  add(picture, [drawLinks({ ...text, fallen: () => false }, at, weights, "row")]);
  text.nodes.forEach((node, place) => {
    const label = breakLines(node.label, labels[place], 1, LABEL_FONT)[0];
    const body = svg("g", { class: `node ${node.kind}` }, drawShape(node, at[place]),
      svg("text", { x: at[place].x + 18, y: at[place].y + 4, class: "label" }, label),
      svg("text", { x: at[place].x + 18, y: at[place].y + 20, class: "note" }, whenOf(node)));
    add(picture, [node.document === undefined ? body : svg("a", { href: hrefOf(node.document), "aria-label": `${node.label}, ${whenOf(node)}` }, body)]);
  });
  return picture;
}

function showTimelineLegend(text) {
  const sure = new Set(text.links.map((tie) => tie.sure));
  const wide = el("span", { class: "wide-only" }, "Steps in time are shortened: the longer the wait, the more. ");
  const narrow = el("span", { class: "narrow-only" }, "Every copy stands below the text that it was taken from. ");
  const words = [
    text.nodes.some((node) => node.kind === "unseen") && "Dashed circles are originals that are not in this pile.",
    sure.has("probable") && "Dashed lines: probably from.",
    sure.has("unknown") && "Dotted lines without an arrow: same text, order unknown.",
  ];
  return el("p", { class: "small" }, wide, narrow, words.filter(Boolean).join(" "));
}
