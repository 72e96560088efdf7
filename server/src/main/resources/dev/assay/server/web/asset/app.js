// What pages do beyond what they do without scripts. No eval, no inline anything.
import { listen } from "./live.js";
import "./review.js";

const root = document.documentElement;

// Times are told where the reader is, unless they or the address say otherwise.
function chooseZone() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const chosen = /(?:^|; )assay_zone=/.test(document.cookie) || new URL(location).searchParams.has("zone");
  if (chosen || !here || here === root.dataset.zone) return;
  keepZone(here);
  if (/(?:^|; )assay_zone=/.test(document.cookie)) location.reload();
}

function keepZone(zone) {
  document.cookie = `assay_zone=${encodeURIComponent(zone)}; path=/ui; max-age=31536000; samesite=lax`;
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-zone]")) keepZone(field.value);
  if (field.matches("[data-submits]")) field.form.requestSubmit();
});

// Addresses say what was chosen, and nothing of what was not.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  const data = event.formData;
  const standard = { compare: "none", last: "24h" };
  for (const [name, value] of [...data.entries()]) {
    if (value === "" || standard[name] === value) data.delete(name);
  }
  if (data.has("last")) {
    data.delete("from");
    data.delete("to");
  }
  const cookie = /(?:^|; )assay_zone=([^;]*)/.exec(document.cookie);
  if (cookie && decodeURIComponent(cookie[1]) === data.get("zone")) data.delete("zone");
});

// A time brushed on any chart becomes the page's.
document.addEventListener("brush", (event) => {
  const url = new URL(location);
  url.searchParams.delete("last");
  url.searchParams.delete("cursor");
  url.searchParams.set("from", new Date(event.detail.from).toISOString());
  url.searchParams.set("to", new Date(event.detail.to).toISOString());
  location.assign(url);
});

// A page is shown first: what draws panels and charts is loaded after its first frame, and where there are any.
const panels = () => import("./panel.js");

function afterFrame(work) {
  if (document.hidden) work();
  else requestAnimationFrame(() => setTimeout(work));
}

document.addEventListener("htmx:afterSwap", (event) => {
  const part = event.detail.target;
  if (part.querySelector("[data-chart], [data-png], [data-panel]")) panels().then((loaded) => loaded.prepare(part));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.more[open]").forEach((open) => {
    open.open = false;
    open.querySelector("summary").focus();
  });
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.more[open]").forEach((open) => {
    if (!open.contains(event.target)) open.open = false;
  });
});

chooseZone();
afterFrame(() => {
  if (document.querySelector("[data-panel], [data-chart]")) panels().then((loaded) => loaded.prepare(document));
  listen();
});
