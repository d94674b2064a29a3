// The reader's choices of light or dark, and of keys, before anything is drawn.
"use strict";
{
  const chosen = document.documentElement.dataset;
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") chosen.theme = kept;
  chosen.keys = localStorage.getItem("keys") === "off" ? "off" : "on";
}
