// What the user does, and what the page then shows.

/** Takes over the address and shows what it says. */
function route() {
  readAddress();
  drawFilters();
  setHandles();
  drawPins();
  render();
}

/** Shows what is selected, in the picture and in the panel. */
function render() {
  const [id, focus = ""] = look.article.split("@"); // an event, or an article and an event or START-END in it
  const told = [byId.get(id), byId.get(focus)].find((node) => node?.kind === "event");
  const node = byId.get(look.node) || (told ? articleNodes[told.article] : byId.get(id));
  const marks = told ? eventMarks(told) : /^\d+-\d+$/.test(focus) ? [[...focus.split("-").map(Number), "trigger", "", null]] : [];
  const edge = node || look.edge === "" ? undefined : data.edges[Number(look.edge)];
  state.selected = node ? node.number : -1;
  const placed = concentrate();
  drawFocus();
  if (placed || state.only) refilter();
  shownEdges.refresh();
  $("unhide").hidden = !filters.hidden.size;
  $("unhide").textContent = word("unhide", filters.hidden.size);
  if (edge) {
    reveal(edge.from, false);
    reveal(edge.to, false);
    show(linkName(edge.type), word("relations"), edgePanel(edge));
    network.setSelection({ nodes: [], edges: [edge.number] }, { highlightEdges: false });
  } else if (node && state.chains) {
    show(word("path"), word("pathKind"), pathPanel(byId.get(look.path)));
    network.unselectAll();
  } else if (node) {
    const reading = look.article !== "" && node.kind === "article";
    const panels = { entity: entityPanel, event: eventPanel, article: articlePanel };
    show(nodeName(node), [glyph(kindOf(node), groupOf(node)), reading ? word("fullText") : node.kind === "event" ? `${word("event")} · ${familyName(node.family)}` : typeName(node)],
      [nodeTools(node), reading ? textPanel(node, marks) : panels[node.kind](node)]);
    reveal(node.number, !(shownNodes.get(node.number) && state.clicked === node.number) && !state.only);
    if (shownNodes.get(node.number)) network.selectNodes([node.number], false);
  } else {
    show(null);
    network.unselectAll();
  }
  markSelection(state.selected, edge);
  showView();
  state.clicked = undefined;
  if (placed) fit(false);
}

/** Selects a node, as the other end of a path where one was begun. */
function pick(text, node) {
  const { from } = state;
  state.from = null;
  go(from && from !== node ? `path=${from.id}&node=${node.id}` : text);
}

network.on("click", ({ nodes: [number], edges: [line] }) => {
  state.clicked = number;
  if (number !== undefined) pick(`node=${data.nodes[number].id}`, data.nodes[number]);
  else if (line !== undefined) go(`edge=${line}`);
  else if (!state.chains) go("");
});

// The tip under the pointer.
function tip(text, { x, y }) {
  $("tip").textContent = text;
  $("tip").hidden = false;
  $("tip").style.left = `${Math.min(x + 14, $("stage").clientWidth - 220)}px`;
  $("tip").style.top = `${y + 16}px`;
}
network.on("hoverNode", ({ node, pointer }) => tip(`${typeName(data.nodes[node])}：${data.nodes[node].name}`, pointer.DOM));
network.on("hoverEdge", ({ edge, pointer }) => {
  const { from, to, type } = data.edges[edge];
  tip(`${data.nodes[from].name} — ${linkName(type)} → ${data.nodes[to].name}`, pointer.DOM);
});
for (const leaving of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(leaving, () => { $("tip").hidden = true; });

// Tools, language, colours.
function zoom(factor) {
  state.touched = true;
  network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 200 } });
}
$("zoomIn").addEventListener("click", () => zoom(1.3));
$("zoomOut").addEventListener("click", () => zoom(1 / 1.3));
$("fit").addEventListener("click", () => fit());
$("move").addEventListener("click", () => setMoving(!state.moving));
for (const name of ["graph", "table", "articles"]) $(`${name}View`).addEventListener("click", () => view(name));
$("language").addEventListener("click", () => {
  state.lang = state.lang === "zh" ? "en" : "zh";
  speak();
  render();
});

/** An event's label in the language of the interface; all others keep theirs. */
function relabel() {
  nodes.update(data.network.nodes.filter(({ id }) => data.nodes[id].kind === "event").map(({ id, label }) => {
    const node = data.nodes[id];
    const trigger = label.slice(label.indexOf("\n") + 1);
    return { id, label: state.lang === "zh" || typeName(node) === node.name ? label : `${typeName(node)}\n${trigger}` };
  }));
}

/** Puts all words of the interface in the chosen language. */
function speak() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.label)));
  document.querySelectorAll("[data-hint]").forEach((element) => { element.placeholder = word(element.dataset.hint); });
  const title = data.title || word("title");
  document.title = document.querySelector("h1").textContent = title;
  $("counts").textContent = word("counts", articleNodes.length, data.nodes.length - articleNodes.length - events.length, events.length);
  if (state.lang !== state.spoken) relabel();
  state.spoken = state.lang;
  drawFilters();
  drawTime();
  refilter();
  setMoving(Boolean(state.moving));
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  network.setOptions(palette());
  for (const { number } of data.edges) styled.add(number);
  mark(null);
  nodes.update(data.network.nodes.map(({ id, group }) => ({ id, group, font: { color: colours(group)[2] } })));
  drawFilters();
  render();
});
$("filters").open = !narrow.matches;
addEventListener("hashchange", () => location.hash.slice(1) !== state.written && route());
state.spoken = "zh";
speak();
fit(false);
route();
document.documentElement.dataset.ready = "true";
