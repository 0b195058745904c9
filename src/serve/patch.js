// Brings a page that is shown up to what its file says now: what is the same in both stays as it is.
"use strict";

// What only a page's own script, started again, can bring up to date.
const WORKED = ".ask, [data-slot], button, iframe, input, link, object, script, select, style, textarea";
const isWorked = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(WORKED) || node.querySelector(WORKED));

// A script counts the sections of its page; that of the board also fits each into the window.
const COUNTED = "section";
const FITTED = "body.projected";

const isPair = (one, other) => one.nodeName === other.nodeName && one.id === other.id && !one.matches?.(WORKED);

// For each child of an element as it was sent, the one that is shown: the page's script may have added some and moved others.
function shownFor(base, live) {
  const name = (node) => [node.nodeName, node.id, node.nodeType === Node.ELEMENT_NODE ? "" : node.data].join(" ");
  const free = [...live.childNodes];
  return [...base.childNodes].map((node) => {
    const at = free.findIndex((other) => name(other) === name(node));
    return at < 0 ? undefined : free.splice(at, 1)[0];
  });
}

function patchAttributes(live, base, fresh) {
  const names = new Set([...base.attributes, ...fresh.attributes].map((attribute) => attribute.name));
  const changed = [...names].filter((name) => base.getAttribute(name) !== fresh.getAttribute(name));
  for (const name of changed) {
    if (fresh.hasAttribute(name)) live.setAttribute(name, fresh.getAttribute(name));
    else live.removeAttribute(name);
  }
  return !changed.some((name) => name.startsWith("data-"));
}

// The first and the last children that are the same in both.
function sameEnds(old, now) {
  const most = Math.min(old.length, now.length);
  let before = 0, after = 0;
  while (before < most && old[before].isEqualNode(now[before])) before++;
  while (after < most - before && old.at(-1 - after).isEqualNode(now.at(-1 - after))) after++;
  return [before, after];
}

// Puts what differs between an element as it was sent and as it is sent now into the one that is shown; tells whether
// nothing more is to do: where more than words has changed, the page has to be loaded again.
function patch(live, base, fresh) {
  if (base.isEqualNode(fresh)) return true;
  const [old, now, shown] = [[...base.childNodes], [...fresh.childNodes], shownFor(base, live)];
  const [before, after] = sameEnds(old, now);
  const inner = (list) => list.slice(before, list.length - after);
  const [gone, come, places] = [old, now, shown].map(inner);
  const next = shown[shown.length - after];
  if (places.includes(undefined) || (after > 0 && !next)) return false;
  const plain = patchAttributes(live, base, fresh);
  if (gone.length === come.length && gone.every((node, at) => isPair(node, come[at]))) {
    return gone.map((node, at) => patchPair(places[at], node, come[at])).every(Boolean) && plain;
  }
  come.forEach((node) => live.insertBefore(live.ownerDocument.importNode(node, true), next ?? null));
  places.forEach((node) => node.remove());
  return plain && ![...gone, ...come].some((node) => isWorked(node) || node.matches?.(COUNTED));
}

function patchPair(live, base, fresh) {
  if (live.nodeType === Node.ELEMENT_NODE) return patch(live, base, fresh);
  live.data = fresh.data;
  return true;
}
