// Better with scripts, whole without: regions without a round trip, faults brought into view, no form sent twice.
"use strict";

for (const group of document.querySelectorAll("[data-regions]")) {
  const address = group.dataset.regions.replace("000000", "");
  const names = ["province", "city", "county"];
  const box = group.querySelector(".selects");
  const button = group.querySelector("[data-without-script]");
  const first = group.querySelector("select");
  const empty = first.options[0].text;
  const labels = JSON.parse(box.dataset.labels || "[]");
  const list = (place) => group.querySelector(`select[id$="_${names[place]}"]`);
  const drop = (from) => {
    for (let place = from; place < names.length; place += 1) list(place)?.parentElement.remove();
  };
  const offer = async (place, code) => {
    drop(place);
    if (!code || place >= names.length) return;
    const answer = await fetch(address + code, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const found = await answer.json();
    if (!found.length) return;
    const holder = document.createElement("div");
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.className = "form-select";
    select.id = first.id.replace(/province$/, names[place]);
    select.name = first.name.replace(/province$/, names[place]);
    label.className = "unseen";
    label.htmlFor = select.id;
    label.textContent = labels[place] || "";
    select.append(new Option(empty, ""), ...found.map(([value, text]) => new Option(text, value)));
    holder.append(label, select);
    box.insertBefore(holder, button);
    select.addEventListener("change", () => offer(place + 1, select.value));
  };
  button.hidden = true;
  names.forEach((_, place) => list(place)?.addEventListener("change", (event) => offer(place + 1, event.target.value)));
}

document.getElementById("faults")?.focus();

// A second click on a button that has sent its form already does nothing.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}

// Files that are too large together are turned away before anything typed is sent with them.
for (const field of document.querySelectorAll("input[type=file][data-limit]")) {
  field.addEventListener("change", () => {
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    field.setCustomValidity(size > Number(field.dataset.limit) ? field.dataset.tooLarge : "");
    if (field.reportValidity()) return;
    field.value = "";
    field.setCustomValidity("");
  });
}

// What takes a while says so.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const said = Object.assign(document.createElement("p"), { textContent: form.dataset.busy, role: "status" });
    form.append(said);
  });
}

// What if: every change is reckoned at once by the server, as the button does without scripts.
for (const form of document.querySelectorAll("form[data-what-if]")) {
  const page = form.getAttribute("action").split("#")[0];
  const boxes = (from) => [...from.querySelectorAll("form[data-what-if] input[name=do]")];
  let asked = 0;
  form.addEventListener("change", async () => {
    const mine = (asked += 1);
    const address = `${page}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
    const answer = await fetch(address);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || mine !== asked) return;
    for (const id of ["then", "now-then"]) {
      document.getElementById(id).replaceChildren(...found.getElementById(id).childNodes);
    }
    const after = boxes(found);
    boxes(document).forEach((box, place) => box.nextElementSibling.replaceWith(after[place].nextElementSibling));
    history.replaceState(null, "", address);
  });
}

// Leaving a page with unsaved answers asks first.
const filled = document.querySelector("form[data-guard]");
if (filled) {
  let changed = false;
  filled.addEventListener("input", () => { changed = true; });
  filled.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
