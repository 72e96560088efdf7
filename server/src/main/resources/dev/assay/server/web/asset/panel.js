// Panels: asked for, drawn, and shown in their other forms.
import { draw, redraw } from "./chart.js";
import { save } from "./png.js";

// Those that are seen first are asked for first; all at once would keep each other waiting.
const AT_ONCE = 3;

export function prepare(part) {
  draw(part);
  part.querySelectorAll("[data-png]").forEach((button) => (button.hidden = false));
  ask(part);
}

function ask(part) {
  const waiting = [...part.querySelectorAll("[data-panel] > [hx-trigger^=show]")];
  const next = () => {
    const body = waiting.shift();
    if (!body) return;
    body.addEventListener("htmx:afterRequest", next, { once: true });
    htmx.trigger(body, "show");
  };
  for (let i = 0; i < AT_ONCE; i += 1) next();
}

// A panel's other forms are shown in its place.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-table], a[data-chart-again]");
  const body = link && link.closest(".panel-body");
  if (body && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    htmx.ajax("GET", link.getAttribute("href"), { target: body, swap: "innerHTML" }).then(() => {
      const next = body.querySelector("[data-table], [data-chart-again]");
      if (next) next.focus();
    });
    return;
  }
  const button = event.target.closest("[data-png]");
  if (button) save(button.closest(".panel"), button.dataset.png);
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());
