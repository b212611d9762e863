"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll("tr[data-boards]")];
  const full = new Map([...document.querySelectorAll("details.matter")].map((one) => [one.dataset.matter, one]));
  const flags = [...document.querySelectorAll("table.flags tbody tr")];
  const places = [...document.querySelectorAll("section.place")];
  const words = new Map();
  const has = (list, value) => !value || list.split("|").includes(value);
  const text = (row) => {
    const id = row.dataset.matter;
    if (!words.has(id)) words.set(id, full.get(id).textContent.toLowerCase());
    return words.get(id);
  };
  const filter = () => {
    const asked = Object.fromEntries(new FormData(form));
    const sought = asked.text.trim().toLowerCase();
    const seen = new Set();
    let count = 0;
    for (const row of rows) {
      const data = row.dataset;
      const fits = has(data.boards, asked.board) && has(data.years, asked.year) && has(data.statuses, asked.status)
        && has(data.codes, asked.code) && (!asked.place || data.matter.startsWith(asked.place + "m"))
        && (!sought || text(row).includes(sought));
      row.hidden = !fits;
      full.get(data.matter).hidden = !fits;
      if (fits) { count += 1; seen.add(data.matter); }
    }
    const any = Boolean(sought || asked.board || asked.year || asked.status);
    for (const row of flags) {
      const here = !asked.place || row.closest("section").id === asked.place;
      row.hidden = !here || (asked.code && row.dataset.code !== asked.code)
        || (row.dataset.matter ? !seen.has(row.dataset.matter) : any);
    }
    for (const place of places) place.hidden = Boolean(asked.place) && place.id !== asked.place;
    shown.textContent = String(count);
  };
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const matter = target && target.closest("details.matter");
    if (!matter) return;
    matter.open = true;
    target.focus({ preventScroll: true });
    matter.scrollIntoView();
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", open);
  for (const row of rows) {
    row.addEventListener("click", (event) => {
      if (!event.target.closest("td") || String(getSelection())) return;
      const same = location.hash === "#" + row.dataset.matter;
      location.hash = row.dataset.matter;
      if (same) open();
    });
  }
  filter();
  open();
})();
