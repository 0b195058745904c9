// One frame of the preview: follows changes, and keeps place, open hints and typed answers.
"use strict";

const FIELDS = "input, textarea, select, details";
const NOT_TYPED = ["button", "file", "hidden", "image", "password", "reset", "submit"];
const WAITS = [0, 100, 400, 1000]; // a page may make some of its fields only after it has loaded

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

function refocus(field, { start, end }) {
  field.focus({ preventScroll: true });
  if (typeof start === "number" && field.setSelectionRange) field.setSelectionRange(start, end);
}

// When what is in a page now has been painted, or would have been in a window that is not hidden.
function painted(page) {
  const frame = () => new Promise((done) => {
    page.requestAnimationFrame(done);
    setTimeout(done, 50);
  });
  return frame().then(frame);
}

// What keeps a frame; `followed` is called whenever a page of ours has come into it, by a link in it or from outside.
function keeper(frame, followed) {
  let kept = null; // what has still to be put back
  let sent = null; // the page as it was sent last
  let turns = 0;

  // The page in the frame, if it is one of ours.
  function inside() {
    try {
      const page = frame.contentWindow;
      return OURS.test(page.location.pathname) ? page : null;
    } catch {
      return null;
    }
  }

  function keep(page) {
    const values = new Map();
    for (const field of page.document.querySelectorAll(FIELDS)) {
      const value = valueOf(field);
      if (value !== undefined) values.set(nameOf(field), value);
    }
    const path = page.location.pathname;
    const late = kept?.path === path ? kept : null;
    late?.values.forEach((value, name) => values.set(name, value));
    return { path, values, place: late?.place ?? [page.scrollX, page.scrollY], focus: focusOf(page) };
  }

  function focusOf(page) {
    const field = page.document.activeElement;
    if (document.activeElement !== frame || !field?.matches(FIELDS)) return null;
    return { name: nameOf(field), start: field.selectionStart, end: field.selectionEnd };
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
    followed();
    const now = kept;
    if (sent?.path !== page.location.pathname) learn(page.location.pathname);
    if (!now) return;
    for (const wait of WAITS) wait ? setTimeout(restore, wait, now) : restore(now);
    setTimeout(() => {
      if (kept !== now) return;
      kept = null;
      if (isThere(now.path)) page.history.scrollRestoration = "auto";
    }, WAITS.at(-1) + 50);
  }

  // The page as it is sent now; nothing where there is none.
  async function fetched(path) {
    const answer = await fetch(path).catch(() => null);
    if (!answer?.ok) return null;
    return { path, root: new DOMParser().parseFromString(await answer.text(), "text/html").documentElement };
  }

  const isThere = (path) => inside()?.location.pathname === path;

  async function learn(path) {
    const turn = turns;
    const now = await fetched(path);
    if (turn === turns && isThere(path)) sent = now;
  }

  // Words come into the page as it stands, at once; where more has changed than they, it is then loaded again.
  async function renew(looksTheSame) {
    const page = inside();
    if (!page) return;
    const [turn, path] = [++turns, page.location.pathname];
    const now = await fetched(path);
    if (turn !== turns || !isThere(path)) return;
    const before = sent?.path === path ? sent : null;
    sent = now;
    kept = keep(page);
    if (before && now && looksTheSame && !before.root.isEqualNode(now.root)) {
      const done = patch(page.document.documentElement, before.root, now.root);
      if (done && !page.document.querySelector(FITTED)) return settle(page);
      await painted(page);
      if (turn !== turns || !isThere(path)) return;
    }
    page.history.scrollRestoration = "manual"; // the browser's own memory may be of an earlier place
    page.location.reload();
  }

  // Hints that were open may have come anew.
  function settle(page) {
    for (const hint of page.document.querySelectorAll("details")) hint.open = kept.values.get(nameOf(hint)) ?? hint.open;
    kept = null;
  }

  function load(path) {
    kept = null;
    frame.contentWindow.location.replace(path);
  }

  frame.addEventListener("load", loaded);
  return { frame, inside, load, renew };
}
