//! Owns the markup of a number in the text that students may change; without the script it is the number alone.

use super::section::Writer;
use super::{capitalised, title};
use crate::engine::number::Number;
use crate::engine::template::escape;
use crate::engine::words::Words;
use crate::task::control::{Control, ends};

impl Writer<'_> {
    /// The plain number, and what changes it.
    pub(super) fn control(&mut self, control: &Control, words: &Words) -> String {
        let model = &self.task.model;
        let name = escape(&control.name);
        let called = capitalised(&title(model, &control.name));
        let say = |key: &str| escape(&words.say(key, &[&called]));
        let [low, high] = ends(model, &control.name);
        let (low, high) = (end("min", low), end("max", high));
        let (less, more) = (say("less"), say("more"));
        let called = escape(&called);
        let value = self.piece(&control.value);
        format!(
            "<span class=\"control\" data-control=\"{name}\"><span class=\"value\">{value}</span>\
             <button type=\"button\" data-change=\"-1\" aria-label=\"{less}\">−</button>\
             <input type=\"text\" inputmode=\"numeric\" role=\"spinbutton\" autocomplete=\"off\" \
             aria-label=\"{called}\"{low}{high}>\
             <button type=\"button\" data-change=\"1\" aria-label=\"{more}\">+</button></span>"
        )
    }
}

fn end(name: &str, end: Option<Number>) -> String {
    match end.and_then(|end| end.to_f64().ok()) {
        Some(end) => format!(" aria-value{name}=\"{end}\""),
        None => String::new(),
    }
}
