// What is looked at stands in the address: what is selected, the view, the filters, what is hidden or pinned.

const BINS = 80; // steps of the timeline
const SETS = ["kinds", "families", "statuses", "hidden", "pinned"];
const SELECTION = ["node", "edge", "article", "path"];

/** What is hidden of kinds, families, statuses and nodes; the article, type, body or place that alone is shown; the part of the timeline. */
const filters = Object.fromEntries(SETS.map((name) => [name, new Set()]));
/** What is selected: a node, an edge's number, an article to read (with an event in it), or a path that ends in the node. */
const look = {};
const DEFAULTS = {
  filters: { only: "", type: "", org: "", place: "", confidence: 0, mentions: false, from: 0, to: BINS },
  look: { node: "", edge: "", article: "", path: "", around: "", depth: 0, view: "graph" },
};

/** Everything back to where the page opened. */
function clearState() {
  for (const name of SETS) filters[name].clear();
  Object.assign(filters, DEFAULTS.filters);
  Object.assign(look, DEFAULTS.look);
}
clearState();

/** The address of what is looked at, without what stands at its default. */
function address() {
  const parts = new URLSearchParams();
  const add = (values, usual) => Object.entries(usual).forEach(([name, value]) => { if (values[name] !== value) parts.append(name, values[name]); });
  add(look, DEFAULTS.look);
  add(filters, DEFAULTS.filters);
  for (const name of SETS) for (const value of filters[name]) parts.append(name, value);
  return parts.toString();
}

/** Takes over what the address says; what it gets wrong is left at its default. */
function readAddress() {
  state.written = location.hash.slice(1);
  const given = new URLSearchParams(state.written);
  clearState();
  for (const name of SETS) for (const value of given.getAll(name)) filters[name].add(value);
  const take = (values, usual) => Object.entries(usual).forEach(([name, value]) => {
    const text = given.get(name);
    if (text === null) return;
    if (typeof value === "string") values[name] = text;
    else if (typeof value === "boolean") values[name] = text === "true";
    else if (Number.isFinite(Number(text))) values[name] = Number(text);
  });
  take(look, DEFAULTS.look);
  take(filters, DEFAULTS.filters);
  if (!["graph", "table", "articles"].includes(look.view)) look.view = "graph";
}

/** Writes the address, which makes a step for the browser's back and forward. */
function store() {
  const text = address();
  if (text === location.hash.slice(1)) return;
  state.written = text;
  location.hash = text;
}

/** Selects what the text says (node=…, edge=…, article=…, path=…&node=…), or nothing; all else stays. */
function go(text) {
  const given = new URLSearchParams(text);
  for (const name of SELECTION) look[name] = given.get(name) || "";
  store();
  render();
}

// A link within the page changes the selection alone.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href").slice(1));
});
