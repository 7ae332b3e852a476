// Ways through the graph: the neighbourhood of a node, and the shortest chains between two.

const CHAINS = 5; // shortest chains shown at most
const DEPTHS = 3;
const STEP = { x: 250, y: 120, ring: 180, arc: 120 }; // pixels between columns, rows, rings, and nodes on a ring

const said = (edge) => edge.asserted !== false && (edge.kind === "role" || edge.kind === "relation");
const near = (edge) => edge.kind !== "mention" || !linked[edge.to];
const otherEnd = (edge, number) => (edge.from === number ? edge.to : edge.from);
const touching = (number, wanted) => [...outgoing[number], ...incoming[number]].filter(wanted);

/** The shortest chains between two nodes, each a list of edges; through articles only where there is no other way. */
function chains(from, to) {
  for (const wanted of [said, (edge) => edge.asserted !== false]) {
    const far = new Map([[from, 0]]);
    for (const number of far.keys()) {
      if (number === to) break;
      for (const edge of touching(number, wanted)) if (!far.has(otherEnd(edge, number))) far.set(otherEnd(edge, number), far.get(number) + 1);
    }
    if (far.has(to)) return backwards(from, to, far, wanted);
  }
  return [];
}

/** Walks from the end to ever nearer nodes. */
function backwards(from, to, far, wanted) {
  let found = [{ at: to, edges: [] }];
  for (let step = far.get(to); step > 0; step--) {
    found = found.flatMap(({ at, edges }) => {
      const next = new Map(touching(at, wanted).filter((edge) => far.get(otherEnd(edge, at)) === step - 1).map((edge) => [otherEnd(edge, at), edge]));
      return [...next].map(([number, edge]) => ({ at: number, edges: [edge, ...edges] }));
    }).slice(0, CHAINS);
  }
  return found.filter(({ at }) => at === from).map(({ edges }) => edges);
}

/** Where the nodes of chains stand: a column a step. */
function columns(from, found) {
  const rows = [[from]];
  for (const edges of found) {
    let at = from;
    edges.forEach((edge, step) => {
      at = otherEnd(edge, at);
      rows[step + 1] ??= [];
      if (!rows[step + 1].includes(at)) rows[step + 1].push(at);
    });
  }
  return new Map(rows.flatMap((column, x) => column.map((number, y) => [number, { x: x * STEP.x, y: (y - (column.length - 1) / 2) * STEP.y }])));
}

/** Where the neighbourhood of a node stands: a ring a step. Articles end it, for they join all they tell. */
function rings(centre, depth) {
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  let level = [centre], radius = 0;
  for (let step = 0; step < depth; step++) {
    const next = new Set();
    for (const number of level) {
      if (number !== centre && data.nodes[number].kind === "article") continue;
      for (const edge of touching(number, near)) if (!places.has(otherEnd(edge, number)) && !filters.hidden.has(data.nodes[otherEnd(edge, number)].id)) next.add(otherEnd(edge, number));
    }
    level = [...next];
    radius = Math.max(radius + STEP.ring, (level.length * STEP.arc) / (2 * Math.PI));
    level.forEach((number, at) => {
      const angle = (2 * Math.PI * (at + 0.25)) / level.length;
      const stagger = level.length > 12 && at % 2 ? 70 : 0; // labels of neighbours on a ring keep apart
      places.set(number, { x: Math.round(1.3 * (radius + stagger) * Math.cos(angle)), y: Math.round((radius + stagger) * Math.sin(angle)) });
    });
  }
  return places;
}

/** Draws the neighbourhood or the chains alone, or everything again where it was; whether this is new. */
function concentrate() {
  const [start, end, centre] = [byId.get(look.path), byId.get(look.node), byId.get(look.around)];
  state.chains = start && end && start !== end ? chains(start.number, end.number) : null;
  const asked = state.chains ? `${look.path} ${look.node}` : centre && look.depth > 0 ? `${look.around} ${look.depth} ${[...filters.hidden]}` : "";
  if (asked === (state.asked || "")) return false;
  const before = [...(state.only || new Map()).keys()];
  state.asked = asked;
  state.only = !asked ? null : state.chains ? columns(start.number, state.chains) : rings(centre.number, Math.min(look.depth, DEPTHS));
  if (state.only && state.chains && !state.only.has(end.number)) state.only.set(end.number, { x: STEP.x, y: 0 });
  nodes.update(before.map((id) => ({ id, x: data.network.nodes[id].x, y: data.network.nodes[id].y })));
  if (state.only) nodes.update([...state.only].map(([id, place]) => ({ id, ...place })));
  return true;
}

/** Says over the picture what it is confined to, with a way out. */
function drawFocus() {
  const centre = byId.get(look.around);
  const text = state.from ? word("choosePath", state.from.name)
    : state.chains ? word(state.chains.length ? "pathBetween" : "noPath", nodeName(byId.get(look.path)), nodeName(byId.get(look.node)))
      : state.only && centre ? word("aroundNode", nodeName(centre)) : "";
  const button = (label, action, pressed) => {
    const made = h("button", { type: "button", ...(pressed === undefined ? {} : { "aria-pressed": String(pressed), "aria-label": word("depth", label) }) }, label);
    made.addEventListener("click", action);
    return made;
  };
  const depths = state.only && !state.chains && !state.from ? [1, 2, 3].map((depth) => button(String(depth), () => focusOn(look.around, depth), depth === look.depth)) : [];
  $("focus").hidden = !text;
  $("focus").replaceChildren(h("span", {}, text), ...depths, button(word("wholeGraph"), leave));
}

/** Shows the neighbourhood of a node alone. */
function focusOn(id, depth) {
  Object.assign(look, { around: id, depth, view: "graph", path: "" });
  store();
  render();
}

/** Back from a neighbourhood, a path, or the choice of one, to the whole graph. */
function leave() {
  state.from = null;
  Object.assign(look, { around: "", depth: 0, path: "" });
  store();
  render();
}

const held = new Set(); // nodes drawn as pinned
/** Draws pinned nodes with a strong border, and holds them where they are. */
function drawPins() {
  for (const id of new Set([...held, ...filters.pinned])) {
    const pinned = filters.pinned.has(id), node = byId.get(id);
    if (!node || pinned === held.has(id)) continue;
    held[pinned ? "add" : "delete"](id);
    nodes.update({ id: node.number, fixed: pinned, borderWidth: pinned ? 4 : 1.5 });
  }
}

/** Hides or pins a node, or no longer. */
function toggle(name, node) {
  const set = filters[name];
  if (!set.delete(node.id)) set.add(node.id);
  if (name === "hidden" && set.has(node.id)) look.node = look.article = "";
  drawPins();
  store();
  render();
}

/** What can be done with a node, as buttons. */
function nodeTools(node) {
  const tool = (text, action, pressed) => {
    const button = h("button", { type: "button", ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }) }, text);
    button.addEventListener("click", action);
    return button;
  };
  const within = node.type === "ORG" ? ["org", word("withUnits")] : ["GPE", "LOC", "FAC"].includes(node.type) ? ["place", word("withInside")] : null;
  return h("div", { className: "actions" },
    tool(word("neighbours"), () => (look.around === node.id ? leave() : focusOn(node.id, 1)), look.around === node.id),
    tool(word("pathFrom"), () => { state.from = node; view("graph"); drawFocus(); }),
    within && tool(within[1], () => choose(within[0], filters[within[0]] === node.id ? "" : node.id), filters[within[0]] === node.id),
    tool(word("pin"), () => toggle("pinned", node), filters.pinned.has(node.id)),
    tool(word("hide"), () => toggle("hidden", node)));
}

/** The chains as text, each step with its sentence. */
function pathPanel(start) {
  if (!state.chains.length) return [h("p", {}, word("noPathHint"))];
  return state.chains.map((edges, at) => {
    let number = start.number;
    const steps = edges.map((edge) => {
      number = otherEnd(edge, number);
      return h("li", {}, relationCard(edge, data.nodes[number]));
    });
    return section(state.chains.length > 1 ? word("chain", at + 1) : word("path"), nodeLink(start), h("ol", {}, steps));
  });
}
