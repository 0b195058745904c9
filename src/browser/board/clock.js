// Owns the clock of each part of the lesson: it runs down from the author's minutes, or up where there are none, also while
// another part is in view.

function clock(tick) {
  var clocks = {}, sound = false, tone = null;
  function of(section, minutes) {
    if (!clocks[section]) clocks[section] = { minutes: minutes, more: 0, run: 0, since: 0, rung: false };
    return clocks[section];
  }
  function run(one) { return one.run + (one.since ? Date.now() - one.since : 0); }
  // A tone is made only where somebody has asked for it.
  function ring() {
    var wave = tone.createOscillator(), loud = tone.createGain(), now = tone.currentTime;
    wave.frequency.value = 660;
    loud.gain.setValueAtTime(0.2, now);
    loud.gain.exponentialRampToValueAtTime(0.001, now + 1.2);
    wave.connect(loud);
    loud.connect(tone.destination);
    wave.start();
    wave.stop(now + 1.2);
  }
  function left(one) { return (one.minutes + one.more) * 60000 - run(one); }
  setInterval(function () {
    Object.keys(clocks).forEach(function (section) {
      var one = clocks[section];
      if (!one.since || one.rung || one.minutes + one.more === 0 || left(one) > 0) return;
      one.rung = true;
      if (sound && tone) ring();
    });
    tick();
  }, 250);
  return {
    toggle: function (section, minutes) {
      var one = of(section, minutes);
      one.run = run(one);
      one.since = one.since ? 0 : Date.now();
      return !!one.since;
    },
    minute: function (section, minutes) {
      var one = of(section, minutes);
      one.more += 1;
      one.rung = false;
    },
    reset: function (section) { delete clocks[section]; },
    sound: function (on) {
      sound = on;
      if (on && !tone && window.AudioContext) tone = new AudioContext();
    },
    // What the clock shows, whether it runs, and whether its time is over.
    read: function (section, minutes) {
      var one = of(section, minutes), down = one.minutes + one.more > 0;
      var over = down && left(one) <= 0;
      var seconds = down && !over ? Math.ceil(left(one) / 1000) : Math.floor(Math.abs(down ? left(one) : run(one)) / 1000);
      var text = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
      return { text: over ? "+" + text : text, runs: !!one.since, over: over };
    }
  };
}
