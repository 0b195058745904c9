// Owns what is brought into sight: below the bar that stays at the top, above the lower end of the screen.

// How much of what is longer than the screen is brought into sight, as a part of it.
var GLANCE = .6;
// What stays free round it, in pixels.
var EDGE = 12;

// Where the page begins to be seen, below the bar if one stays there.
function roof() {
  var bar = document.querySelector(".map"), box = bar.getBoundingClientRect();
  var stays = getComputedStyle(bar).position === "sticky" && box.width > innerWidth / 2;
  return stays ? Math.max(box.bottom, 0) : 0;
}

// Nothing moves where the beginning of it is seen already.
function inSight(part) {
  var box = part.getBoundingClientRect(), most = Math.min(box.height, innerHeight * GLANCE), above = box.top - roof() - EDGE;
  var below = box.top + most + EDGE - innerHeight, calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var by = above < 0 ? above : Math.max(below, 0);
  if (by) scrollBy({ top: by, behavior: calm ? "instant" : "smooth" });
}
