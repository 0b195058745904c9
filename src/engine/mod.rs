//! The engine: what a case shows and what a response is. Pure functions over plain data; no IO, no clock, nothing of
//! Markdown, YAML or pages. It runs in the build and, compiled to wasm, in the page.
//!
//! ```text
//! text ─token▶ tokens ─reader▶ Expr ─value▶ Value         World: every name's value in one case
//! Model + case ─present▶ filled slots                      Model + ask + case + earlier + response ─judge▶ Feedback
//!                                                          Model + ask + case + response ─reading▶ how it is understood
//!                                                          Feedback ─class▶ the group a response belongs to
//! ```

pub mod choose;
pub mod class;
pub mod compare;
pub mod domain;
pub mod error;
pub mod expr;
pub mod feedback;
pub mod figure;
pub mod figures;
pub mod form;
pub mod functions;
pub mod judge;
pub mod kind;
pub mod letter;
pub mod model;
pub mod normal;
pub mod number;
pub mod order;
pub mod pick;
pub mod places;
pub mod present;
pub mod reader;
pub mod reading;
pub mod response;
pub mod shape;
pub mod spreadsheet;
pub mod template;
pub mod token;
pub mod units;
pub mod value;
pub mod wire;
pub mod words;
pub mod work;
pub mod world;
