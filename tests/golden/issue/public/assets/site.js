// What a reader sets is remembered on this device: the size of the text, light or dark, and 长者模式. Pages are whole
// without it; the buttons for it, and for printing and citing, are shown only where it runs.
(() => {
  const root = document.documentElement;
  // From disk, or in a private window, there may be nothing to remember it in.
  const recall = (key) => {
    try {
      return localStorage.getItem(`kuaixun-${key}`);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem(`kuaixun-${key}`, value);
      else localStorage.removeItem(`kuaixun-${key}`);
    } catch {}
  };
  // At once, before anything is drawn: nothing moves afterwards.
  root.dataset.scripts = "";
  for (const key of ["size", "elder", "scheme"]) {
    const value = recall(key);
    if (value) root.dataset[key] = value;
  }
  const SCHEMES = ["", "light", "dark"];
  function show() {
    for (const button of document.querySelectorAll("[data-scheme-of]")) {
      button.textContent = button.dataset.schemeOf.split(" ")[Math.max(0, SCHEMES.indexOf(root.dataset.scheme ?? ""))];
    }
    for (const button of document.querySelectorAll("button[data-set]")) {
      const [key, value] = button.dataset.set.split(":");
      button.setAttribute("aria-pressed", String((root.dataset[key] ?? "") === value));
    }
  }
  function set(key, value) {
    if (value) root.dataset[key] = value;
    else delete root.dataset[key];
    remember(key, value);
    show();
  }
  // The clipboard is for secure pages; from disk and on an intranet the old way has to do.
  function copy(button) {
    const text = button.parentElement.querySelector("[data-citation]");
    getSelection().selectAllChildren(text);
    const isCopied = document.execCommand("copy");
    if (isCopied) button.textContent = button.dataset.copy;
  }
  addEventListener("DOMContentLoaded", () => {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.set) {
        const [key, value] = button.dataset.set.split(":");
        // 长者模式 is switched off by the same button.
        const isOn = key === "elder" && root.dataset.elder === value;
        set(key, isOn ? "" : value);
      }
      // Automatic, light, dark, and automatic again.
      if (button.dataset.schemeOf) {
        set("scheme", SCHEMES[(SCHEMES.indexOf(root.dataset.scheme ?? "") + 1) % SCHEMES.length]);
      }
      if ("print" in button.dataset) print();
      if ("copy" in button.dataset) copy(button);
    });
    document.addEventListener("keydown", (event) => {
      const field = document.querySelector("[type=search]");
      const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !field?.offsetParent) return;
      event.preventDefault();
      field.focus();
    });
    // In the outline of a long text: the heading that is on the screen, or was last.
    const entries = [...document.querySelectorAll(".long .outline a")];
    const mark = () => {
      const isAbove = (entry) => document.getElementById(decodeURIComponent(entry.hash.slice(1)))?.getBoundingClientRect().top < 120;
      const here = entries.findLast(isAbove);
      for (const entry of entries) entry.toggleAttribute("aria-current", entry === here);
      const outline = here?.closest(".outline");
      if (outline) outline.scrollTop = here.offsetTop - outline.clientHeight / 2;
    };
    if (entries.length) addEventListener("scroll", mark, { passive: true });
    // The menu of a phone is one line; what is current is on it.
    const menu = document.querySelector(".site-head nav > ul");
    const current = menu?.querySelector("[aria-current]");
    if (current) menu.scrollLeft = current.offsetLeft - menu.offsetLeft - 16;
    // A citation says on which day the page was looked at (GB/T 7714).
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    const today = day.map((part) => String(part).padStart(2, "0")).join("-");
    for (const place of document.querySelectorAll("[data-today]")) place.textContent = `[${today}]`;
    show();
  });
})();
