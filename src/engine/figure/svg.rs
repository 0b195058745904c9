//! Owns how a picture is written as SVG: numbers, the sheet, labels beside it, dots for what is left out. Lengths are whole
//! hundredths of a pixel, so that a figure is the same text on every machine. Knows nothing of what is drawn.

use crate::engine::feedback::put_named;
use crate::engine::model::{Label, Side};
use crate::engine::template::escape;
use crate::engine::value::Fuel;
use crate::engine::world::World;

/// A pixel.
pub const PX: i64 = 100;
/// From the middle of a line of text down to where it stands.
pub const BASELINE: i64 = 5 * PX;
/// About as wide as a sign of a text is.
pub const SIGN: i64 = 850;
/// Room around everything, for half of a thick line.
const EDGE: i64 = 2 * PX;
/// Least room for a label at a side, and room for one above or below.
const LABEL: (i64, i64) = (58 * PX, 30 * PX);

/// A part of the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub left: i64,
    pub top: i64,
    pub right: i64,
    pub bottom: i64,
}

impl Bounds {
    /// What holds nothing yet.
    pub const NONE: Bounds = Bounds {
        left: i64::MAX,
        top: i64::MAX,
        right: i64::MIN,
        bottom: i64::MIN,
    };

    /// The part round a point, so far to each side.
    pub fn round((x, y): (i64, i64), across: i64, down: i64) -> Bounds {
        Bounds {
            left: x - across,
            top: y - down,
            right: x + across,
            bottom: y + down,
        }
    }

    /// The part that holds both.
    pub fn with(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether they have a place in common.
    pub fn meets(&self, other: &Bounds) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    /// Larger by so much at each side.
    pub fn wider(self, by: i64) -> Bounds {
        Bounds {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    fn middle(&self) -> (i64, i64) {
        ((self.left + self.right) / 2, (self.top + self.bottom) / 2)
    }
}

/// Puts text into a drawing; each `#` stands for the next number.
pub fn put(out: &mut String, text: &str, numbers: &[i64]) {
    let mut numbers = numbers.iter();
    for sign in text.chars() {
        match sign {
            '#' => put_number(out, *numbers.next().unwrap_or(&0)),
            _ => out.push(sign),
        }
    }
}

/// Pixels with at most two places.
fn put_number(out: &mut String, hundredths: i64) {
    if hundredths < 0 {
        out.push('-');
    }
    let size = hundredths.unsigned_abs();
    out.push_str(&(size / 100).to_string());
    let (tenths, rest) = (size % 100 / 10, size % 10);
    if tenths + rest > 0 {
        out.push('.');
        out.push(char::from(b'0' + tenths as u8));
    }
    if rest > 0 {
        out.push(char::from(b'0' + rest as u8));
    }
}

/// Puts a line that is no shape of its own.
pub fn put_path(class: &str, line: &str, out: &mut String) {
    for part in ["<path class=\"", class, "\" d=\"", line, "\"/>"] {
        out.push_str(part);
    }
}

/// Three dots for what is left out between two parts: side by side, or one below the other.
pub fn put_dots((x, y): (i64, i64), across: bool, out: &mut String) {
    let (dx, dy) = if across { (7 * PX, 0) } else { (0, 7 * PX) };
    let mut line = String::new();
    for step in -1..=1 {
        put(&mut line, "M# #h0", &[x + step * dx, y + step * dy]);
    }
    put_path("more", &line, out);
}

/// Begins a picture that holds these bounds and room for the labels; it ends with `</svg>`. Its role is that of an image
/// unless there is something to do in it.
pub fn open(
    class: &str,
    role: &str,
    alt: &str,
    holds: Bounds,
    labels: &[Label],
    world: &World,
) -> String {
    let mut all = holds.wider(EDGE);
    for label in labels {
        let text = label_text(label, world).unwrap_or_default();
        let width = LABEL.0.max(20 * PX + text.chars().count() as i64 * SIGN);
        match label.side {
            Side::Left => all.left = all.left.min(holds.left - width),
            Side::Right => all.right = all.right.max(holds.right + width),
            Side::Above => all.top = holds.top - LABEL.1,
            Side::Below => all.bottom = holds.bottom + LABEL.1,
            Side::Inside => {}
        }
    }
    let (width, height) = (all.right - all.left, all.bottom - all.top);
    let start = [
        "<svg class=\"",
        class,
        "\" role=\"",
        role,
        "\" aria-label=\"",
        alt,
        "\" ",
    ];
    let mut out = start.concat();
    put(
        &mut out,
        "viewBox=\"# # # #\" width=\"#\" height=\"#\">",
        &[all.left, all.top, width, height, width, height],
    );
    out
}

/// Puts a label beside a part of what the sheet holds, with a bracket over the part's length.
pub fn put_label(label: &Label, part: Bounds, all: Bounds, world: &World, out: &mut String) {
    let Some(text) = label_text(label, world) else {
        return;
    };
    let (middle_x, middle_y) = part.middle();
    // Outwards to the left and up is minus.
    let (edge, turn) = match label.side {
        Side::Left => (all.left, -1),
        Side::Right => (all.right, 1),
        Side::Above => (all.top, -1),
        Side::Below => (all.bottom, 1),
        Side::Inside => (0, 0),
    };
    let [near, bar, far] = [4, 7, 10].map(|by| edge + turn * by * PX);
    let mut line = String::new();
    let (x, y, class) = match label.side {
        Side::Left | Side::Right => {
            let (top, bottom) = (part.top, part.bottom);
            let numbers = [near, top, far, near, bottom, far, bar, top, bottom];
            put(&mut line, "M# #H#M# #H#M# #V#", &numbers);
            let class = if turn < 0 { "end" } else { "start" };
            (edge + turn * 13 * PX, middle_y + BASELINE, class)
        }
        Side::Above | Side::Below => {
            let (left, right) = (part.left, part.right);
            let numbers = [left, near, far, right, near, far, left, bar, right];
            put(&mut line, "M# #V#M# #V#M# #H#", &numbers);
            (middle_x, edge + turn * 19 * PX + BASELINE, "")
        }
        Side::Inside => (middle_x, middle_y + BASELINE, ""),
    };
    if !line.is_empty() {
        put_path("span", &line, out);
    }
    put_text((x, y), class, &escape(&text), out);
}

/// Puts a text whose line stands at a place; its class says where the place is in it.
pub fn put_text((x, y): (i64, i64), class: &str, text: &str, out: &mut String) {
    put(out, "<text x=\"#\" y=\"#\"", &[x, y]);
    if !class.is_empty() {
        for part in [" class=\"", class, "\""] {
            out.push_str(part);
        }
    }
    for part in [">", text, "</text>"] {
        out.push_str(part);
    }
}

/// `n = 5` for a letter of its own, the bare value for one the variant binds.
fn label_text(label: &Label, world: &World) -> Option<String> {
    let value = world.value(&label.of, &mut Fuel::full()).ok()?;
    let value = value.shown(world.model().language.decimal);
    if world.is_bound(&label.of) {
        return Some(value);
    }
    let mut text = String::new();
    put_named(&label.of, &value, &mut text);
    Some(text)
}
