// What is shown, as a file: PNG, SVG, CSV, GraphML.

/** Nodes and edges on the screen, as the filters leave them. */
const shownParts = () => {
  const numbers = shownNodes.getIds(), present = new Set(numbers);
  return [numbers.map((number) => data.nodes[number]), shownEdges.getIds().map((number) => data.edges[number]).filter(({ from, to }) => present.has(from) && present.has(to))];
};

/** The picture on the screen as PNG, on the page's background. */
function savePicture() {
  const canvas = $("graph").querySelector("canvas");
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = colours("back")[0];
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => saveFile(blob, "graph.png"));
}

const made = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** A label's lines, the first at y. */
const textLines = (label, x, y, fill) => label.split("\n").map((line, row) =>
  made("text", { x, y: y + row * 17, fill, "text-anchor": "middle", "font-size": 14, "font-family": "sans-serif" }, line));

function svgNode(node) {
  const { shape, group, size } = data.network.nodes[node.number];
  const label = nodes.get(node.number).label;
  const { x, y } = network.getPosition(node.number);
  const [fill, stroke, text] = colours(group);
  if (shape === "box") {
    const { left, top, right, bottom } = network.getBoundingBox(node.number);
    const dashes = node.kind === "event" && node.status !== "happened" ? { "stroke-dasharray": "4 3" } : {};
    const first = (top + bottom) / 2 - (label.split("\n").length - 1) * 8.5 + 5;
    return [made("rect", { x: left, y: top, width: right - left, height: bottom - top, rx: node.kind === "event" ? 16 : 3, fill, stroke, ...dashes }), ...textLines(label, (left + right) / 2, first, text)];
  }
  const scale = (size || 16) / 6;
  return [made("path", { d: OUTLINES[shape], transform: `translate(${x} ${y}) scale(${scale}) translate(-8 -8)`, fill, stroke, "stroke-width": 1.5 / scale }),
    ...textLines(label, x, y + (size || 16) + 17, colours("text")[0])];
}

function svgEdge(edge) {
  const a = network.getPosition(edge.from), b = network.getPosition(edge.to);
  const dashes = edge.kind === "relation" ? "6 4" : edge.kind === "role" ? (edge.asserted === false ? "2 4" : "") : "1 5";
  return made("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: colours("line")[0], ...(dashes && { "stroke-dasharray": dashes }) }, made("title", {}, linkName(edge.type)));
}

/** What is shown as SVG, its text as text. */
function svg() {
  const [shown, lines] = shownParts();
  const boxes = [...shownFrames(), ...shown.map(({ number }) => boxOf(number))];
  const far = (side, pick) => boxes.reduce((found, box) => pick(found, box[side]), boxes[0]?.[side] ?? 0);
  const [left, top] = [far("left", Math.min) - AIR, far("top", Math.min) - AIR];
  const [width, height] = [far("right", Math.max) - left + AIR, far("bottom", Math.max) - top + AIR];
  const [fill, stroke] = colours("frame");
  return new XMLSerializer().serializeToString(made("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height },
    made("rect", { x: left, y: top, width, height, fill: colours("back")[0] }),
    ...shownFrames().map((box) => made("rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 22, fill, stroke })),
    ...lines.map(svgEdge), ...shown.flatMap(svgNode)));
}

const sentenceOf = ({ proof }) => (proof?.length ? data.articles[proof[0][0]].cut(proof[0][3], proof[0][4]) : "");

/** The lines shown, as rows of CSV. */
function statementsCsv() {
  const rows = shownParts()[1].map((edge) => [data.nodes[edge.from], data.nodes[edge.to], edge]).map(([from, to, edge]) =>
    [from.name, from.type, edge.type, to.name, to.type, edge.title || "", edge.proof.length ? articleNodes[edge.proof[0][0]].name : "", sentenceOf(edge), from.id, to.id]);
  return csvText([["source", "source type", "relation", "target", "target type", "title", "article", "sentence", "source id", "target id"], ...rows]);
}

const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
const KEYS = ["kind", "type", "name", "status", "begin", "title", "sentence"];
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // in XML 1.0

/** What is shown as GraphML. */
function graphml() {
  const made = (tag, attributes, ...children) => {
    const element = document.createElementNS(GRAPHML, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value).replace(ILLEGAL, "\ufffd"));
    element.append(...children);
    return element;
  };
  const fields = (values) => KEYS.filter((key) => values[key]).map((key) => made("data", { key }, String(values[key]).replace(ILLEGAL, "\ufffd")));
  const [shown, lines] = shownParts();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made("graphml", {},
    ...KEYS.map((key) => made("key", { id: key, for: "all", "attr.name": key, "attr.type": "string" })),
    made("graph", { edgedefault: "directed" },
      ...shown.map((node) => made("node", { id: node.id }, ...fields({ ...node, title: "", sentence: node.kind === "event" ? sentenceOf(node) : "" }))),
      ...lines.map((edge) => made("edge", { source: data.nodes[edge.from].id, target: data.nodes[edge.to].id }, ...fields({ ...edge, sentence: sentenceOf(edge) }))))))}`;
}

const SAVERS = {
  png: savePicture,
  svg: () => saveFile(new Blob([svg()], { type: "image/svg+xml" }), "graph.svg"),
  csv: () => saveFile(new Blob(["\ufeff", statementsCsv()], { type: "text/csv" }), "graph.csv"),
  graphml: () => saveFile(new Blob([graphml()], { type: "application/xml" }), "graph.graphml"),
};
for (const [name, save] of Object.entries(SAVERS)) $(`save-${name}`).addEventListener("click", () => {
  save();
  $("saving").open = false;
});
