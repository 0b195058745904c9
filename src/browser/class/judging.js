// Owns how a work is judged again: response by response, each with those before it, and never for longer than a time.

// Milliseconds that the work of one student may take, and after which others have their turn.
var ENOUGH = 2000, TURN = 40;

// What is seen in each response of a work, in its order; nothing where that takes too long.
function judged(engine, given) {
  var seen = [], history = [], at = 0, spent = 0;

  function one() {
    var fields = given.slice(at, at + 3), found = engine.seen(fields.concat(history));
    found.ask = fields[0];
    found.row = fields[1];
    found.text = fields[2];
    seen.push(found);
    at += 3;
    if (["empty", "unreadable", "gone"].indexOf(found.group) < 0) history = history.concat(fields);
  }
  return new Promise(function (done, failed) {
    function turn() {
      var began = performance.now(), now = began;
      try {
        for (; at + 2 < given.length && now - began < TURN && spent + now - began < ENOUGH; now = performance.now()) one();
      } catch (error) {
        return failed(error);
      }
      spent += now - began;
      if (at + 2 >= given.length) done(seen);
      else if (spent >= ENOUGH) done(null);
      else setTimeout(turn);
    }
    turn();
  });
}
