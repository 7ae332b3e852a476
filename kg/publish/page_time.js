// The timeline: how many events stand where in time, and two handles that leave those between them.

const DAY = 86400000;
const moment = (text) => Date.parse(text.length > 10 ? `${text}Z` : `${text}T00:00Z`);
const spans = new Map(); // event's number -> first and last moment; the article's date where the event has none
for (const event of events) {
  const begin = moment(event.begin || articleNodes[event.article].published || "");
  const until = event.until ? moment(event.until) : begin;
  if (begin <= until) spans.set(event.number, [begin, until]);
}
const earliest = Math.min(...[...spans.values()].map(([begin]) => begin));
const latest = Math.max(...[...spans.values()].map(([, until]) => until)) + DAY;
const atBin = (bin) => earliest + ((latest - earliest) * bin) / BINS;
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

/** Whether an event stands between the handles; one without a date does while they are at the ends. */
function inTime(number) {
  if (!state.time) return true;
  const span = spans.get(number);
  return span !== undefined && span[0] < state.time[1] && span[1] >= state.time[0];
}

function drawTime() {
  $("time").hidden = spans.size < 2 || latest - earliest < 2 * DAY;
  if ($("time").hidden) return;
  const counts = Array.from({ length: BINS }, (_, bin) => [...spans.values()].filter(([begin]) => begin >= atBin(bin) && begin < atBin(bin + 1)).length);
  const most = Math.max(...counts);
  $("bars").replaceChildren(...counts.map((number) => {
    const bar = h("i", {});
    bar.style.height = number ? `${20 + 80 * Math.sqrt(number / most)}%` : "0";
    return bar;
  }));
  moveHandles();
}

/** Reads the handles, which may not pass each other, and says what they leave. */
function moveHandles() {
  const [from, to] = [Number($("from").value), Number($("to").value)];
  Object.assign(filters, { from, to });
  state.time = from > 0 || to < BINS ? [atBin(from), atBin(to)] : null;
  const ends = [dayOf(atBin(from)), dayOf(atBin(to) - 1)];
  $("span").textContent = `${word("timeline")} ${ends.join(" – ")}`;
  $("from").setAttribute("aria-valuetext", ends[0]);
  $("to").setAttribute("aria-valuetext", ends[1]);
  [...$("bars").children].forEach((bar, bin) => { bar.className = bin >= from && bin < to ? "" : "out"; });
}

/** Puts the handles where the filters say. */
function setHandles() {
  for (const id of ["from", "to"]) $(id).value = filters[id];
  if (spans.size) moveHandles();
}

for (const id of ["from", "to"]) {
  $(id).addEventListener("input", () => {
    if (id === "from") $("from").value = Math.min(Number($("from").value), Number($("to").value) - 1);
    else $("to").value = Math.max(Number($("to").value), Number($("from").value) + 1);
    moveHandles();
    changed();
  });
  $(id).addEventListener("change", store);
}
