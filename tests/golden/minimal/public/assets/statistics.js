// Tables of statistics are sorted by the column whose name is pressed: numbers from the largest, then from the smallest. They are
// whole without it.
(() => {
  const number = (text) => Number.parseFloat(text.replace(/^\+/, ""));
  const sort = (button) => {
    const head = button.parentElement;
    const body = head.closest("table").tBodies[0];
    const isNumber = head.classList.contains("right");
    // Numbers from the largest, names from the first; pressed again, the other way.
    const [first, second] = isNumber ? ["descending", "ascending"] : ["ascending", "descending"];
    const way = head.getAttribute("aria-sort") === first ? second : first;
    const text = (row) => row.cells[head.cellIndex].textContent;
    const compare = (one, other) => {
      const [a, b] = [text(one), text(other)];
      // What is empty comes last, whichever way.
      if (!a || !b) return !a - !b;
      const order = isNumber ? number(a) - number(b) : a.localeCompare(b, document.documentElement.lang);
      return way === "ascending" ? order : -order;
    };
    body.append(...[...body.rows].sort(compare));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
  };
  for (const head of document.querySelectorAll(".sortable thead th")) {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    button.type = "button";
    button.addEventListener("click", () => sort(button));
    head.append(button);
  }
})();
