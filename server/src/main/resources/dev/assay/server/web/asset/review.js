// One interaction after the other, by single keys. They can be switched off, and never work inside a field.
const STORED = "assay-review-keys";

function on() {
  return localStorage.getItem(STORED) !== "off";
}

function typing(element) {
  return element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=range])");
}

function target(key) {
  return [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
}

document.addEventListener("keydown", (event) => {
  const inside = event.target;
  if (!document.querySelector("[data-keys]") && !target("u")) return;
  if (event.key === "Escape" && typing(inside)) {
    inside.blur();
    return;
  }
  if (!on() || event.ctrlKey || event.metaKey || event.altKey || typing(inside)) return;
  const found = target(event.key);
  if (!found) return;
  event.preventDefault();
  if (found.matches("textarea, select")) found.focus();
  else found.click();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-on]")) localStorage.setItem(STORED, event.target.checked ? "on" : "off");
});
document.querySelectorAll("[data-keys-on]").forEach((each) => (each.checked = on()));

// A range says what it stands at.
document.addEventListener("input", (event) => {
  const shown = event.target.dataset && event.target.dataset.shows;
  if (shown) document.getElementById(shown).textContent = Number(event.target.value).toPrecision(4);
});

// An answer is sent once, however often the key is pressed.
document.addEventListener("submit", (event) => {
  if (!event.target.matches(".review-answer-form")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
