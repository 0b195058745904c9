//! Owns the engine's few exports for the page: texts in, texts out. Compiled to wasm32 only; decides nothing itself.
//!
//! A text travels as its address and its length. An answer is an address of four bytes of length and then the text. The
//! fields of a text are parted by U+001F. The page frees what it was given with `lf_free`.

use crate::engine::feedback::Feedback;
use crate::engine::judge::{Desk, Earlier, judge};
use crate::engine::model::{Ask, Model, Row};
use crate::engine::present::{case, present};
use crate::engine::wire;
use std::alloc::{Layout, alloc, dealloc};

const PART: char = '\u{1f}';

/// Room for a text of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn lf_room(length: usize) -> *mut u8 {
    match Layout::array::<u8>(length.max(1)) {
        // SAFETY: the layout is not of size zero.
        Ok(layout) => unsafe { alloc(layout) },
        Err(_) => std::ptr::null_mut(),
    }
}

/// Gives room back; `length` is what it was asked for with.
#[unsafe(no_mangle)]
pub extern "C" fn lf_free(room: *mut u8, length: usize) {
    if let Ok(layout) = Layout::array::<u8>(length.max(1)) {
        // SAFETY: the page gives back what `lf_room` or `answer` gave it, with the same length.
        unsafe { dealloc(room, layout) }
    }
}

fn text<'a>(room: *const u8, length: usize) -> &'a str {
    // SAFETY: the page hands over room it has filled and keeps until the call returns.
    let bytes = unsafe { std::slice::from_raw_parts(room, length) };
    std::str::from_utf8(bytes).unwrap_or("")
}

fn answer(text: &str) -> *mut u8 {
    let room = lf_room(text.len() + 4);
    if room.is_null() {
        return room;
    }
    // SAFETY: there is room for the length and the text.
    unsafe {
        std::ptr::copy_nonoverlapping((text.len() as u32).to_le_bytes().as_ptr(), room, 4);
        std::ptr::copy_nonoverlapping(text.as_ptr(), room.add(4), text.len());
    }
    room
}

/// Reads the model of a page; null where it cannot be read.
#[unsafe(no_mangle)]
pub extern "C" fn lf_open(room: *const u8, length: usize) -> *mut Model {
    match wire::read(text(room, length)) {
        Ok(model) => Box::into_raw(Box::new(model)),
        Err(_) => std::ptr::null_mut(),
    }
}

/// What a section shows: in `SECTION, ROW`; out the markup of its slots.
#[unsafe(no_mangle)]
pub extern "C" fn lf_present(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the page hands over what `lf_open` gave it.
    let Some(model) = (unsafe { model.as_ref() }) else {
        return answer("");
    };
    let mut fields = text(room, length)
        .split(PART)
        .map(|field| field.parse::<usize>().unwrap_or(0));
    let section = fields
        .next()
        .and_then(|section| model.sections.get(section));
    let row = fields.next().unwrap_or(0);
    let slots =
        section.and_then(|section| Some(present(model, section, case(model, section, row)?)));
    answer(&slots.unwrap_or_default().join(&PART.to_string()))
}

/// What a response gets back: in `ASK, ROW, RESPONSE`, then `ASK, ROW, RESPONSE` of each earlier one; out `OUTCOME, IDEA,
/// WAY, FITS, OF, FOUND, SAYS, READ AS`.
#[unsafe(no_mangle)]
pub extern "C" fn lf_judge(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the page hands over what `lf_open` gave it.
    let Some(model) = (unsafe { model.as_ref() }) else {
        return answer("");
    };
    let fields: Vec<&str> = text(room, length).split(PART).collect();
    answer(&judged(model, &fields).unwrap_or_default())
}

fn judged(model: &Model, fields: &[&str]) -> Option<String> {
    let mut responses = fields.chunks_exact(3).map(|fields| response(model, fields));
    let (ask, row, text) = responses.next()??;
    let earlier: Vec<Earlier> = responses
        .flatten()
        .map(|(ask, row, text)| Earlier {
            ask: ask.id.clone(),
            row: row.clone(),
            text: text.to_string(),
        })
        .collect();
    Some(feedback(&judge(
        Desk {
            model,
            ask,
            row,
            earlier: &earlier,
        },
        text,
    )))
}

fn response<'a>(model: &'a Model, fields: &[&'a str]) -> Option<(&'a Ask, &'a Row, &'a str)> {
    let [id, row, text] = fields else { return None };
    let ask = model.asks.iter().find(|ask| ask.id == *id)?;
    Some((
        ask,
        case(model, model.section_of(ask)?, row.parse().ok()?)?,
        text,
    ))
}

fn feedback(feedback: &Feedback) -> String {
    let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        feedback.outcome.word().to_string(),
        text(&feedback.idea),
        text(&feedback.way),
        number(feedback.fits),
        number(feedback.of),
        number(feedback.found),
        feedback.says.clone(),
        text(&feedback.read_as),
    ]
    .join(&PART.to_string())
}
