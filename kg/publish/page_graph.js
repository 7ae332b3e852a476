// The picture: vis-network over the nodes that pass the filters, its colours, and what is selected in it.

const revealed = new Set(); // nodes the user asked for, whatever the filters say
const unfolded = new Set(); // nodes beyond the limit that the user came to
const DIM = 0.22; // opacity of what is not selected
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 760px)");
const nodes = new vis.DataSet(data.network.nodes.map(dressed));
const edges = new vis.DataSet(data.network.edges.map(dressedEdge));
const articlesOf = data.nodes.map((node) => new Set(node.article === undefined ? [] : [node.article]));
for (const edge of data.edges) if (edge.kind === "mention") articlesOf[edge.to].add(data.nodes[edge.from].article);
const linked = data.nodes.map((node, n) => [...outgoing[n], ...incoming[n]].some((edge) => edge.kind !== "mention"));

/** A node as vis-network draws it. */
function dressed(drawing) {
  const node = data.nodes[drawing.id];
  const more = {};
  if (node.kind === "event") {
    more.shapeProperties = { borderRadius: 16, borderDashes: node.status !== "happened" ? [4, 3] : false };
    more.margin = { top: 7, bottom: 7, left: 10, right: 10 };
  } else if (node.kind === "article") {
    more.shapeProperties = { borderRadius: 3 };
    more.margin = 9;
  } else if (drawing.shape === "custom") {
    more.ctxRenderer = paper;
  }
  return { ...drawing, ...more };
}

function dressedEdge(drawing) {
  const edge = data.edges[drawing.id];
  const dashes = drawing.kind === "relation" ? [6, 4] : drawing.kind === "role" ? edge.asserted === false && [2, 4] : [1, 5];
  return { ...drawing, dashes, width: drawing.kind === "role" ? 1.4 : 1, arrows: drawing.kind === "mention" || drawing.kind === "source" ? "" : drawing.arrows };
}

/** A sheet of paper with its name below: vis-network has too few shapes with the label outside. */
function paper({ ctx, id, x, y, state: { selected }, style, label }) {
  const height = style.size * 1.1, side = style.size * 0.85, fold = style.size * 0.5;
  return {
    drawNode() {
      ctx.beginPath();
      ctx.moveTo(x - side, y - height);
      ctx.lineTo(x + side - fold, y - height);
      ctx.lineTo(x + side, y - height + fold);
      ctx.lineTo(x + side, y + height);
      ctx.lineTo(x - side, y + height);
      ctx.closePath();
      ctx.globalAlpha = state.lit && !state.lit.has(id) ? DIM : 1;
      ctx.fillStyle = style.color;
      ctx.strokeStyle = style.borderColor;
      ctx.lineWidth = selected ? 3 : 1.5;
      ctx.fill();
      ctx.stroke();
      ctx.globalAlpha = 1;
    },
    drawExternalLabel() {
      if (ctx.getTransform().a * 14 < 6 * devicePixelRatio) return;
      ctx.font = `14px ${family}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "top";
      ctx.fillStyle = state.lit && !state.lit.has(id) ? colours("faint")[0] : colours("LAW")[2];
      label.split("\n").forEach((line, row) => ctx.fillText(line, x, y + height + 5 + row * 17));
    },
    nodeDimensions: { width: side * 2, height: height * 2 },
  };
}

/** Whether a node is to be seen. */
function visible(drawing) {
  const node = data.nodes[drawing.id];
  if (filters.hidden.has(node.id)) return false;
  if (state.only) return state.only.has(drawing.id) && (state.chains !== null || node.id === look.around || passes(node));
  if (filters.pinned.has(node.id) || revealed.has(drawing.id)) return true;
  return (!drawing.folded || unfolded.has(drawing.id)) && passes(node);
}

/** Whether a line is to be seen: mentions only where nothing else ties the named thing, or on demand. */
function visibleEdge(drawing) {
  if (!present.has(drawing.from) || !present.has(drawing.to)) return false; // else vis-network would keep them all
  if (state.chains) return state.chains.some((edges) => edges.includes(data.edges[drawing.id]));
  return drawing.kind !== "mention" || filters.mentions || !linked[drawing.to] || drawing.from === state.selected || drawing.to === state.selected;
}

const shownNodes = new vis.DataView(nodes, { filter: visible });
let present = new Set(shownNodes.getIds());
const shownEdges = new vis.DataView(edges, { filter: visibleEdge });
const family = getComputedStyle(document.body).fontFamily;
const network = new vis.Network($("graph"), { nodes: shownNodes, edges: shownEdges }, { ...data.network.options, ...palette() });

/** vis-network's groups and edges in the colours of the page. */
function palette() {
  const groups = {};
  for (const group of new Set(data.network.nodes.map((node) => node.group))) {
    const [fill, line, text] = colours(group);
    const marked = { background: fill, border: colours("text")[0] };
    groups[group] = { color: { background: fill, border: line, highlight: marked, hover: marked }, font: { color: text, face: family } };
  }
  const [line] = colours("line"), [strong] = colours("strong"), [text] = colours("text"), [back] = colours("back");
  return {
    groups,
    edges: { ...data.network.options.edges, color: { color: line, highlight: strong, hover: strong },
      font: { color: text, face: family, size: 12, strokeColor: back, strokeWidth: 4, align: "middle" } },
  };
}

/** The frames as boxes with the nodes that were laid out in them. */
const communities = data.frames.map(([left, top, width, height]) => ({
  left, top, right: left + width, bottom: top + height,
  members: data.network.nodes.filter(({ x, y }) => x >= left && x <= left + width && y >= top && y <= top + height).map(({ id }) => id),
}));

/** The frames with something in them; none once the nodes have moved away from their places. */
const shownFrames = () => (state.moved || state.only ? [] : communities.filter(({ members }) => members.some((id) => shownNodes.get(id))));

/** Draws the frames behind the communities. */
function drawFrames(ctx) {
  [ctx.fillStyle, ctx.strokeStyle] = colours("frame");
  ctx.lineWidth = 1;
  for (const { left, top, right, bottom } of shownFrames()) {
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, 22);
    ctx.fill();
    ctx.stroke();
  }
}
network.on("beforeDrawing", drawFrames);

/** A node with its label as a box; vis-network keeps none of the sheets of paper. */
function boxOf(id) {
  if (data.network.nodes[id].shape !== "custom") return network.getBoundingBox(id);
  const { x, y } = network.getPosition(id);
  return { left: x - 50, right: x + 50, top: y - 25, bottom: y + 65 };
}

const AIR = 12; // pixels kept free around what is fitted
/** Fits all that is shown, frames and labels, into the part of the picture that nothing covers. */
function fit(animated = true) {
  const boxes = [...shownFrames(), ...shownNodes.getIds().map(boxOf)];
  state.touched = false;
  if (!boxes.length) return;
  const far = (side, pick) => boxes.reduce((found, box) => pick(found, box[side]), boxes[0][side]);
  const left = far("left", Math.min), right = far("right", Math.max), top = far("top", Math.min), bottom = far("bottom", Math.max);
  const { clientWidth, clientHeight } = $("graph");
  const covered = narrow.matches ? $("panel").clientHeight : 0;
  const above = $("focus").hidden ? 0 : $("focus").offsetHeight + AIR;
  const scale = Math.min((clientWidth - 2 * AIR) / (right - left), Math.max(clientHeight - covered - above - 2 * AIR, AIR) / (bottom - top), 1.5);
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: 0, y: (above - covered) / 2 },
    animation: animated && !still.matches ? { duration: 400 } : false,
  });
}

// The view follows the window until the user has chosen another.
for (const moved of ["zoom", "dragStart"]) network.on(moved, () => { state.touched = true; });
new ResizeObserver(() => {
  network.setSize("100%", "100%");
  if (!state.touched) fit(false);
  network.redraw();
}).observe($("graph"));

/** Applies the filters and says how much is left. */
function refilter() {
  narrowDown();
  shownNodes.refresh();
  present = new Set(shownNodes.getIds());
  shownEdges.refresh();
  drawTable();
  $("shown").textContent = word("shown", shownNodes.length, data.nodes.length);
}

const faded = new Set(); // nodes drawn faint
const styled = new Set(); // edges drawn strong or faint

/** Marks nodes and the lines between them, and dims all else; null marks nothing. */
function mark(near, lines = new Set()) {
  const all = near === null;
  const lit = (on) => (on ? 1 : DIM);
  const faint = colours("faint")[0];
  const fades = ({ id }) => !all && !near.has(id) && present.has(id);
  nodes.update(data.network.nodes.filter((drawing) => faded.has(drawing.id) !== fades(drawing)).map((drawing) => {
    const { id, group } = drawing;
    const on = !fades(drawing);
    faded[on ? "delete" : "add"](id);
    return { id, opacity: lit(on), font: { color: on ? colours(group)[2] : faint } };
  }));
  const names = (other) => (lines.has(other.number) && other.kind !== "source" && other.kind !== "mention" ? linkName(other.type) : undefined);
  const [usual] = colours("line"), [strong] = colours("strong");
  const seen = new Set(shownEdges.getIds());
  edges.update(data.edges.filter((other) => (all ? styled.has(other.number) : seen.has(other.number) && (!styled.has(other.number) || state.lines.has(other.number) || lines.has(other.number))))
    .map((other) => {
      const on = all || lines.has(other.number);
      styled[all ? "delete" : "add"](other.number);
      return { id: other.number, label: names(other) ?? " ", color: { color: lines.has(other.number) ? strong : usual, opacity: lit(on) } };
    }));
  state.lit = near;
  state.lines = lines;
}

/** Marks what is selected: a node with what it touches, an edge with its ends, all chains; or nothing. */
function markSelection(number, edge) {
  if (state.chains ? !state.chains.length : !edge && number < 0) return mark(null);
  const lines = state.chains ? state.chains.flat() : edge ? [edge] : [...outgoing[number], ...incoming[number]];
  const near = new Set([...(edge ? [] : [number]), ...lines.flatMap(({ from, to }) => [from, to])]);
  return mark(near, new Set(lines.map((line) => line.number)));
}

/** Gives the folded nodes around a node a place near it, and shows them. */
function unfold(number) {
  place(number, network.getViewPosition());
  const folded = new Set([...outgoing[number], ...incoming[number]].filter((edge) => edge.kind !== "mention").map((edge) => otherEnd(edge, number)).filter((id) => nodes.get(id).folded && !unfolded.has(id)));
  const centre = shownNodes.get(number) ? network.getPosition(number) : data.network.nodes[number];
  [...folded].forEach((id, at) => place(id, { x: centre.x + 1.4 * (100 + 22 * at ** 0.75) * Math.cos(2.4 * at), y: centre.y + (100 + 22 * at ** 0.75) * Math.sin(2.4 * at) }));
}

/** A place for a folded node, if it has none yet. */
function place(id, { x, y }) {
  const drawing = data.network.nodes[id];
  if (!drawing.folded || unfolded.has(id)) return;
  Object.assign(drawing, { x: Math.round(x), y: Math.round(y) });
  nodes.update({ id, x: drawing.x, y: drawing.y });
  unfolded.add(id);
}

/** Brings a node into view; one that was filtered out with all it touches. */
function reveal(number, zoom = true) {
  const hidden = !shownNodes.get(number);
  unfold(number);
  if (!state.only) revealed.add(number);
  if (hidden && !state.only) for (const edge of [...outgoing[number], ...incoming[number]]) if (edge.kind !== "mention") revealed.add(edge.from).add(edge.to);
  refilter();
  const covered = narrow.matches ? $("panel").clientHeight / 2 : 0; // the panel lies over the picture on a phone
  state.touched ||= zoom;
  if (zoom && shownNodes.get(number)) network.focus(number, { scale: Math.max(network.getScale(), 0.9), offset: { x: 0, y: -covered }, animation: still.matches ? false : { duration: 400 } });
}

function setMoving(moving) {
  const ended = state.moving && !moving;
  state.moving = moving;
  state.moved ||= moving;
  network.setOptions({ physics: { enabled: moving } });
  $("move").setAttribute("aria-pressed", String(moving));
  $("move").textContent = word(moving ? "still" : "move");
  if (ended && !state.touched) fit();
}
