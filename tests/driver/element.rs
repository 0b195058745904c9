//! Owns what can be done with one element of a page; knows nothing of how the browser was started.

use serde_json::{Value, json};

use super::{Browser, ELEMENT};

/// One element of the page that is open now.
pub struct Element<'a> {
    pub(super) browser: &'a Browser,
    pub(super) id: String,
}

impl Element<'_> {
    fn get(&self, what: &str) -> Value {
        self.browser.get(&format!("element/{}/{what}", self.id))
    }

    fn post(&self, what: &str, body: Value) {
        let path = format!("element/{}/{what}", self.id);
        self.browser.post(&path, body);
    }

    fn word(&self, what: &str) -> String {
        self.get(what).as_str().unwrap_or("").to_string()
    }

    /// Clicks in its middle; a panic if something lies over it.
    pub fn click(&self) {
        self.post("click", json!({}));
    }

    /// Types behind what is there already.
    pub fn type_text(&self, text: &str) {
        self.post("value", json!({ "text": text }));
    }

    /// Empties a field.
    pub fn clear(&self) {
        self.post("clear", json!({}));
    }

    /// Its text as it is seen.
    pub fn text(&self) -> String {
        self.word("text")
    }

    /// The attribute as the page's source or its script set it.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.get(&format!("attribute/{name}"));
        value.as_str().map(str::to_string)
    }

    /// What a script would read, for example `value` or `checked`.
    pub fn property(&self, name: &str) -> Value {
        self.get(&format!("property/{name}"))
    }

    /// The name a screen reader says.
    pub fn label(&self) -> String {
        self.word("computedlabel")
    }

    /// The role a screen reader says.
    pub fn role(&self) -> String {
        self.word("computedrole")
    }

    /// Whether it is seen.
    pub fn displayed(&self) -> bool {
        self.get("displayed") == true
    }

    /// As an argument of `run`.
    pub fn argument(&self) -> Value {
        json!({ ELEMENT: self.id })
    }
}
