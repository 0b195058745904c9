// The preview round a built page: follows changes, keeps place and typed answers over a reload, shows faults.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const [frame, pages, faults, trouble, show, hide, link] =
    ["page", "pages", "faults", "trouble", "show", "hide", "link"].map(element);
  const FIELDS = "input, textarea, select, details";
  const NOT_TYPED = ["button", "file", "hidden", "image", "password", "reset", "submit"];
  const WAITS = [0, 100, 400, 1000]; // a page may make some of its fields only after it has loaded
  let stamp = document.body.dataset.stamp;
  let kept = null; // what has still to be put back
  let events = null;

  // The page in the frame, if it is one of ours.
  function inside() {
    try {
      const page = frame.contentWindow;
      return page.location.pathname.startsWith("/site/") ? page : null;
    } catch {
      return null;
    }
  }

  // The same name before and after a reload, also when text round the field has changed.
  function nameOf(field) {
    if (field.id) return "#" + field.id;
    const home = field.parentElement.closest("[id]") ?? field.ownerDocument.documentElement;
    const own = (other) => `${other.localName} ${other.getAttribute("name") ?? ""} ${other.closest("[id]")?.id ?? ""}`;
    const alike = [...home.querySelectorAll(field.localName)].filter((other) => own(other) === own(field));
    return `${own(field)} ${alike.indexOf(field)}`;
  }

  // What was typed or chosen; undefined where the field is as the page made it.
  function valueOf(field) {
    if (field.localName === "details") return field.open;
    if (NOT_TYPED.includes(field.type)) return undefined;
    if (field.type === "radio" && !field.checked) return undefined; // follows from the one that is
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked === field.defaultChecked ? undefined : field.checked;
    }
    if (field.localName === "select") {
      const chosen = [...field.options].map((option) => option.selected);
      return [...field.options].every((option) => option.selected === option.defaultSelected) ? undefined : chosen;
    }
    return field.value === field.defaultValue ? undefined : field.value;
  }

  function putBack(page, field, value) {
    if (field.localName === "details") {
      field.open = value;
      return;
    }
    const ticked = typeof value === "boolean";
    if (ticked) field.checked = value;
    else if (Array.isArray(value)) [...field.options].forEach((option, i) => (option.selected = value[i] ?? false));
    else field.value = value;
    field.dispatchEvent(new page.Event("input", { bubbles: true }));
    if (ticked || Array.isArray(value)) field.dispatchEvent(new page.Event("change", { bubbles: true }));
  }

  function keep(page) {
    const values = new Map();
    for (const field of page.document.querySelectorAll(FIELDS)) {
      const value = valueOf(field);
      if (value !== undefined) values.set(nameOf(field), value);
    }
    const late = kept?.path === page.location.pathname ? kept : null;
    late?.values.forEach((value, name) => values.set(name, value));
    return { path: page.location.pathname, values, place: late?.place ?? [page.scrollX, page.scrollY], focus: focusOf(page) };
  }

  function focusOf(page) {
    const field = page.document.activeElement;
    if (document.activeElement !== frame || !field?.matches(FIELDS)) return null;
    return { name: nameOf(field), start: field.selectionStart, end: field.selectionEnd };
  }

  function refocus(field, { start, end }) {
    field.focus({ preventScroll: true });
    if (typeof start === "number" && field.setSelectionRange) field.setSelectionRange(start, end);
  }

  function restore(now) {
    const page = inside();
    if (!page || kept !== now || page.location.pathname !== now.path) return;
    for (const field of page.document.querySelectorAll(FIELDS)) {
      const name = nameOf(field);
      if (now.values.has(name)) putBack(page, field, now.values.get(name));
      now.values.delete(name);
      if (now.focus?.name === name) {
        refocus(field, now.focus);
        now.focus = null;
      }
    }
    const moved = now.reached && (page.scrollX !== now.reached[0] || page.scrollY !== now.reached[1]);
    if (!moved) page.scrollTo({ left: now.place[0], top: now.place[1], behavior: "instant" });
    if (!moved) now.reached = [page.scrollX, page.scrollY];
  }

  function loaded() {
    const page = inside();
    if (!page) return;
    follow(page);
    const now = kept;
    if (!now) return;
    for (const wait of WAITS) wait ? setTimeout(restore, wait, now) : restore(now);
    setTimeout(() => { if (kept === now) kept = null; }, WAITS.at(-1) + 50);
  }

  // The address and the list name the page in the frame, wherever its links have led.
  function follow(page) {
    const path = page.location.pathname;
    history.replaceState(null, "", "/view/" + path.slice("/site/".length) + page.location.hash);
    document.title = (page.document.title || path) + " – preview";
    choose();
  }

  function choose() {
    const path = inside()?.location.pathname;
    const same = (option) => decoded(option.value) === decoded(path ?? "");
    pages.selectedIndex = [...pages.options].findIndex(same);
  }

  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  function reload(start) {
    const page = inside();
    if (page) {
      kept = keep(page);
      page.location.reload();
    } else if (start) {
      frame.src = start;
    }
  }

  function showFaults(visible) {
    faults.hidden = !visible;
    show.hidden = visible || !trouble.textContent.trim();
  }

  function connect() {
    events?.close();
    events = new EventSource("/events");
    events.onopen = () => (link.textContent = "");
    events.onerror = () => {
      link.textContent = "not connected: is the preview still running?";
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
    events.addEventListener("pages", (event) => {
      pages.innerHTML = event.data;
      choose();
    });
    events.addEventListener("trouble", (event) => {
      if (trouble.dataset.shown === event.data) return;
      trouble.dataset.shown = event.data;
      trouble.innerHTML = event.data;
      showFaults(event.data !== "");
    });
    events.addEventListener("site", (event) => {
      const [now, start] = event.data.split(" ");
      if (now === stamp) return;
      stamp = now;
      reload(start);
    });
  }

  // A hidden tab holds no connection: browsers allow only a few to one address.
  function wake() {
    if (document.visibilityState === "visible") return connect();
    events?.close();
    events = null;
  }

  frame.addEventListener("load", loaded);
  pages.addEventListener("change", () => (frame.src = pages.value));
  hide.addEventListener("click", () => showFaults(false));
  show.addEventListener("click", () => showFaults(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && showFaults(false));
  document.addEventListener("visibilitychange", wake);
  showFaults(trouble.textContent.trim() !== "");
  if (location.hash) frame.src += location.hash;
  if (frame.contentDocument?.readyState === "complete") loaded();
  wake();
})();
