// Tables of statistics are sorted by the column whose name is pressed: numbers from the largest, then from the smallest. They are
// whole without it.
(() => {
  const number = (text) => Number.parseFloat(text.replace(/^\+/, ""));
  const sort = (button) => {
    const head = button.parentElement;
    const body = head.closest("table").tBodies[0];
    const isUp = head.getAttribute("aria-sort") === "descending";
    const text = (row) => row.cells[head.cellIndex].textContent;
    const compare = (one, other) => {
      const [a, b] = [text(one), text(other)];
      // What is empty comes last, whichever way.
      if (!a || !b) return !a - !b;
      const order = head.classList.contains("right") ? number(b) - number(a) : b.localeCompare(a, document.documentElement.lang);
      return isUp ? -order : order;
    };
    body.append(...[...body.rows].sort(compare));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
  };
  for (const head of document.querySelectorAll(".sortable thead th")) {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    button.type = "button";
    button.addEventListener("click", () => sort(button));
    head.append(button);
  }
})();
