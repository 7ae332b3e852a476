// Filters: boxes hide what is unticked, lists leave what belongs to one article, type, organisation or place.

function count(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) || 0) + 1);
  return counts;
}

/** What belongs to an organisation or a place: its units, what lies in it, by the graph and by the codes of places. */
function within(root) {
  const members = new Set([root.number]);
  for (const number of members) for (const edge of incoming[number]) if (edge.type === "partOf" || edge.type === "locatedIn") members.add(edge.from);
  const stem = /^\d{6}$/.test(root.code || "") ? root.code.replace(/(00)+$/, "") : "";
  if (stem && stem !== root.code) for (const node of data.nodes) if (node.type !== "ORG" && node.code?.startsWith(stem)) members.add(node.number);
  return members;
}

/** Nodes with the events they take part in, all who take part in these, and the articles that tell them. */
function around(members) {
  const told = new Set();
  for (const number of members) {
    if (data.nodes[number].kind === "event") told.add(number);
    else for (const edge of incoming[number]) if (edge.kind === "role") told.add(edge.from);
  }
  const all = new Set([...members, ...told]);
  for (const number of told) for (const edge of outgoing[number]) if (edge.kind === "role" || edge.kind === "source") all.add(edge.to);
  return all;
}

/** Works out what the lists leave, once for each choice. */
function narrowDown() {
  const asked = JSON.stringify([filters.type, filters.org, filters.place]);
  if (asked === state.narrowed) return;
  state.narrowed = asked;
  const roots = [filters.org, filters.place].map((id) => byId.get(id)).filter(Boolean);
  state.within = roots.map((root) => around(within(root)));
  if (filters.type) state.within.push(around(new Set(events.filter((node) => node.type === filters.type).map((node) => node.number))));
}

/** Whether a node passes all filters. */
function passes(node) {
  if (filters.kinds.has(kindOf(node))) return false;
  const only = byId.get(filters.only);
  if (only && !articlesOf[node.number].has(only.article)) return false;
  if (state.within?.some((all) => !all.has(node.number))) return false;
  if (node.kind !== "event") return true;
  if (filters.type && node.type !== filters.type) return false;
  return !filters.families.has(node.family || "") && !filters.statuses.has(node.status) && node.confidence * 100 >= filters.confidence && inTime(node.number);
}

function boxes(place, counts, hidden, name, picture) {
  place.replaceChildren(...[...counts].map(([key, number]) => {
    const box = h("input", { type: "checkbox", checked: !hidden.has(key), value: key });
    box.addEventListener("change", () => {
      hidden[box.checked ? "delete" : "add"](key);
      changed();
      store();
    });
    return h("label", { className: "check" }, box, picture(key), h("span", {}, name(key)), h("span", { className: "number" }, String(number)));
  }));
}

const LISTED = 400; // names in a list at most: those with most to tell
const degree = ({ number }) => incoming[number].length + outgoing[number].length;

/** The entities of some types as options, in the order of pinyin, with the one that is chosen. */
function entityOptions(wanted, chosen) {
  const found = data.nodes.filter((node) => wanted.includes(node.type)).sort((a, b) => degree(b) - degree(a)).slice(0, LISTED);
  const node = byId.get(chosen);
  if (node && !found.includes(node)) found.push(node);
  return found.sort((a, b) => collator.compare(a.name, b.name)).map(({ id, name }) => h("option", { value: id }, name));
}

function typeOptions() {
  const present = count(events.map((node) => node.type));
  return Object.entries(types).map(([family, labels]) => [family, Object.keys(labels).filter((type) => present.has(type))])
    .filter(([, names]) => names.length)
    .map(([family, names]) => h("optgroup", { label: familyName(family) }, names.map((type) => h("option", { value: type }, `${labelOf(typeLabels.get(type), type)} (${present.get(type)})`))));
}

const LISTS_OF = {
  type: typeOptions,
  org: () => entityOptions(["ORG"], filters.org),
  place: () => entityOptions(["GPE", "LOC", "FAC"], filters.place),
  only: () => articleNodes.map((node) => h("option", { value: node.id }, node.name)),
};

const inOrder = (keys, counts) => new Map([...new Set([...keys, ...counts.keys()])].filter((key) => counts.has(key)).map((key) => [key, counts.get(key)]));
function drawFilters() {
  $("lines").replaceChildren(...["role", "relation", "source"].map((kind) => h("p", { className: "check" }, h("i", { className: `line ${kind}` }), h("span", {}, word(`${kind}Line`)))));
  boxes($("kinds"), inOrder(Object.keys(data.shapes), count(data.nodes.map(kindOf))), filters.kinds, kindName, (kind) => glyph(kind));
  boxes($("families"), inOrder(Object.keys(families), count(events.map((node) => node.family || ""))), filters.families, familyName, (key) => glyph("event", key));
  boxes($("statuses"), inOrder(Object.keys(statuses), count(events.map((node) => node.status))), filters.statuses, statusName, () => null);
  $("statusSet").hidden = new Set(events.map((node) => node.status)).size < 2;
  for (const [name, options] of Object.entries(LISTS_OF)) {
    $(name).replaceChildren(h("option", { value: "" }, word("all")), ...options());
    $(name).value = filters[name];
  }
  $("confidence").value = filters.confidence;
  $("least").textContent = percent(filters.confidence / 100);
  $("mentionLines").checked = filters.mentions;
  $("unhide").hidden = !filters.hidden.size;
  $("unhide").textContent = word("unhide", filters.hidden.size);
}

/** Applies a changed filter; what was shown in spite of the filters goes. */
function changed() {
  revealed.clear();
  refilter();
}

/** Leaves what belongs to one article, type, organisation or place. */
function choose(name, value) {
  filters[name] = value;
  changed();
  store();
  drawFilters();
  if (look.node) render();
  fit();
}

for (const name of Object.keys(LISTS_OF)) $(name).addEventListener("change", () => choose(name, $(name).value));
$("confidence").addEventListener("input", () => {
  filters.confidence = Number($("confidence").value);
  $("least").textContent = percent(filters.confidence / 100);
  changed();
});
$("confidence").addEventListener("change", store);
$("mentionLines").addEventListener("change", () => {
  filters.mentions = $("mentionLines").checked;
  changed();
  store();
});
$("unhide").addEventListener("click", () => {
  filters.hidden.clear();
  store();
  drawFilters();
  render();
});
$("reset").addEventListener("click", () => {
  const { view: kept } = look;
  clearState();
  look.view = kept;
  state.from = null;
  revealed.clear();
  store();
  drawFilters();
  setHandles();
  render();
  fit();
});
