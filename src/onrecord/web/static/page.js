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

// words of several statements are marked as those of the innermost one that is shown
function showActs() {
  const off = new Set(all("[data-act]").filter((box) => !box.checked).map((box) => box.dataset.act));
  const rows = all(".margin [data-of]");
  const groups = new Set(rows.map((row) => row.dataset.group).filter((group) => group));
  const shown = new Map();
  for (const row of rows) {
    const acts = row.dataset.acts.split(" ").filter((act) => act);
    const isOff = acts.length > 0 && acts.every((act) => off.has(act));
    row.classList.toggle("off", isOff);
    if (!isOff) shown.set(row.dataset.of, row.dataset.group);
  }
  for (const mark of all(".reader mark[data-of]")) {
    const innermost = mark.dataset.of.split(" ").find((id) => shown.has(id));
    mark.classList.toggle("off", innermost === undefined);
    if (!mark.matches(".content")) continue;
    for (const group of groups) mark.classList.toggle(group, group === shown.get(innermost));
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-act]")) showActs();
});
addEventListener("pageshow", showActs); // a browser that goes back sets the boxes as they were

// the list beside an article begins at the statement that its address leads to
function showRow() {
  const row = location.hash.startsWith("#s-")
    && document.querySelector(`.margin [data-of="${CSS.escape(location.hash.slice(3))}"]`);
  if (!row) return;
  const margin = row.closest(".margin");
  margin.scrollTop += row.getBoundingClientRect().top - margin.getBoundingClientRect().top;
}
addEventListener("hashchange", showRow);
addEventListener("pageshow", showRow);

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

// keys of the review, which can be turned off: who speaks to a machine, or slips, presses some unawares
const keysAreOn = () => document.documentElement.dataset.keys === "on";

function showKeys() {
  for (const box of all("[data-switch] input")) box.checked = keysAreOn();
  for (const one of all("[data-key]")) {
    if (keysAreOn()) one.setAttribute("aria-keyshortcuts", one.dataset.key);
    else one.removeAttribute("aria-keyshortcuts");
  }
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-switch] input")) return;
  document.documentElement.dataset.keys = event.target.checked ? "on" : "off";
  localStorage.setItem("keys", document.documentElement.dataset.keys);
  showKeys();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-review]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.repeat || !keysAreOn()) return; // held down, a key would judge what nobody has seen
  const chosen = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!chosen) return;
  event.preventDefault();
  if (chosen.matches("input, select")) chosen.focus();
  else chosen.click();
});

// what is typed or dragged in one form of the review and not set yet stays when another is sent
let unset = null;

const fieldsOf = (form) => [...form.elements].filter((field) => ["value", "spans", "condition", "consequence"].includes(field.name));

function isChanged(field) {
  if (field.type === "hidden") return field.value !== "";
  if (field.matches("select")) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-review]")) return;
  unset = all(".corrections form")
    .filter((form) => form !== event.target && (form.querySelector(".problem") || fieldsOf(form).some(isChanged)))
    .map((form) => ({
      action: form.action,
      which: form.elements.which.value,
      fields: fieldsOf(form).map(({ name, value }) => ({ name, value })),
    }));
}, true);

function keepUnset() {
  for (const { action, which, fields } of unset ?? []) {
    const form = all(".corrections form").find((one) => one.action === action && one.elements.which.value === which);
    if (form) for (const { name, value } of fields) form.elements[name].value = value;
  }
  unset = null;
}

function begin() {
  showTheme();
  showKeys();
  for (const button of all("[data-copy]")) button.hidden = !navigator.clipboard;
  const failed = document.querySelector(".problem[data-here]");
  if (!failed) return;
  const { here } = failed.dataset;
  delete failed.dataset.here; // what was told is not told again
  history.replaceState(history.state, "", here); // a form's address leads nowhere
  failed.focus();
}
begin();

// what was swapped in place may have taken the focus away with it
document.addEventListener("htmx:after:swap", () => {
  keepUnset();
  begin();
  if (document.activeElement.matches("body, main")) document.querySelector("[data-arrived]")?.focus({ preventScroll: true });
});
