// Lines to correct what the page shows: for a lexicon or a decisions file, ready to be copied.

/** A TOML string: JSON's, whose escapes TOML knows, and DEL written out. */
const quoted = (text) => JSON.stringify(text).replaceAll("\x7f", "\\u007f");

/** Puts text on the clipboard; where the browser keeps its clipboard to itself, through a selection. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function copyable(title, text) {
  const button = h("button", { type: "button" }, word("copy"));
  button.addEventListener("click", async () => {
    await copyText(text);
    button.textContent = word("copied");
  });
  return h("div", { className: "copyable" }, h("p", {}, title, button), h("pre", { tabIndex: 0 }, text));
}

/** A lexicon entry for a name. */
function lexiconEntry(node, label) {
  const lines = ["[[names]]", `name = ${quoted(node.name)}`, `label = ${quoted(label)}`];
  const others = node.aliases || [];
  if (others.length && label !== "none") lines.push(`aliases = [${others.map(quoted).join(", ")}]`);
  if (node.code && label !== "none") lines.push(`code = ${quoted(node.code)}`);
  return `${lines.join("\n")}\n`;
}

const keyKind = (node) => node.key.split(":")[0];

/** What can be said of a node: of an entity what it is or that it is none; that it and a pinned one are the same or two. */
function corrections(node) {
  const pinned = [...filters.pinned].map((id) => byId.get(id)).filter((other) => other !== node && other?.key && keyKind(other) === keyKind(node));
  return h("details", { className: "correct" }, h("summary", {}, word("correct")),
    node.kind === "entity" ? [copyable(word("isName"), lexiconEntry(node, node.type)), copyable(word("isNoName"), lexiconEntry(node, "none"))] : null,
    pinned.map((other) => copyable(word("sameOrDifferent", other.name), `[${quoted(node.key)}, ${quoted(other.key)}],\n`)),
    pinned.length ? null : h("p", { className: "hint" }, word("pinHint")));
}
