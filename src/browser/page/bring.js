// Owns what a student brings to the class: one of the rules that were right, with the picture of its way of seeing.

function bring(read, changed) {
  var box = document.getElementById("bring"), rules = [], chosen = "";
  function nothing() {}
  if (!box) return { right: nothing, clear: nothing, choose: nothing, chosen: function () { return ""; } };
  var list = box.querySelector("ul"), card = box.querySelector(".card");

  // What is shown is what is handed in.
  function show(rule) {
    chosen = rule.text;
    rule.radio.checked = true;
    card.querySelector(".rule").innerHTML = rule.shown;
    card.querySelector(".picture").replaceChildren.apply(card.querySelector(".picture"), rule.pictures);
    card.querySelector(".draw").hidden = rule.pictures.length > 0;
  }
  function choice(rule, where) {
    var item = document.createElement("li"), label = document.createElement("label");
    var radio = document.createElement("input"), text = document.createElement("span"), place = document.createElement("small");
    radio.type = "radio";
    radio.name = "bring_rule";
    radio.addEventListener("change", function () {
      show(rule);
      changed();
    });
    text.textContent = rule.text;
    place.textContent = where;
    label.append(radio, text, place);
    item.append(label);
    list.append(item);
    return radio;
  }
  return {
    right: function (ask, row, text, feedback) {
      var section = ask.closest("section");
      if (ask.dataset.sort !== "rule" || rules.some(function (rule) { return rule.text === text.trim(); })) return;
      var rule = { text: text.trim(), shown: read([ask.dataset.ask, row, text, ""]).mathml };
      rule.pictures = all(feedback, ".figure").map(function (picture) { return picture.cloneNode(true); });
      if (!rule.shown) {
        var plain = document.createElement("span");
        plain.textContent = rule.text;
        rule.shown = plain.outerHTML;
      }
      rule.radio = choice(rule, section.querySelector("h2").textContent);
      if (!rules.length) show(rule);
      rules.push(rule);
      box.dataset.rules = rules.length > 1 ? "several" : "one";
    },
    // The rule that was chosen, as it was typed; nothing where none was right.
    chosen: function () { return chosen; },
    choose: function (text) {
      rules.forEach(function (rule) {
        if (rule.text === text) show(rule);
      });
    },
    clear: function () {
      rules = [];
      chosen = "";
      list.textContent = "";
      delete box.dataset.rules;
    }
  };
}
