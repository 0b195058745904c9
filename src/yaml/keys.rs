//! Owns the names that the format gives a meaning, in `variants.yaml`, at the top of `task.md` and in `site.yaml`: each stands
//! here once, with what it takes and what an author is told about it. Knows nothing of how they are read or shown.

/// A name of the format.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub takes: Takes,
    /// One sentence in Markdown, without a full stop.
    pub says: &'static str,
    /// It must be there where the names beside it are.
    pub needed: bool,
}

/// What stands behind a name.
#[derive(Debug)]
pub enum Takes {
    /// One text, or nothing yet.
    Text,
    /// One value; a list in brackets counts as the text it is.
    Value,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One value or a list of values.
    List,
    /// Names of the author's own, and what each of them takes.
    Named(&'static Takes),
    /// Names of the format.
    Keys(&'static [Key]),
    /// A list of these.
    Each(&'static Takes),
    /// One of these, as it is written.
    Either(&'static [Takes]),
}

const fn key(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key {
        name,
        takes,
        says,
        needed: false,
    }
}

const fn needed(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key {
        name,
        takes,
        says,
        needed: true,
    }
}

/// The names as they are written.
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

/// The names inside the braces behind one of these names.
pub fn inside(keys: &'static [Key], name: &str) -> &'static [Key] {
    match keys
        .iter()
        .find(|key| key.name == name)
        .map(|key| &key.takes)
    {
        Some(Takes::Keys(inside)) => inside,
        _ => &[],
    }
}

use Takes::{Each, Either, Keys, List, Named, Text, Value, Word};

const YES_NO: &[&str] = &["yes", "no", "true", "false"];

/// The top of `task.md`.
pub const FRONT: &[Key] = &[
    needed(
        "title",
        Text,
        "what the task is called: at the top of the page and in the list of tasks",
    ),
    key("summary", Text, "one sentence, also in the list of tasks"),
    key(
        "grades",
        Text,
        "the school years it suits, such as `5-9`; in the list of tasks",
    ),
    key(
        "names",
        Named(&Text),
        "what a quantity is called on the page: `{n: side of the pool}`",
    ),
    key(
        "units",
        Named(&List),
        "the unit of a quantity: the word for one and for many, `{tiles: [tile, tiles]}`, or what it is in others, `{length: m = 100 cm}`",
    ),
    key(
        "letters",
        Named(&Text),
        "the letter students may write for a quantity: `{tiles: T}`",
    ),
    key(
        "another",
        Either(&[Text, Named(&Text)]),
        "the words on the button for the next case: `Another pool`, or for single sections: `{count: Another pool}`",
    ),
    key(
        "language",
        Text,
        "the language of the page and of what students type: `ar`, `de`, `en`, `es`, `fr`",
    ),
    key(
        "author",
        Text,
        "who wrote the task; at the foot of the page",
    ),
    key(
        "source",
        Text,
        "where the task comes from; at the foot of the page",
    ),
    key(
        "licence",
        Text,
        "under which licence it may be used; at the foot of the page",
    ),
    key("license", Text, "the same as `licence`"),
    key(
        "keypad",
        Word(YES_NO),
        "`no` leaves the keypad away from fields for maths",
    ),
    key(
        "name-line",
        Word(YES_NO),
        "`no` leaves the line for a name away from handout and exit slips",
    ),
    key(
        "lesson",
        Word(YES_NO),
        "`no` for a page to read: no phases, no My work, nothing for teachers",
    ),
    key(
        "standards",
        List,
        "the standards it serves; in the teacher guide",
    ),
    key("topics", List, "what it is about; in the teacher guide"),
    key(
        "minutes",
        Text,
        "not used: a heading says how long its section takes",
    ),
];

/// `site.yaml`.
pub const SITE: &[Key] = &[
    key("title", Text, "what the site is called, on its home page"),
    key(
        "summary",
        Text,
        "a sentence below the title on the home page",
    ),
    key(
        "language",
        Text,
        "the language of tasks that name none, and of the list of tasks",
    ),
    key(
        "theme",
        Text,
        "the folder in `themes`, beside `tasks`, with files that replace the built-in ones",
    ),
    key(
        "notes",
        Text,
        "the folder beside `tasks` with what a team keeps to itself: a file `TASK.md` for each task that has notes",
    ),
    key(
        "paths",
        Named(&List),
        "titles, each with names of tasks in the order in which one leads to the next: `{Growing patterns: [pool-border, l-shapes]}`",
    ),
    key("licence", Text, "not used by this version"),
    key("license", Text, "the same as `licence`"),
];

/// `variants.yaml`.
pub const VARIANTS: &[Key] = &[
    key(
        "quantities",
        Named(&QUANTITY),
        "the quantities of the task, each with a kind, such as `n: 1..`, or a formula, such as `tiles: 4n + 4`",
    ),
    key(
        "variants",
        Named(&Named(&List)),
        "for each variant what it fixes, `k: 1`, ties together, `m: n`, and the cases it lists, `n: [5, 7, 10]`",
    ),
    key(
        "where",
        List,
        "statements that must hold; a case in which one does not is dropped",
    ),
    key(
        "figures",
        Named(&FIGURE),
        "the figures, each by the name with which `task.md` places it",
    ),
];

const QUANTITY: Takes = Either(&[List, Keys(BRACES)]);

/// A quantity in braces.
pub const BRACES: &[Key] = &[
    key(
        "in",
        List,
        "the kind of its values, as `1..20`, or the values it can have",
    ),
    key("is", Value, "the formula it follows from"),
    key("cases", List, "its cases in variants that list none for it"),
    key(
        "within",
        Value,
        "how near an answer must be: `0.5`, or a share of the value, `5%`",
    ),
    key(
        "figures",
        Value,
        "to how many significant figures an answer must agree",
    ),
];

const FIGURE: Takes = Either(&[
    Keys(GRID),
    Keys(DRAWING),
    Keys(DOTS),
    Keys(TABLE),
    Keys(GRAPH),
    Keys(LINE),
    Keys(BAR),
]);

/// The sorts of figures, each with the names that stand beside its word.
pub const FIGURES: [(&str, &[Key]); 7] = [
    ("grid", GRID),
    ("drawing", DRAWING),
    ("dots", DOTS),
    ("table", TABLE),
    ("graph", GRAPH),
    ("line", LINE),
    ("bar", BAR),
];

/// One value, or one for each word.
const SETTING: Takes = Either(&[Value, Named(&Text)]);

const fn labels() -> Key {
    key(
        "labels",
        Named(&Text),
        "quantities written beside the figure or a part of it: `{n: left of water}`",
    )
}

const ROWS: Key = needed("rows", Value, "how many rows");
const COLUMNS: Key = needed("columns", Value, "how many columns");

/// Rows and columns of cells.
pub const GRID: &[Key] = &[
    needed(
        "grid",
        Keys(&[ROWS, COLUMNS]),
        "rows and columns of cells: `{rows: n, columns: m}`",
    ),
    key(
        "cells",
        Named(&Text),
        "a word for each sort of cell, with the test that tells it by `row` and `column`; the first true one counts, `otherwise` is always true",
    ),
    key(
        "say",
        Text,
        "what is written in each cell, with holes: `'{{ row }}'`",
    ),
    labels(),
    key(
        "highlights",
        Named(&Text),
        "tests for cells that can stand out: `{corners: row = 1 and column = 1}`",
    ),
    key(
        "lay",
        Named(&List),
        "for a word of `cells` the tests in whose order a number of its cells is laid",
    ),
];

/// A list of shapes.
pub const DRAWING: &[Key] = &[
    needed(
        "drawing",
        Keys(&[
            key(
                "width",
                Value,
                "how many units wide; without it, as wide as its shapes",
            ),
            key(
                "height",
                Value,
                "how many units high; without it, as high as its shapes",
            ),
            key("unit", Value, "how many pixels a unit has; 24 without it"),
        ]),
        "a picture of shapes; its size, if it has one of its own",
    ),
    needed(
        "shapes",
        Each(&Keys(SHAPE)),
        "the shapes, each in braces behind a dash",
    ),
    labels(),
];

/// A shape of a drawing: one of the sorts, and what stands beside it.
pub const SHAPE: &[Key] = &[
    key("line", List, "`[x, y, x, y]`: from one place to the other"),
    key("rectangle", List, "`[left, top, width, height]`"),
    key("square", List, "`[left, top, side]`"),
    key("dot", List, "`[x, y]`: always equally small"),
    key("circle", List, "`[x, y, radius]`"),
    key(
        "ellipse",
        List,
        "`[x, y, half of the width, half of the height]`",
    ),
    key(
        "polygon",
        List,
        "`[x, y, x, y, x, y]`: a closed line through these places",
    ),
    key(
        "path",
        List,
        "`[x, y, x, y]`: an open line through these places",
    ),
    key(
        "curve",
        List,
        "`[x, y]`: one line through the places of all rounds of its `for`",
    ),
    key(
        "cube",
        List,
        "`[right, left, up]`: a cube seen from a corner",
    ),
    key("text", List, "`[x, y]`: what `say` says, round this place"),
    key(
        "field",
        List,
        "`[x, y]`: a box to write in, for an ask that is `on` this figure",
    ),
    key("for", List, "once for each value: `k in 1..n`"),
    key("if", Value, "only where this is so"),
    key(
        "class",
        Text,
        "a word for shapes that belong together: they have one colour, and `highlight` makes them stand out",
    ),
    key("say", Text, "what a `text` says, with holes: `'{{ n }}'`"),
    key(
        "align",
        Word(&["left", "right"]),
        "`left` where a text begins at its place, `right` where it ends there",
    ),
    key(
        "around",
        List,
        "`[x, y]`: the places of the shape are a distance and degrees from here",
    ),
];

/// The words of `SHAPE` that stand beside its sort.
pub const BESIDE_SHAPE: [&str; 6] = ["for", "if", "class", "say", "align", "around"];

/// Dots in rows and columns.
pub const DOTS: &[Key] = &[
    needed(
        "dots",
        Keys(&[ROWS, COLUMNS]),
        "dots in rows and columns: `{rows: 5, columns: 5}`",
    ),
    key(
        "points",
        SETTING,
        "the corners of a polygon on the dots, each a row and a column: `'[[1, 1], [1, 4], [3, 1]]'`",
    ),
    labels(),
];

/// Cells in rows with numbers in them.
pub const TABLE: &[Key] = &[
    needed(
        "table",
        Keys(&[
            ROWS,
            needed("columns", Value, "how many cells the row `row` has"),
            key(
                "given",
                Value,
                "what stands in a cell, by its `row` and `column`",
            ),
            key(
                "open",
                Value,
                "which cells are empty: fields for an ask that is `on` this figure",
            ),
        ]),
        "cells in rows, each row in the middle",
    ),
    labels(),
];

/// Curves and points in axes.
pub const GRAPH: &[Key] = &[
    needed(
        "graph",
        Keys(&[
            needed("across", Value, "the letter that grows to the right"),
            needed("from", Value, "where the axis across begins"),
            needed("to", Value, "where the axis across ends"),
            key(
                "low",
                Value,
                "where the axis upwards begins; without it, as the curves need it",
            ),
            key(
                "high",
                Value,
                "where the axis upwards ends; without it, as the curves need it",
            ),
            key("step", Value, "how far apart the numbers across stand"),
        ]),
        "curves and points in axes: `{across: x, from: 0, to: 10}`",
    ),
    key(
        "curves",
        SETTING,
        "formulas in the letter across, each with a word: `{taxi: 2x + n}`",
    ),
    key(
        "points",
        SETTING,
        "lists of points, each with a word: `{asked: '[[2, 9], [4, 12]]'}`",
    ),
    labels(),
];

/// A number line.
pub const LINE: &[Key] = &[
    needed(
        "line",
        Keys(&[
            needed("from", Value, "where the line begins"),
            needed("to", Value, "where the line ends"),
            key(
                "step",
                Value,
                "how far apart the numbers stand; without it, as they fit",
            ),
        ]),
        "a number line: `{from: 0, to: 20}`",
    ),
    key("dots", SETTING, "numbers with a dot: `'[n, 2n]'`"),
    key("marks", SETTING, "numbers with a word: `{here: n}`"),
    labels(),
];

/// Bars, a strip or a dot plot.
pub const BAR: &[Key] = &[
    needed(
        "bar",
        Keys(&[
            key(
                "parts",
                SETTING,
                "a strip, each part as long as its share: `{boys: a, girls: b}` or `[n, 2n]`",
            ),
            key(
                "values",
                SETTING,
                "bars side by side with an axis: `{Mon: a, Tue: b}`",
            ),
            key(
                "data",
                SETTING,
                "a dot plot of these numbers: `'[2, 3, 3, 5]'`",
            ),
        ]),
        "a strip, bars or a dot plot, by which of its names is there",
    ),
    labels(),
];
