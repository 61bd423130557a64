// Where the nodes of a picture stand: columns from left to right, or one node a row on a narrow screen.

// The longest way from a beginning to each node. A tie that leads back to a node above it is left out of account.
function findDepths(nodes, links) {
  const above = nodes.map(() => []);
  for (const tie of links) above[tie.to].push(tie.from);
  const depths = new Array(nodes.length).fill(-1);
  const walking = new Set();
  function depthOf(node) {
    if (depths[node] >= 0) return depths[node];
    if (walking.has(node)) return -1;
    walking.add(node);
    const depth = Math.max(-1, ...above[node].map(depthOf)) + 1;
    walking.delete(node);
    depths[node] = depth;
    return depth;
  }
  nodes.forEach((_, node) => depthOf(node));
  return depths;
}

// Many reports that hang on the same nodes are drawn as a few and a number. What the claim rests on is always drawn.
function gatherReports(flow, most) {
  const above = flow.nodes.map(() => []);
  const below = flow.nodes.map(() => 0);
  for (const tie of flow.links) {
    above[tie.to].push(tie.from);
    below[tie.from] += 1;
  }
  const groups = new Map();
  flow.nodes.forEach((node, place) => {
    if (node.kind !== "report" || below[place] || node.rests || node.rests_low) return;
    const key = [...above[place]].sort().join() + (node.stance || "");
    groups.set(key, [...(groups.get(key) || []), place]);
  });
  const gone = new Map();
  const nodes = flow.nodes.slice();
  for (const members of groups.values()) {
    if (members.length <= most) continue;
    const rest = members.slice(most - 1);
    nodes.push({ kind: "more", label: `${count(rest.length)} more articles`, weight: rest.length });
    for (const place of rest) gone.set(place, nodes.length - 1);
  }
  return keepNodes(nodes, flow.links, gone);
}

// Of very many reports those that the claim rests on are drawn first; the others are a number, and so are the sources
// that speak to none but those.
function trimReports(flow, most) {
  const below = flow.nodes.map(() => []);
  for (const tie of flow.links) below[tie.from].push(tie.to);
  const weigh = (node) => (node.rests_low ? 0 : node.rests ? 1 : 2);
  const ends = flow.nodes.map((_, place) => place).filter((place) => flow.nodes[place].kind === "report" && !below[place].length);
  if (ends.length <= most) return flow;
  const rest = ends.sort((a, b) => weigh(flow.nodes[a]) - weigh(flow.nodes[b]) || a - b).slice(most - 1);
  const nodes = flow.nodes.slice();
  const gone = new Map();
  nodes.push({ kind: "more", label: `${count(rest.length)} more articles`, weight: rest.length });
  for (const place of rest) gone.set(place, nodes.length - 1);
  const alone = flow.nodes.map((_, place) => place).filter((place) => below[place].length && !("document" in flow.nodes[place]) && below[place].every((next) => gone.has(next)));
  if (alone.length) nodes.push({ kind: "more", label: `${plural(alone.length, "more source")}`, weight: 0 });
  for (const place of alone) gone.set(place, nodes.length - 1);
  return keepNodes(nodes, flow.links, gone);
}

function keepNodes(nodes, links, gone) {
  const kept = nodes.map((_, place) => place).filter((place) => !gone.has(place));
  const seat = new Map(kept.map((place, n) => [place, n]));
  const ties = new Map();
  for (const tie of links) {
    const from = seat.get(gone.get(tie.from) ?? tie.from);
    const to = seat.get(gone.get(tie.to) ?? tie.to);
    if (from !== to && !ties.has(`${from} ${to}`)) ties.set(`${from} ${to}`, { ...tie, from, to });
  }
  return { nodes: kept.map((place) => nodes[place]), links: [...ties.values()] };
}

// How many reports lie below each node: the breadth of its stream.
function weighNodes(nodes, links) {
  const below = nodes.map(() => []);
  for (const tie of links) below[tie.from].push(tie.to);
  return nodes.map((_, start) => {
    const seen = new Set([start]);
    const ahead = [start];
    while (ahead.length) for (const next of below[ahead.pop()]) if (!seen.has(next)) { seen.add(next); ahead.push(next); }
    return [...seen].reduce((sum, place) => sum + (nodes[place].weight || (nodes[place].kind === "report" ? 1 : 0)), 0);
  });
}

// Columns of nodes, each ordered so that few streams cross (barycentres, four sweeps).
function placeColumns(nodes, links) {
  const depths = findDepths(nodes, links);
  const deepest = Math.max(1, ...depths);
  const ends = new Set(nodes.map((_, place) => place));
  for (const tie of links) ends.delete(tie.from);
  const columnOf = nodes.map((node, place) => (ends.has(place) ? deepest : depths[place]));
  const columns = Array.from({ length: deepest + 1 }, () => []);
  nodes.forEach((_, place) => columns[columnOf[place]].push(place));
  const near = nodes.map(() => []);
  for (const tie of links) { near[tie.from].push(tie.to); near[tie.to].push(tie.from); }
  for (let sweep = 0; sweep < 4; sweep += 1) {
    const order = sweep % 2 ? columns.keys() : [...columns.keys()].reverse();
    for (const number of order) sortColumn(columns, number, near, columnOf, sweep % 2 ? -1 : 1);
  }
  return { columns, columnOf };
}

function sortColumn(columns, number, near, columnOf, side) {
  const rank = new Map(columns.flatMap((column) => column.map((node, n) => [node, (n + 0.5) / column.length])));
  const weigh = (node) => {
    const others = near[node].filter((other) => (columnOf[other] - number) * side > 0);
    return others.length ? others.reduce((sum, other) => sum + rank.get(other), 0) / others.length : rank.get(node);
  };
  const weights = new Map(columns[number].map((node) => [node, weigh(node)]));
  columns[number].sort((a, b) => weights.get(a) - weights.get(b) || a - b);
}

// Heights: the fullest column evenly, the others as near to their neighbours as their own spacing allows.
function placeHeights(columns, columnOf, links, gap) {
  const heights = [];
  const fullest = columns.reduce((best, column, n) => (column.length * gap[n] > columns[best].length * gap[best] ? n : best), 0);
  const total = columns[fullest].length * gap[fullest];
  columns[fullest].forEach((node, n) => (heights[node] = (n + 0.5) * gap[fullest]));
  const order = [...columns.keys()].filter((n) => n !== fullest).sort((a, b) => Math.abs(a - fullest) - Math.abs(b - fullest));
  for (const number of order) {
    const wanted = columns[number].map((node) => {
      const near = links.flatMap((tie) => (tie.from === node ? [tie.to] : tie.to === node ? [tie.from] : []));
      const known = near.map((other) => heights[other]).filter((height) => height !== undefined);
      return known.length ? known.reduce((a, b) => a + b) / known.length : total / 2;
    });
    spread(wanted, gap[number], total).forEach((height, n) => (heights[columns[number][n]] = height));
  }
  return { heights, total };
}

// Heights at least `gap` apart, in order, within the picture, as near as may be to those wanted.
function spread(wanted, gap, total) {
  const heights = wanted.slice();
  for (let n = 1; n < heights.length; n += 1) heights[n] = Math.max(heights[n], heights[n - 1] + gap);
  const over = heights.length ? heights[heights.length - 1] - (total - gap / 2) : 0;
  if (over > 0) {
    heights[heights.length - 1] -= over;
    for (let n = heights.length - 2; n >= 0; n -= 1) heights[n] = Math.min(heights[n], heights[n + 1] - gap);
  }
  return heights;
}

// One node a row: every node below the last of those that it hangs on, indented; what feeds the same node stands together.
function placeRows(nodes, links) {
  const below = nodes.map(() => []);
  const above = nodes.map(() => []);
  for (const tie of links) { below[tie.from].push(tie.to); above[tie.to].push(tie.from); }
  for (const list of below) list.sort((a, b) => a - b);
  const rows = [];
  const seen = new Set();
  function walk(node, depth) {
    if (seen.has(node)) return;
    seen.add(node);
    rows.push({ node, depth: Math.min(depth, 5) });
    for (const next of below[node]) {
      const others = above[next].filter((other) => !seen.has(other) && !above[other].length).sort((a, b) => below[a].length - below[b].length);
      for (const other of others) walk(other, depth);
      if (above[next].every((other) => seen.has(other))) walk(next, depth + 1);
    }
  }
  nodes.forEach((_, node) => { if (!above[node].length) walk(node, 0); });
  nodes.forEach((_, node) => walk(node, 1));
  return rows;
}

const ruler = document.createElement("canvas").getContext("2d");

// Words broken into lines of at most `width` pixels; what does not fit into the last line ends with an ellipsis.
function breakLines(words, width, most, font) {
  ruler.font = font;
  const lines = [];
  let line = "";
  for (const word of words.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || ruler.measureText(longer).width <= width) line = longer;
    else { lines.push(line); line = word; }
  }
  lines.push(line);
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] += "…";
  return kept.map((text) => shorten(text, width));
}

function shorten(text, width) {
  if (ruler.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && ruler.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}
