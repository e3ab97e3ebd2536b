// For reviewers with scripts: the questions one by one from the keyboard, and the count of what is to be sent back.
"use strict";

const isTyping = (place) => Boolean(place.closest("input, textarea, select, [contenteditable]"));
const answers = [...document.querySelectorAll(".answer")];
let here = -1;

const go = (place) => {
  if (!answers[place]) return;
  answers[here]?.classList.remove("here");
  here = place;
  answers[here].classList.add("here");
  answers[here].focus({ preventScroll: true });
  answers[here].scrollIntoView({ block: "start", behavior: "instant" });
};

const ask = () => {
  const box = answers[here]?.querySelector(".ask input[type=checkbox]");
  if (!box) return;
  box.checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const reason = answers[here].querySelector(".ask textarea");
  reason.focus({ preventScroll: true });
  reason.scrollIntoView({ block: "center", behavior: "instant" });
};

const keys = {
  j: () => go(here + 1),
  k: () => go(here - 1),
  r: ask,
  "/": () => document.querySelector("input[type=search]")?.focus(),
  ArrowLeft: () => document.querySelector("a[rel=prev]")?.click(),
  ArrowRight: () => document.querySelector("a[rel=next]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
for (const help of document.querySelectorAll(".keys")) help.hidden = false;
for (const [place, answer] of answers.entries()) answer.addEventListener("focusin", () => { here = place; });

const standing = document.querySelector("[data-counts]");
if (standing) {
  const count = () => {
    const ticked = document.querySelectorAll(".ask input[type=checkbox]:checked").length;
    standing.textContent = standing.dataset.counts.replace("0", ticked);
  };
  document.addEventListener("input", count);
  count();
}

// On a narrow screen the list comes before its filters, unless some are chosen.
const finder = document.querySelector(".finder:not([data-chosen])");
if (finder && matchMedia("(max-width: 46rem)").matches) finder.open = false;
