// Theme, search, filter of the catalogue. No network, no library.
(() => {
  const root = document.body.dataset.root;

  // Theme.
  const dark = () =>
    (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.querySelector(".theme")?.addEventListener("click", () => {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Then it holds for this page.
    }
  });

  // A link to an example opens it.
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", open);
  open();

  // Search.
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let loading = null;
  const entries = () =>
    (loading ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${root}assets/search.js`;
      script.onload = () => resolve(window.searchEntries ?? []);
      script.onerror = () => resolve([]);
      document.head.append(script);
    }));
  const plain = (text) => text.toLowerCase().replace(/[\s_-]/g, "");
  const score = (entry, words) => {
    const title = plain(entry.title);
    const text = plain(entry.text);
    let sum = 0;
    for (const word of words) {
      const last = title.slice(title.lastIndexOf(".") + 1);
      if (title === word) sum += 100;
      else if (title.startsWith(word)) sum += 60;
      else if (last.startsWith(word)) sum += 40;
      else if (title.includes(word)) sum += 25;
      else if (text.includes(word)) sum += 8;
      else return 0;
    }
    return sum + { command: 12, code: 10, webhook: 9, guide: 8, contradiction: 2 }[entry.kind] || sum;
  };
  let active = -1;
  const mark = (index) => {
    const items = [...list.children];
    active = items.length ? (index + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const show = (found, words) => {
    list.replaceChildren(
      ...found.map((entry, at) => {
        const item = document.createElement("li");
        item.id = `found-${at}`;
        item.setAttribute("role", "option");
        const link = document.createElement("a");
        link.href = root + entry.url;
        link.tabIndex = -1;
        const title = document.createElement("b");
        title.textContent = entry.title;
        const kind = document.createElement("i");
        kind.textContent = entry.kind;
        const text = document.createElement("span");
        text.textContent = entry.text;
        link.append(title, kind, text);
        item.append(link);
        return item;
      }),
    );
    if (words.length && !found.length) {
      const item = document.createElement("li");
      item.className = "nothing";
      item.textContent = "Nothing found.";
      list.append(item);
    }
    list.hidden = !words.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
    if (found.length) mark(0);
  };
  const search = async () => {
    const asked = input.value;
    const words = asked.split(/\s+/).map(plain).filter(Boolean);
    const all = words.length ? await entries() : [];
    if (input.value !== asked) return;
    const found = all
      .map((entry) => [score(entry, words), entry])
      .filter(([points]) => points > 0)
      .sort(([a], [b]) => b - a)
      .slice(0, 12)
      .map(([, entry]) => entry);
    show(found, words);
  };
  if (input) {
    input.addEventListener("focus", () => void entries(), { once: true });
    input.addEventListener("input", () => void search());
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.children[Math.max(active, 0)]?.querySelector("a")?.click();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Escape") {
        input.value = "";
        show([], []);
        input.blur();
      }
    });
    document.addEventListener("click", (event) => {
      if (!input.form.contains(event.target)) show([], []);
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("a")) show([], []);
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  // Filter of the catalogue.
  const filter = document.getElementById("filter");
  filter?.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const family of document.querySelectorAll(".family")) {
      let some = false;
      for (const row of family.querySelectorAll("tbody tr")) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) {
          some = true;
          count += 1;
        }
      }
      family.hidden = !some;
    }
    filter.parentElement.querySelector("output").textContent = words.length ? `${count} codes` : "";
  });
})();
