"use strict";
// The data, the interface's language, and small helpers to make elements. Text only ever becomes text nodes.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const state = { lang: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en" };

/** An element with properties (aria-* and data-* as attributes) and children (elements or text). */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (/^(aria-|data-|role$)/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A word of the interface, each {} filled in turn. */
function word(key, ...values) {
  return data.words[key][state.lang].replace(/\{\}/g, () => String(values.shift()));
}

const { types, families, roles, relations, entities, statuses } = data.vocabulary;
const typeLabels = new Map(Object.values(types).flatMap(Object.entries));
const labelOf = (labels, key) => (labels ? labels[state.lang] : key);
const typeName = (node) =>
  node.kind === "event" ? labelOf(typeLabels.get(node.type), node.type)
    : node.kind === "article" ? word("article") : labelOf(entities[node.type], node.type);
const familyName = (key) => (Object.hasOwn(families, key) ? labelOf(families[key], key) : word("other"));
const linkName = (key) => labelOf(Object.hasOwn(roles, key) ? roles[key] : Object.hasOwn(relations, key) ? relations[key] : null, key);
const statusName = (key) => (Object.hasOwn(statuses, key) ? labelOf(statuses[key], key) : key);

/** What filters and the legend call a node: article, event, or the entity's type. */
const kindOf = (node) => (node.kind === "entity" ? node.type : node.kind);
const kindName = (kind) => (Object.hasOwn(entities, kind) ? labelOf(entities[kind], kind) : data.words[kind] ? word(kind) : kind);
const nodeName = (node) => (node.kind === "event" && typeName(node) !== node.name ? `${typeName(node)} · ${node.name}` : node.name);

// Offsets count characters, JavaScript counts UTF-16 units: a text with astral characters is cut as an array.
for (const article of data.articles) {
  const astral = /[\ud800-\udfff]/.test(article.text);
  const characters = astral ? Array.from(article.text) : article.text;
  article.length = characters.length;
  article.cut = (start, end) => (astral ? characters.slice(start, end).join("") : characters.slice(start, end));
}

/** Hands a blob to the user as a file. */
function saveFile(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {
  square: "M3 3H13V13H3Z", dot: "M8 2.5A5.5 5.5 0 1 1 7.99 2.5Z", triangle: "M8 2.5L14 13H2Z",
  triangleDown: "M8 13.5L14 3H2Z", hexagon: "M4.9 2.6H11.1L14.2 8L11.1 13.4H4.9L1.8 8Z", diamond: "M8 1.5L14.5 8L8 14.5L1.5 8Z",
  star: "M8 1.5L9.9 6.1L14.8 6.4L11 9.5L12.2 14.3L8 11.7L3.8 14.3L5 9.5L1.2 6.4L6.1 6.1Z",
  custom: "M3.5 1.5H9.8L12.5 4.2V14.5H3.5Z", article: "M1 3.5H15V12.5H1Z", event: "M4.5 4H11.5A4 4 0 0 1 11.5 12H4.5A4 4 0 0 1 4.5 4Z",
};

/** The small picture of a kind, in its colour. */
function glyph(kind, group = kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[kind] || OUTLINES[data.shapes[kind]] || OUTLINES.dot);
  const [fill, stroke] = colours(group);
  path.style.fill = fill;
  path.style.stroke = stroke;
  svg.append(path);
  return svg;
}

/** Fill, border and text of a group of nodes, as page.css says for light or dark. */
function colours(group) {
  const style = getComputedStyle(document.documentElement);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const known = /^[A-Za-z_]+$/.test(group) ? group : "other";
  const fill = read(`--${known}`, read("--other"));
  return [fill, read(`--${known}-line`, fill), read(`--${known}-text`, read("--text"))];
}

/** What the node is about, in the graph's own terms: its edges, by direction. */
const outgoing = data.nodes.map(() => []);
const incoming = data.nodes.map(() => []);
data.edges.forEach((edge, number) => {
  Object.assign(edge, { number, from: data.network.edges[number].from, to: data.network.edges[number].to, kind: data.network.edges[number].kind });
  outgoing[edge.from].push(edge);
  incoming[edge.to].push(edge);
});
data.nodes.forEach((node, number) => { node.number = number; });
const byId = new Map(data.nodes.map((node) => [node.id, node]));
const events = data.nodes.filter((node) => node.kind === "event");
const articleNodes = [];
for (const node of data.nodes) if (node.kind === "article") articleNodes[node.article] = node;

/** Pinyin initials of a name: each character is compared with the first one of every initial in the collation. */
const BOUNDS = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫匝"];
const INITIALS = "abcdefghjklmnopqrstwxyz";
const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
function initials(text) {
  return [...text].map((character) => {
    if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase();
    let found = "";
    for (let i = 0; i < BOUNDS.length && collator.compare(BOUNDS[i], character) <= 0; i++) found = INITIALS[i];
    return found;
  }).join("");
}
