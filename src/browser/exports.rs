//! Owns the few functions the page calls in the engine: texts in, texts out.
//!
//! A text travels as its address and its length. An answer is an address of four bytes of length and then the text. The
//! page frees what it was given with `lf_free`.

use super::calls;
use crate::engine::model::Model;
use crate::engine::wire;
use std::alloc::{Layout, alloc, dealloc};

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

/// [`calls::present`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_present(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::present)
}

/// [`calls::step`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_step(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::step)
}

/// [`calls::judge`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_judge(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::judge)
}

/// [`calls::read`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_read(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::read)
}

/// [`calls::pick`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_pick(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::pick)
}

/// [`calls::class`] on a model that was opened.
#[unsafe(no_mangle)]
pub extern "C" fn lf_class(model: *const Model, room: *const u8, length: usize) -> *mut u8 {
    called(model, room, length, calls::class)
}

/// [`calls::spreadsheet`]; it needs no model.
#[unsafe(no_mangle)]
pub extern "C" fn lf_spreadsheet(_: *const Model, room: *const u8, length: usize) -> *mut u8 {
    answer(&calls::spreadsheet(text(room, length)))
}

/// [`calls::write_work`]; it needs no model.
#[unsafe(no_mangle)]
pub extern "C" fn lf_write_work(_: *const Model, room: *const u8, length: usize) -> *mut u8 {
    answer(&calls::write_work(text(room, length)))
}

/// [`calls::read_work`]; it needs no model.
#[unsafe(no_mangle)]
pub extern "C" fn lf_read_work(_: *const Model, room: *const u8, length: usize) -> *mut u8 {
    answer(&calls::read_work(text(room, length)))
}

fn called(
    model: *const Model,
    room: *const u8,
    length: usize,
    call: fn(&Model, &str) -> String,
) -> *mut u8 {
    // SAFETY: the page hands over what `lf_open` gave it.
    match unsafe { model.as_ref() } {
        Some(model) => answer(&call(model, text(room, length))),
        None => answer(""),
    }
}
