// Keeps a previewed page up to date. `kuaixun serve` adds it to its answers; it is never published.
(() => {
  const { page, seen, turn, process } = document.currentScript.dataset;
  const address = `/.kuaixun/events?${new URLSearchParams({ page, seen, turn, process })}`;
  let source = null;

  // In a sandboxed frame there is no place to remember anything in.
  const recall = (key) => {
    try {
      return sessionStorage.getItem(`kuaixun-${key}`);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      if (value) sessionStorage.setItem(`kuaixun-${key}`, value);
      else sessionStorage.removeItem(`kuaixun-${key}`);
    } catch {}
  };

  // A page that loads itself again stays where it was.
  const place = recall(`scroll:${page}`);
  if (place) {
    remember(`scroll:${page}`, null);
    const [x, y] = JSON.parse(place);
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  function reload() {
    remember(`scroll:${page}`, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  // Styles and pictures are fetched anew in their place.
  function refresh(assets) {
    const versions = new Map(assets.map((asset) => [`/${asset.path}`, asset.version]));
    const fresh = (address) => {
      const url = new URL(address, location.href);
      const version = url.origin === location.origin && versions.get(url.pathname);
      if (!version || url.searchParams.get("v") === version) return null;
      url.searchParams.set("v", version);
      return url.href;
    };
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      const href = fresh(link.href);
      if (!href) continue;
      // The old style goes when the new one is there: nothing flashes.
      const next = link.cloneNode();
      next.href = href;
      next.addEventListener("load", () => link.remove(), { once: true });
      link.after(next);
    }
    for (const image of document.querySelectorAll("img")) {
      const src = fresh(image.src);
      const set = image.srcset.split(", ").map((part) => part.split(" "));
      if (set.some(([address]) => address && fresh(address))) {
        image.srcset = set.map(([address, width]) => `${fresh(address) ?? address} ${width}`).join(", ");
      }
      if (src) image.src = src;
    }
    for (const script of document.querySelectorAll("script[src]")) {
      if (fresh(script.src)) return reload();
    }
  }

  // What is wrong is shown over the page, and goes by itself. Everything is set as text.
  let host = null;
  // Once folded, the list stays so until there is nothing in it.
  let isFolded = recall("folded") === "yes";
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function finding(item) {
    const entry = element("li", item.severity);
    const title = element("p", "message", `${item.severity === "error" ? "错误" : "警告"}：${item.message}`);
    title.append(element("span", "code", item.code));
    entry.append(title);
    for (const at of item.places) {
      const where = at.line ? `${at.file}:${at.line}:${at.column}` : at.file;
      entry.append(element("p", "where", at.note ? `${where} ${at.note}` : where));
      if (at.line) {
        const line = element("pre");
        line.append(at.before, element("mark", "", at.marked), at.after);
        entry.append(line);
      }
    }
    if (item.help) entry.append(element("p", "help", `改法：${item.help}`));
    return entry;
  }

  function show({ findings, is_last_good: isLastGood }) {
    if (host) host.remove();
    host = null;
    if (findings.length === 0) {
      isFolded = false;
      remember("folded", null);
      return;
    }
    const errors = findings.filter((item) => item.severity === "error").length;
    const warnings = findings.length - errors;
    host = element("div");
    host.id = "kuaixun-live";
    const root = host.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/.kuaixun/live.css";
    const panel = element("section", "panel");
    panel.setAttribute("role", errors ? "alert" : "status");
    const counts = [errors && `${errors} 个错误`, warnings && `${warnings} 个警告`].filter(Boolean);
    const button = element("button");
    button.type = "button";
    const words = !errors ? "" : isLastGood ? "网页还是出错以前的样子，改好后这里会自动消失" : "改好后这里会自动消失";
    const list = element("ol");
    list.append(...findings.map(finding));
    const fold = (folded) => {
      list.hidden = folded;
      button.textContent = `${counts.join("，")}${folded ? " ▴" : " ▾"}`;
      button.setAttribute("aria-expanded", String(!folded));
      panel.classList.toggle("folded", folded);
      panel.classList.toggle("has-errors", errors > 0);
    };
    button.addEventListener("click", () => {
      isFolded = !list.hidden;
      remember("folded", isFolded ? "yes" : null);
      fold(isFolded);
    });
    const head = element("p", "head");
    head.append(button, element("span", "words", words));
    panel.append(head, list);
    // Warnings do not stand in the way of reading.
    fold(errors === 0 || isFolded);
    root.append(style, panel);
    document.documentElement.append(host);
  }

  // A browser has few connections for one server: pages in the background give theirs back.
  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("reload", reload);
    source.addEventListener("assets", (event) => refresh(JSON.parse(event.data)));
    source.addEventListener("findings", (event) => show(JSON.parse(event.data)));
  }
  function disconnect() {
    if (source) source.close();
    source = null;
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
