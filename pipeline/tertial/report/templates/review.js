"use strict";
(() => {
  const on = document.getElementById("keys");
  if (!on) return;
  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  const field = (one) => one.matches("input:not([type=checkbox]), select, textarea");
  addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key === "Escape" && at && field(at)) { at.blur(); return; }
    if (event.key === "Enter" && at && at.closest("fieldset") && at.matches("select, input")) {
      event.preventDefault();
      const after = [...at.closest("fieldset").querySelectorAll("button")];
      after.find((one) => at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING).click();
      return;
    }
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || (at && field(at))) return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (!field(wanted)) { wanted.click(); return; }
    const marked = getSelection().toString().replace(/\s+/g, " ").trim();
    if (marked && "selected" in wanted.dataset) wanted.value = marked;
    wanted.focus();
  });
})();
