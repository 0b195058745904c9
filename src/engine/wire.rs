//! Owns the model as text, the way a page carries it: a line for each thing, its maths in the format's own grammar.
//! `read(write(model))` is the model again.
//!
//! ```text
//! language  CODE DECIMAL            word KEY TEXT
//! quantity  NAME KIND WITHIN LETTERS SAID UNIT …      is NAME EXPR
//! variant   NAME  (then: bind NAME EXPR · row NAME=VALUE …)
//! figure    NAME ROWS COLUMNS  (then: cell WORD [TEST] · label OF SIDE [PART] · highlight NAME TEST · lay WORD TEST …)
//! where     TEST
//! section   ID VARIANT  (then: slot TEMPLATE)
//! ask       ID SECTION SORT …  (then: laid · given · count · cell · case · item · picture · reply · way)
//! ```

mod read;
mod template;
mod write;

pub use read::{read, row};
pub use write::{row_text, write};

/// What a page of another version carries is not guessed at.
const VERSION: &str = "lowfloor 1";
