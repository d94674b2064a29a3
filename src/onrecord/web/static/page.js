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

// dragging the ends of the content
function codePoints(text) {
  return [...text].length;
}

function lettersOf(p) {
  return [...p.childNodes].flatMap((node) => {
    const names = node.nodeType === Node.ELEMENT_NODE ? [...node.classList].filter((name) => name === "source" || name === "cue") : [];
    return [...node.textContent].map((letter) => ({ letter, names }));
  });
}

function editSpans() {
  const words = document.querySelector("[data-review] .reading");
  const form = document.querySelector("form[data-spans]");
  if (!words || !form || words.querySelector(".handle")) return;
  const spans = words.dataset.content.trim().split(" ").map((span) => span.split("-").map(Number));
  const paragraphs = all("p[data-start]", words).map((p) => [Number(p.dataset.start), lettersOf(p)]);
  const span = [spans[0][0], spans.at(-1)[1]];
  if (spans.length !== 1) return; // fragments are set by their words
  form.querySelector("[data-hint]").hidden = false;

  const draw = (focused) => {
    words.replaceChildren(...paragraphs.map(([start, letters]) => {
      const p = document.createElement("p");
      p.dataset.start = start;
      let last = null;
      for (let at = 0; at <= letters.length; at++) {
        const place = start + at;
        const which = span.indexOf(place);
        if (which >= 0) {
          p.append(handle(which));
          last = null;
        }
        if (at === letters.length) break;
        const inside = place >= span[0] && place < span[1];
        const names = [...letters[at].names, ...(inside ? ["content"] : [])].join(" ");
        if (last?.className !== names) {
          last = document.createElement("mark");
          last.className = names;
          p.append(last);
        }
        last.append(letters[at].letter);
      }
      p.normalize();
      return p;
    }));
    form.elements.value.value = paragraphs
      .map(([start, letters]) => letters.slice(Math.max(span[0] - start, 0), Math.max(span[1] - start, 0)).map((one) => one.letter).join(""))
      .filter((text) => text).join("\n");
    if (focused !== undefined) words.querySelector(`.handle[data-end="${focused}"]`)?.focus();
  };

  const move = (which, place) => {
    const other = span[1 - which];
    if (which === 0 ? place >= other : place <= other) return;
    span[which] = place;
    form.elements.spans.value = `${span[0]}-${span[1]}`;
    draw(which);
  };

  const handle = (which) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "handle";
    button.dataset.end = which;
    button.setAttribute("aria-label", which === 0 ? "Beginning of the content; arrow keys move it" : "End of the content; arrow keys move it");
    button.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(which, nextWord(span[which] + step, step, which));
    });
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const dragged = (at) => {
        const place = placeAt(at.clientX, at.clientY);
        if (place !== null) move(which, nextWord(place, which === 0 ? -1 : 1, which));
      };
      const stop = () => {
        document.removeEventListener("pointermove", dragged);
        document.removeEventListener("pointerup", stop);
      };
      document.addEventListener("pointermove", dragged);
      document.addEventListener("pointerup", stop);
    });
    return button;
  };

  // the next place from this one at which a word begins, or ends
  const nextWord = (place, step, which) => {
    const [start, letters] = paragraphs.find(([a, l]) => place >= a && place <= a + l.length);
    const isWord = (at) => /[\p{L}\p{N}]/u.test(letters[at]?.letter ?? "");
    const isEdge = (at) => (which === 0 ? !isWord(at - 1) && isWord(at) : isWord(at - 1) && !isWord(at));
    let at = place - start;
    while (at > 0 && at < letters.length && !isEdge(at)) at += step;
    return start + Math.min(Math.max(at, 0), letters.length);
  };

  const placeAt = (x, y) => {
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    const p = node?.parentElement?.closest("p[data-start]");
    if (!p || node.nodeType !== Node.TEXT_NODE) return null;
    const before = document.createRange();
    before.setStart(p, 0);
    before.setEnd(node, offset);
    return Number(p.dataset.start) + codePoints(before.toString());
  };

  form.elements.value.addEventListener("input", () => { form.elements.spans.value = ""; });
  draw();
}

function begin() {
  showTheme();
  for (const button of all("[data-copy]")) button.hidden = !navigator.clipboard;
  editSpans();
}
begin();

// what was swapped in place may have taken the focus away with it
document.addEventListener("htmx:after:swap", () => {
  begin();
  if (document.activeElement.matches("body, main")) document.querySelector("[data-arrived]")?.focus({ preventScroll: true });
});
