// What a reader sets is remembered on this device: the size of the text, and 长者模式. Pages are whole
// without it; the buttons for it are shown only where it runs.
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
  for (const key of ["size", "elder"]) {
    const value = recall(key);
    if (value) root.dataset[key] = value;
  }
  function show() {
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
      if ("print" in button.dataset) print();
    });
    show();
  });
})();
