// The events as a table: what the filters leave, sorted by any column, and as CSV.

const ROWS = 300; // rows shown before the rest is asked for
const fillersOf = (event, role) => [
  ...outgoing[event.number].filter((edge) => edge.type === role).map((edge) => data.nodes[edge.to].name),
  ...(event.things || []).filter((thing) => thing.role === role).map((thing) => thing.name),
].join("、");
const amountText = ({ value, unit, item, modifier, text }) => [text || `${value}${modifier || ""}${unit || ""}`, item].filter(Boolean).join(" ");
const amountsOf = (node) => (node.quantities || []).map(amountText).join("、");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const COLUMNS = [
  { name: () => linkName("time"), value: whenOf, key: (event) => event.begin || "9" },
  { name: () => word("type"), value: typeName },
  { name: () => word("trigger"), value: (event) => event.name },
  { name: () => linkName("agent"), value: (event) => fillersOf(event, "agent") },
  { name: () => linkName("patient"), value: (event) => fillersOf(event, "patient") },
  { name: () => linkName("place"), value: (event) => fillersOf(event, "place") },
  { name: () => linkName("name"), value: (event) => fillersOf(event, "name") },
  { name: () => linkName("quantity"), value: amountsOf },
  { name: () => word("sentence"), value: (event) => data.articles[event.article].cut(event.proof[0][3], event.proof[0][4]) },
  { name: () => word("article"), value: (event) => articleNodes[event.article].name },
];
const sorting = { column: 0, down: false };

/** The events that pass the filters, in the order of the chosen column. */
function listedEvents() {
  const { key, value } = COLUMNS[sorting.column];
  const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin").compare;
  const rows = shownNodes.get().map(({ id }) => data.nodes[id]).filter((node) => node.kind === "event").sort(byTime);
  const keys = new Map(rows.map((event) => [event, (key || value)(event)]));
  rows.sort((a, b) => order(keys.get(a), keys.get(b)));
  return sorting.down ? rows.reverse() : rows;
}

function tableRow(event) {
  const cells = COLUMNS.map(({ value }, at) => h("td", {}, at === 1 ? h("a", { className: "node", href: `#node=${event.id}` }, glyph("event", groupOf(event)), h("span", {}, value(event))) : value(event)));
  const row = h("tr", { className: event.number === state.selected ? "selected" : "" }, cells);
  row.addEventListener("click", () => String(getSelection()) || go(`node=${event.id}`)); // text may be selected to copy it
  return row;
}

function drawTable() {
  if ($("table").hidden) return;
  const rows = listedEvents();
  const heads = COLUMNS.map(({ name }, at) => {
    const button = h("button", { type: "button", className: "plain" }, capital(name()));
    button.addEventListener("click", () => {
      sorting.down = sorting.column === at && !sorting.down;
      sorting.column = at;
      drawTable();
      $("table").querySelectorAll("th button")[at].focus();
    });
    return h("th", { scope: "col", "aria-sort": sorting.column !== at ? "none" : sorting.down ? "descending" : "ascending" }, button);
  });
  const body = h("tbody", {}, rows.slice(0, ROWS).map(tableRow));
  const copy = h("button", { type: "button" }, word("saveTable"));
  copy.addEventListener("click", () => saveFile(new Blob(["\ufeff", csv(rows)], { type: "text/csv" }), "events.csv"));
  const more = h("button", { type: "button", hidden: rows.length <= ROWS }, word("more", rows.length - ROWS));
  more.addEventListener("click", () => {
    body.append(...rows.slice(ROWS).map(tableRow));
    more.remove();
  });
  $("table").replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, heads)), body), h("p", { className: "below" }, more, copy));
}

/** Comma-separated values; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csv(rows) {
  const cell = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  return [COLUMNS.map(({ name }) => capital(name())), ...rows.map((event) => COLUMNS.map(({ value }) => value(event)))]
    .map((cells) => cells.map(cell).join(",")).join("\r\n");
}

/** Shows the picture or the table. */
function view(name) {
  $("table").hidden = name !== "table";
  $("stage").className = name; // the picture keeps its size below the table
  for (const button of ["graph", "table"]) $(`${button}View`).setAttribute("aria-pressed", String(button === name));
  drawTable();
}
