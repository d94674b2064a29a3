// What moves on the pages; all of it can be read without.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// light and dark
function theme() {
  return document.documentElement.dataset.theme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function showTheme() {
  const dark = theme() === "dark";
  for (const button of all("button.theme")) {
    button.hidden = false;
    button.textContent = dark ? "Light" : "Dark";
  }
  for (const image of all("img[data-themed]")) {
    const address = new URL(image.src, location.href);
    if ((address.searchParams.get("theme") ?? "light") !== theme()) {
      address.searchParams.set("theme", theme());
      image.src = address.href;
    }
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("button.theme")) return;
  const chosen = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  localStorage.setItem("theme", chosen);
  showTheme();
});

// the system may turn dark, or light, while a page is open; while it is printed nothing changes
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (!matchMedia("print").matches) showTheme();
});

// the reader: a statement's parts light up together, the legend takes acts away
function light(ids, on) {
  for (const id of ids) {
    for (const part of all(`[data-of~="${CSS.escape(id)}"]`)) part.classList.toggle("lit", on);
  }
}

for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => {
    const part = event.target.closest?.("[data-of]");
    if (part) light(part.dataset.of.split(" ").slice(0, 1), on);
  });
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-act]")) return;
  const off = new Set(all("[data-act]").filter((box) => !box.checked).map((box) => `a-${box.dataset.act}`));
  for (const part of all(".reader [data-of]")) {
    const acts = [...part.classList].filter((name) => name.startsWith("a-"));
    part.classList.toggle("off", acts.length > 0 && acts.every((name) => off.has(name)));
  }
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".reader mark[data-of]");
  const chosen = mark && document.querySelector(`.margin [data-of="${CSS.escape(mark.dataset.of.split(" ")[0])}"] a`);
  if (chosen && getSelection().isCollapsed) chosen.focus();
});

// addresses hold what was asked for, not the fields that were left empty
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

// copying
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = "Copied";
});

// keys of the review
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-review]")) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const chosen = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!chosen) return;
  event.preventDefault();
  if (chosen.matches("input, select")) chosen.focus();
  else chosen.click();
});

function begin() {
  showTheme();
  for (const button of all("[data-copy]")) button.hidden = !navigator.clipboard;
  const failed = document.querySelector(".problem[data-here]");
  if (!failed) return;
  history.replaceState(history.state, "", failed.dataset.here); // a form's address leads nowhere
  failed.focus();
}
begin();

// what was swapped in place may have taken the focus away with it
document.addEventListener("htmx:after:swap", () => {
  begin();
  if (document.activeElement.matches("body, main")) document.querySelector("[data-arrived]")?.focus({ preventScroll: true });
});
