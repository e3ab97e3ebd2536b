// The editor's desk with scripts: the same forms sent without leaving the page, the keyboard, selected text, autosave.
"use strict";

const desk = document.querySelector("[data-desk]");
const words = JSON.parse(desk.dataset.words);
const part = (name) => document.getElementById(`desk-${name}`);
const text = part("text");
const list = part("list");
const state = desk.querySelector(".state");
const picked = desk.querySelector(".picked");
const help = document.querySelector("dialog.help");
const PAUSE = 900; // milliseconds without typing after which a form is saved
let here = "";
let waiting = 0;
let queue = Promise.resolve();

const tell = (kind, said) => {
  state.className = `state ${kind}`;
  state.textContent = said || words[kind];
};
const row = (number) => document.getElementById(`i${number}`);
const panel = () => list.querySelector(".panel");

const go = (number) => {
  for (const old of desk.querySelectorAll(".here")) old.classList.remove("here");
  here = String(number || "");
  const marks = text.querySelectorAll(`mark[data-items~="${here}"]`);
  for (const mark of marks) mark.classList.add("here");
  if (marks.length) {
    const top = marks[0].offsetTop;
    if (top < text.scrollTop || top + 60 > text.scrollTop + text.clientHeight) text.scrollTop = top - text.clientHeight / 3;
  }
  picked.querySelector("b").textContent = here;
  picked.querySelector("[data-pick=set]").hidden = !row(here);
  if (!row(here)) return;
  row(here).classList.add("here");
  if (!row(here).contains(document.activeElement)) row(here).focus({ preventScroll: true });
  const isTall = row(here).offsetHeight > innerHeight / 2;
  row(here).scrollIntoView({ block: isTall ? "start" : "nearest", behavior: "instant" });
};

// What a save changes around a form in which somebody may be typing on.
const renew = (fresh, sent) => {
  const own = row(fresh.dataset.item);
  own.className = `${fresh.className} here`;
  own.dataset.version = fresh.dataset.version;
  own.querySelector(".brief").replaceWith(fresh.querySelector(".brief"));
  for (const seen of own.querySelectorAll("input[name=seen]")) seen.value = fresh.dataset.version;
  const form = own.querySelector("form.correct");
  for (const field of fresh.querySelector("form.correct").elements) {
    const old = field.name && form.elements[field.name];
    if (!old || old === document.activeElement || field.type === "checkbox") continue;
    if (sent.get(field.name) === old.value) old.value = field.value;
  }
  const subs = fresh.querySelectorAll(".sub");
  own.querySelectorAll(".sub").forEach((old, place) => {
    if (!old.contains(document.activeElement)) old.replaceWith(subs[place]);
  });
};

const show = (told, kept) => {
  const fresh = document.createElement("template");
  fresh.innerHTML = told.parts.list;
  const changed = fresh.content.getElementById(`i${told.focus}`);
  if (kept && told.state === "refused") {
    tell("refused", changed?.querySelector(".why")?.textContent || told.said);
    return;
  }
  part("progress").innerHTML = told.parts.progress;
  text.innerHTML = told.parts.text;
  if (kept && told.state === "saved" && changed && row(told.focus)?.contains(panel())) renew(changed, kept);
  else list.replaceChildren(fresh.content);
  tell(told.state, told.said);
  go(told.focus || here);
  list.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
};

const post = async (action, body, keeps) => {
  const sent = body();
  tell("saving");
  try {
    const answer = await fetch(action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (isOurs) show(await answer.json(), keeps && sent);
    else tell("refused");
  } catch {
    tell("offline");
  }
};
const send = (action, body, keeps = false) => {
  queue = queue.then(() => post(action, body, keeps));
  return queue;
};

const save = () => {
  clearTimeout(waiting);
  waiting = 0;
  const form = list.querySelector("form.correct");
  return form ? send(form.action, () => new FormData(form), true) : queue;
};
const settle = () => (waiting ? save() : queue);
const close = async () => {
  await settle();
  panel()?.remove();
  for (const opened of list.querySelectorAll(".opened")) opened.classList.remove("opened");
};
const address = (number, more = "") => `${desk.dataset.desk}?${desk.dataset.query}item=${number}${more}`;
const open = async (number, more = "") => {
  await settle();
  const answer = await fetch(`${address(number, more)}&part=panel`);
  if (!answer.ok || !row(number)) return location.assign(address(number));
  await close();
  row(number).classList.add("opened");
  row(number).insertAdjacentHTML("beforeend", await answer.text());
  history.replaceState(null, "", `${address(number)}#i${number}`);
  go(number);
};
const openAt = async (places) => {
  if (!here) return;
  if (!row(here).contains(panel())) await open(here);
  const place = places.map((each) => panel()?.querySelector(each)).find(Boolean);
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
};

// Selected text: its words, its clause and where it begins, counted in characters of the plan.
const offset = (paragraph, node, at) => {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  const piece = before.cloneContents();
  for (const label of piece.querySelectorAll(".k")) label.remove();
  return Number(paragraph.dataset.at) + [...piece.textContent].length;
};
const selected = () => {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return null;
  const holder = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-clause]");
  const paragraph = holder(range.startContainer);
  if (!paragraph || holder(range.endContainer) !== paragraph) return null;
  const piece = range.cloneContents();
  for (const label of piece.querySelectorAll(".k")) label.remove();
  const said = piece.textContent.trim();
  return said && { said, clause: paragraph.dataset.clause, start: offset(paragraph, range.startContainer, range.startOffset) };
};
const fill = (form, choice) => {
  form.elements.clause.value = choice.clause;
  form.elements.words.value = choice.said;
  form.elements.near.value = choice.start;
};
const pick = {
  set: async () => {
    const choice = selected();
    if (!choice || !row(here)) return;
    if (!row(here).contains(panel())) await open(here);
    fill(list.querySelector("form.correct"), choice);
    getSelection().removeAllRanges();
    await save();
  },
  add: () => {
    const choice = selected();
    const adding = desk.querySelector(".adding");
    adding.open = true;
    if (choice) fill(adding.querySelector("form"), choice);
    adding.querySelector("select").focus();
    adding.scrollIntoView({ block: "nearest" });
  },
};
document.addEventListener("selectionchange", () => {
  const choice = selected();
  picked.hidden = !choice;
  if (choice) picked.querySelector("q").textContent = choice.said;
});
for (const button of picked.querySelectorAll("[data-pick]")) {
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => pick[button.dataset.pick]());
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "quick" && !desk.contains(form)) return;
  if (form.classList.contains("find")) {
    event.preventDefault();
    open(here, `&find=${encodeURIComponent(form.elements.find.value)}`).then(() => panel()?.querySelector("[type=search]").focus());
    return;
  }
  if (form.method !== "post") return;
  event.preventDefault();
  if (form.dataset.autosave !== undefined) {
    save();
    return;
  }
  const body = new FormData(form, event.submitter);
  const own = (event.submitter || form).closest(".row")?.dataset.item;
  const key = event.submitter?.dataset.key;
  const isAdding = Boolean(form.closest(".adding"));
  settle().then(() => { // what was typed is saved first, and the step then rests on what became of it
    const button = (key && own && row(own)?.querySelector(`[data-key="${key}"]`)) || event.submitter;
    const action = button?.getAttribute("formaction") || form.getAttribute("action");
    if (body.has("seen") && row(own)) body.set("seen", row(own).dataset.version);
    return send(panel() && !action.includes("item=") ? `${action}&item=${here}` : action, () => body);
  }).then(() => {
    if (!isAdding || !state.classList.contains("saved")) return;
    form.reset();
    form.closest("details").open = false;
  });
});
list.addEventListener("input", (event) => {
  if (!event.target.closest("form.correct")) return;
  tell("typing");
  clearTimeout(waiting);
  waiting = setTimeout(save, event.target.matches("select, [type=checkbox]") ? 0 : PAUSE);
});
window.addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
const filters = desk.querySelector(".items .filters");
filters.addEventListener("change", () => filters.requestSubmit());
filters.querySelector("button").hidden = true;

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-item], a[data-key=e], a[data-open]");
  const mark = event.target.closest("mark[data-items]");
  if (link && (desk.contains(link) || part("progress").contains(link))) {
    event.preventDefault();
    const number = link.dataset.item || link.dataset.open || link.closest(".row").dataset.item;
    if (link.dataset.key === "e" && row(number).contains(panel())) close();
    else if (link.dataset.item) row(number) ? go(number) : location.assign(link.href);
    else open(number);
  } else if (mark && getSelection().isCollapsed) {
    const number = mark.dataset.items.split(" ").at(-1);
    if (row(number)) go(number);
  }
});
list.addEventListener("focusin", (event) => {
  const own = event.target.closest(".row");
  if (own && own.dataset.item !== here) go(own.dataset.item);
});

const step = (by) => {
  const rows = [...list.querySelectorAll(".row")];
  const next = rows[Math.max(0, rows.indexOf(row(here)) + by)];
  if (next) go(next.dataset.item);
};
const press = (key) => row(here)?.querySelector(`[data-key="${key}"]`)?.click();
const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("a"),
  r: () => press("r"),
  m: () => press("m"),
  e: () => openAt(["#of-words"]),
  s: () => openAt([".snip", "#of-begins"]),
  l: () => openAt([".sub button", "#of-find"]),
  n: () => {
    const rows = [...list.querySelectorAll(".row")];
    const at = rows.indexOf(row(here)) + 1;
    const next = [...rows.slice(at), ...rows.slice(0, at)].find((each) => each.classList.contains("open"));
    if (next) go(next.dataset.item);
  },
  u: () => desk.querySelector("[data-key=u]").click(),
  U: () => desk.querySelector("[data-key=U]").click(),
  t: () => pick.set(),
  "+": () => pick.add(),
  "?": () => help.showModal(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.key === "Escape" && panel()) {
    const number = here;
    close().then(() => row(number)?.focus());
    return;
  }
  if (event.target.closest("input, textarea, select") || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
const helper = desk.querySelector("[data-help]");
helper.hidden = false;
helper.addEventListener("click", () => help.showModal());

go(panel()?.dataset.panel || location.hash.slice(2));
