// The preview round the pages: the list of tasks, the bar, the faults; follows changes.
"use strict";

const OURS = /^\/(site|own)\//;
const VIEWS = {
  lesson: (task) => `/site/lessons/${task}/index.html`,
  guide: (task) => `/site/teacher/${task}/index.html`,
  chart: (task) => `/site/teacher/${task}/chart.html`,
  board: (task) => `/site/teacher/${task}/board.html`,
  handout: (task) => `/site/teacher/${task}/handout.html`,
  cards: (task) => `/site/teacher/${task}/cards.html`,
  key: (task) => `/site/teacher/${task}/key.html`,
  cases: (task) => `/own/${task}/cases.html`,
  try: (task) => `/own/${task}/try.html`,
};

(() => {
  const element = (id) => document.getElementById(id);
  const [home, picked, views, list, rows, summary, frames, faults, trouble, show, hide, link] =
    ["home", "task", "views", "list", "rows", "summary", "frames", "faults", "trouble", "show", "hide", "link"].map(element);
  const keepers = ["first", "second"].map((id) => keeper(element(id), follow));
  const stamps = new Map(); // of each frame, what its page was made from
  let state = { site: { stamp: "", errors: 0 }, tasks: new Map() }; // the tasks by name
  let paths = []; // the pages in the frames; none is the list
  let shown = ""; // which faults are shown
  let events = null;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  // The task that a page is about.
  function taskOf(path) {
    const [, , tree, name, more] = path.split("/");
    if (path.startsWith("/own/")) return find(tree);
    return more === undefined || (tree === "teacher" && name === "class") ? null : find(name);
  }

  const find = (name) => state.tasks.get(decoded(name)) ?? null;
  const task = () => (paths.length ? taskOf(paths[0]) : null);
  const stampOf = (path) => taskOf(path)?.stamp ?? state.site.stamp;
  function viewOf(path) {
    const [bare, name] = [decoded(path), taskOf(path)?.name];
    return Object.keys(VIEWS).find((view) => bare === VIEWS[view](name)) ?? "";
  }

  // The address names the pages in the frames: the second one behind a question mark.
  function fromAddress() {
    const first = location.pathname.slice("/view".length);
    const second = location.search.slice(1);
    paths = OURS.test(first) ? [first + location.hash] : [];
    if (paths.length && OURS.test(second)) paths.push(second);
  }

  function toAddress(step) {
    const [first, second] = paths;
    const address = first ? "/view" + first + (second ? "?" + second : "") : "/";
    if (address !== location.pathname + location.search) history[step](null, "", address);
  }

  // Shows these pages, and loads those that are not there yet.
  function open(next, step = "pushState") {
    paths = next;
    toAddress(step);
    keepers.forEach((keeper, at) => {
      const path = paths[at];
      keeper.frame.hidden = !path;
      if (path && keeper.inside()?.location.pathname !== path.split("#")[0]) {
        stamps.set(keeper, stampOf(path));
        keeper.load(path);
      }
    });
    draw();
  }

  // A link in a frame may have led elsewhere.
  function follow() {
    keepers.forEach((keeper, at) => {
      const page = keeper.inside();
      if (!page || paths[at] === undefined) return;
      const path = page.location.pathname;
      if (path !== paths[at].split("#")[0]) stamps.set(keeper, stampOf(path));
      paths[at] = path;
    });
    toAddress("replaceState");
    draw();
  }

  function draw() {
    const now = task();
    list.hidden = paths.length > 0;
    frames.hidden = paths.length === 0;
    views.hidden = !now;
    const name = now?.name ?? "";
    if (picked.value !== name) picked.value = name; // a browser measures a thousand names again
    home.toggleAttribute("aria-current", paths.length === 0);
    const pressed = paths.map(viewOf);
    for (const button of views.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", pressed.includes(button.value));
    }
    document.title = (now ? now.title + " – " : "") + "preview";
    drawFaults();
  }

  // At most two views: a third one takes the place of the one that was chosen first, on a narrow screen of any.
  function press(view) {
    const path = VIEWS[view](encodeURIComponent(task().name));
    const others = paths.filter((other) => decoded(other) !== decoded(path));
    const wide = matchMedia("(min-width: 60rem)").matches;
    if (others.length < paths.length) return others.length ? open(others) : undefined;
    open([...(wide ? others.slice(-1) : []), path]);
  }

  function pick(name) {
    const old = task();
    const at = encodeURIComponent(name);
    const same = paths.map(viewOf).filter((view) => view !== "");
    open(old && same.length ? same.map((view) => VIEWS[view](at)) : [VIEWS.lesson(at)]);
  }

  const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function said(task) {
    if (!task.known) return "not proved yet";
    const parts = [];
    if (task.errors) parts.push(many(task.errors, "error"));
    if (task.warnings) parts.push(many(task.warnings, "warning"));
    return parts.join(", ") || "fine";
  }

  const weight = (task) => (task.errors ? 3 : task.warnings ? 2 : task.known ? 0 : 1);
  const WORDS = ["fine", "waiting", "warning", "error"];

  // All that is said about a task, from its line in the list.
  function tells(task) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = said(task);
    button.addEventListener("click", async () => {
      const answer = await fetch("/faults/" + encodeURIComponent(task.name) + "?all");
      put(await answer.text());
      showFaults(true);
    });
    return button;
  }

  function row(task) {
    const [line, title, name, found] = ["tr", "th", "td", "td"].map((tag) => document.createElement(tag));
    const link = document.createElement("a");
    link.href = "/view" + VIEWS.lesson(encodeURIComponent(task.name));
    link.textContent = task.title;
    title.scope = "row";
    title.append(link);
    name.textContent = task.name;
    found.append(task.errors || task.warnings ? tells(task) : said(task));
    line.dataset.state = WORDS[weight(task)];
    line.append(found, title, name);
    return line;
  }

  function drawList() {
    const tasks = [...state.tasks.values()].sort((a, b) => weight(b) - weight(a));
    rows.replaceChildren(...tasks.map(row));
    const count = (word) => tasks.filter((task) => WORDS[weight(task)] === word).length;
    const counts = [`${count("error")} with errors`, `${count("warning")} with warnings`, `${count("fine")} fine`];
    if (count("waiting")) counts.push(`${count("waiting")} not proved yet`);
    summary.textContent = `${many(tasks.length, "task")}: ${counts.join(", ")}`;
  }

  function drawPicked() {
    const options = [...state.tasks.values()].map((task) => new Option(task.title, task.name));
    picked.replaceChildren(new Option("All tasks", ""), ...options);
  }

  // The faults of the site and of the task in the frames are laid over them, and go when they are mended.
  async function drawFaults() {
    const now = task();
    const count = state.site.errors + (now?.errors ?? 0);
    const wanted = count ? `${now?.name} ${now?.stamp} ${state.site.stamp} ${count}` : "";
    if (wanted === shown) return;
    shown = wanted;
    show.textContent = many(count, "fault");
    if (!wanted) return put("");
    const answer = await fetch("/faults/" + encodeURIComponent(now?.name ?? ""));
    const html = await answer.text();
    if (wanted === shown) put(html);
  }

  function put(html) {
    if (trouble.dataset.shown === html) return;
    trouble.dataset.shown = html;
    trouble.innerHTML = html;
    showFaults(html !== "");
  }

  function showFaults(visible) {
    faults.hidden = !visible;
    show.hidden = visible || !shown;
  }

  function told(event) {
    const news = JSON.parse(event.data);
    const isFirst = !state.site.stamp;
    const looksTheSame = news.site.look === state.site.look;
    const renamed = news.whole || news.tasks.some((task) => task.title !== state.tasks.get(task.name).title);
    state = { site: news.site, tasks: news.whole ? new Map() : state.tasks };
    for (const task of news.tasks) state.tasks.set(task.name, task);
    keepers.forEach((keeper, at) => {
      if (paths[at] === undefined) return;
      const stamp = stampOf(paths[at]);
      if (stamps.has(keeper) && stamps.get(keeper) !== stamp) keeper.renew(looksTheSame);
      stamps.set(keeper, stamp);
    });
    if (renamed) drawPicked();
    if (!paths.length) drawList();
    if (isFirst) begin();
    else draw();
  }

  function begin() {
    fromAddress();
    const [only, more] = state.tasks.values();
    if (!paths.length && only && !more) paths = [VIEWS.lesson(encodeURIComponent(only.name))];
    open(paths, "replaceState");
    drawList();
  }

  function connect() {
    events?.close();
    events = new EventSource("/events");
    events.onopen = () => (link.textContent = "");
    events.onerror = () => {
      link.textContent = "not connected: is the preview still running?";
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
    events.addEventListener("state", told);
  }

  // A hidden tab holds no connection: browsers allow only a few to one address.
  function wake() {
    if (document.visibilityState === "visible") return connect();
    events?.close();
    events = null;
  }

  picked.addEventListener("change", () => (picked.value ? pick(picked.value) : open([])));
  views.addEventListener("click", (event) => event.target.value && press(event.target.value));
  for (const anchor of [home, list]) {
    anchor.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link === home ? [] : [link.pathname.slice("/view".length)]);
      if (link === home) drawList();
    });
  }
  hide.addEventListener("click", () => showFaults(false));
  show.addEventListener("click", () => showFaults(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && showFaults(false));
  document.addEventListener("visibilitychange", wake);
  addEventListener("popstate", () => {
    fromAddress();
    open(paths, "replaceState");
    drawList();
  });
  wake();
})();
