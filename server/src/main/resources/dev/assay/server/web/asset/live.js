// What happens on the server, told by it: pages that end now are kept up to date.
const PAUSE = 10_000;

export function listen() {
  const watched = document.querySelector("[data-live], [data-await]");
  if (!watched || !("EventSource" in window)) return;
  const source = new EventSource("/ui/events");
  let told = 0;
  let waiting = null;
  const say = (on) =>
    document.querySelectorAll("[data-live]").forEach((each) => (each.dataset.state = on ? "on" : "off"));
  source.onopen = () => say(true);
  source.onerror = () => say(false);
  source.addEventListener("counts", (event) => {
    if (document.querySelector("[data-await]")) {
      if (JSON.parse(event.data).interactions > 0) location.reload();
      return;
    }
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      told = Date.now();
      refresh("[data-panel] .panel-body, [data-refresh~=counts]");
    }, Math.max(0, told + PAUSE - Date.now()));
  });
  source.addEventListener("alert", () => refresh("[data-refresh~=alert]"));
  source.addEventListener("case", () => refresh("[data-refresh~=case]"));
  addEventListener("pagehide", () => source.close());
}

// Nothing is taken from under a pointer or the focus.
function refresh(selector) {
  if (document.hidden) return;
  document.querySelectorAll(selector).forEach((each) => {
    const used = each.matches(":hover") || each.contains(document.activeElement);
    if (!used && !each.querySelector("[data-chart-again]")) htmx.trigger(each, "refresh");
  });
}
