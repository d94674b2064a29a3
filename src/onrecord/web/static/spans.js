// The ends of what a statement is made of, to be dragged in the text or moved by keys.
"use strict";

const WORD = /[\p{L}\p{N}]+(?:['’‐-][\p{L}\p{N}]+)*/gu;
const SPACED = /\S+/gu;
const SIDES = ["Beginning", "End"];

function codePoints(text) {
  return [...text].length;
}

// a paragraph as letters, each with the names of its marks but for those that are edited
function drawnParagraph(p, edited) {
  const letters = [...p.childNodes].flatMap((node) => {
    const names = [...node.classList ?? []].filter((name) => !edited.includes(name));
    return [...node.textContent].map((letter) => ({ letter, names }));
  });
  return { start: Number(p.dataset.start), letters };
}

// where words begin, and where they end; with the marks of punctuation at them, and without
function edgesOf(paragraphs) {
  const edges = [new Set(), new Set()];
  for (const { start, letters } of paragraphs) {
    const text = letters.map((one) => one.letter).join("");
    for (const pattern of [WORD, SPACED]) {
      for (const match of text.matchAll(pattern)) {
        const at = start + codePoints(text.slice(0, match.index));
        edges[0].add(at);
        edges[1].add(at + codePoints(match[0]));
      }
    }
  }
  return edges;
}

function wordsOf(paragraphs, spans) {
  return spans.map(([from, to]) => paragraphs
    .map(({ start, letters }) => letters.slice(Math.max(from - start, 0), Math.max(to - start, 0)).map((one) => one.letter).join(""))
    .filter((text) => text).join("\n")).join(" ... ");
}

function placeAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
  const p = node?.parentElement?.closest("p[data-start]");
  if (!p || node.nodeType !== Node.TEXT_NODE) return null;
  const before = document.createRange();
  before.setStart(p, 0);
  before.setEnd(node, offset);
  return Number(p.dataset.start) + codePoints(before.toString());
}

function editSpans() {
  const words = document.querySelector("[data-review] .reading");
  const forms = all("form[data-spans]");
  if (!words || !forms.length || words.querySelector(".handle")) return;
  const parts = forms.map((form) => {
    const role = form.dataset.spans;
    const given = form.elements.spans.value || words.dataset[role];
    return { role, form, spans: given.split(" ").filter((one) => one).map((one) => one.split("-").map(Number)) };
  });
  const paragraphs = all("p[data-start]", words).map((p) => drawnParagraph(p, parts.map((part) => part.role)));
  const edges = edgesOf(paragraphs);
  const handles = [];

  const draw = () => words.replaceChildren(...paragraphs.map(({ start, letters }) => {
    const p = document.createElement("p");
    p.dataset.start = start;
    let last = null;
    for (let at = 0; at <= letters.length; at++) {
      const place = start + at;
      const here = handles.filter((handle) => handle.place() === place);
      if (here.length) {
        p.append(...here.map((handle) => handle.joint));
        last = null;
      }
      if (at === letters.length) break;
      const edited = parts.filter((part) => part.spans.some(([from, to]) => place >= from && place < to));
      const names = [...edited.map((part) => part.role), ...letters[at].names].join(" ");
      if (last?.className !== names) {
        last = document.createElement(names ? "mark" : "span");
        last.className = names;
        p.append(last);
      }
      last.append(letters[at].letter);
    }
    p.normalize();
    return p;
  }));

  // an end of a fragment stays within it and its neighbours
  const handleOf = (part, fragment, side) => {
    const { spans, form, role } = part;
    for (const span of spans) edges[side].add(span[side]);
    const place = () => spans[fragment][side];
    const free = () => {
      const from = side === 0 ? spans[fragment - 1]?.[1] ?? -1 : spans[fragment][0];
      const to = side === 0 ? spans[fragment][1] : spans[fragment + 1]?.[0] ?? Infinity;
      return [...edges[side]].filter((edge) => edge > from && edge < to).sort((a, b) => a - b);
    };
    const move = (to) => {
      if (to === undefined || to === place()) return;
      spans[fragment][side] = to;
      form.elements.spans.value = spans.map((span) => span.join("-")).join(" ");
      form.elements.value.value = wordsOf(paragraphs, spans);
      draw();
      button.focus();
    };
    const button = document.createElement("button");
    button.type = "button";
    button.className = `handle of-${role}`;
    button.dataset.end = side;
    const which = spans.length > 1 ? `, fragment ${fragment + 1} of ${spans.length}` : "";
    button.setAttribute("aria-label", `${SIDES[side]} of the ${role}${which}; arrow keys move it`);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      move(event.key === "ArrowLeft" ? free().findLast((edge) => edge < place()) : free().find((edge) => edge > place()));
    });
    button.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const dragged = (to) => {
        const at = placeAt(to.clientX, to.clientY);
        if (at === null) return;
        move(free().reduce((best, edge) => Math.abs(edge - at) < Math.abs(best - at) ? edge : best, place()));
      };
      words.classList.add("dragging");
      const stop = () => {
        words.classList.remove("dragging");
        document.removeEventListener("pointermove", dragged);
        for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, stop);
      };
      document.addEventListener("pointermove", dragged);
      for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, stop);
    });
    const joint = document.createElement("span");
    joint.className = "joint";
    joint.append(button);
    return { place, joint };
  };

  for (const side of [1, 0]) { // where one ends and another begins, the end stands first
    for (const part of parts) {
      part.spans.forEach((_, fragment) => handles.push(handleOf(part, fragment, side)));
    }
  }
  for (const { form } of parts) form.elements.value.addEventListener("input", () => { form.elements.spans.value = ""; });
  document.querySelector("[data-hint]").hidden = false;
  draw();
}

editSpans();
document.addEventListener("htmx:after:swap", editSpans);
