//! Owns the types of what a page must know to show its cases and judge responses; knows nothing of how it was written.

use super::expr::Expr;
use super::kind::Kind;
use super::number::Number;
use super::template::{Picture, Piece, Template};
use super::words::Words;

/// A task as the engine sees it: quantities and their relation, cases, figures, and what is asked.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub language: Language,
    pub words: Words,
    pub quantities: Vec<Quantity>,
    pub variants: Vec<Variant>,
    /// Statements that every case must meet.
    pub wheres: Vec<Expr>,
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
    pub asks: Vec<Ask>,
}

/// The habits of the page's language.
#[derive(Clone, Debug)]
pub struct Language {
    /// As in HTML: `en`, `es`.
    pub code: String,
    /// `.` or `,`.
    pub decimal: char,
}

impl Default for Language {
    fn default() -> Language {
        Language {
            code: "en".to_string(),
            decimal: '.',
        }
    }
}

/// Something that can be counted or measured: free with a kind, or derived by `is`.
#[derive(Clone, Debug)]
pub struct Quantity {
    pub name: String,
    pub kind: Option<Kind>,
    pub is: Option<Expr>,
    /// How far a response may be from the value, where the author allows that.
    pub within: Option<Within>,
    /// What students may write for it beside the name: `T` for `tiles`.
    pub letters: Vec<String>,
    /// What it is called in words: `side of the pool`.
    pub said: String,
    /// The forms of its unit word: `tile`, `tiles`.
    pub units: Vec<String>,
    /// Other units it may be given in, each with what one of them is in the first: `cm`, 1/100.
    pub other_units: Vec<(String, Number)>,
}

/// How near to the value a response is right.
#[derive(Clone, Debug)]
pub enum Within {
    /// At most this far from it.
    By(Number),
    /// At most this part of the value from it: 1/20 for 5%.
    Share(Number),
    /// The same when both are rounded to so many significant figures.
    Figures(u32),
}

/// Values of the free quantities that go together.
pub type Row = Vec<(String, Number)>;

/// Binds quantities of the relation and lists the cases; there is always at least one row.
#[derive(Clone, Debug)]
pub struct Variant {
    pub name: String,
    pub bindings: Vec<(String, Expr)>,
    pub rows: Vec<Row>,
}

/// A picture drawn from the quantities.
#[derive(Clone, Debug)]
pub struct Figure {
    pub name: String,
    pub labels: Vec<Label>,
    pub body: Body,
}

/// What a figure is made of. A grid has cells that can be laid; every other sort of figure is a drawing.
#[derive(Clone, Debug)]
pub enum Body {
    Grid(Grid),
    Drawing(Drawing),
}

/// Cells in rows and columns.
#[derive(Clone, Debug)]
pub struct Grid {
    pub rows: Expr,
    pub columns: Expr,
    /// In order; the first test that holds names the cell, no test means `otherwise`.
    pub cells: Vec<(String, Option<Expr>)>,
    /// What stands in each cell; nothing for empty ones.
    pub say: Template,
    pub highlights: Vec<(String, Expr)>,
    /// For a word of `cells`: the tests that say which of its cells are laid first.
    pub lay: Vec<(String, Vec<Expr>)>,
}

/// Shapes in figure units, counted from the top left.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Pixels of one unit.
    pub unit: i64,
    /// Width and height in units; without them it is as large as its shapes.
    pub size: Option<(Expr, Expr)>,
    /// Rows and columns of points that a response can name.
    pub dots: Option<(Expr, Expr)>,
    /// The words of its classes, from which each has its colour.
    pub words: Vec<String>,
    /// Names that its shapes share, worked out once and in order.
    pub lets: Vec<(String, Expr)>,
    pub shapes: Vec<Shape>,
    /// Drawn as well where a response is to be shown, which it knows as `answer`.
    pub answer: Option<Shape>,
    /// The numbers it shows, for readers who want them as a table.
    pub data: Vec<Data>,
}

/// One shape, or as many as its loops have rounds.
#[derive(Clone, Debug)]
pub struct Shape {
    pub sort: ShapeSort,
    /// What the style knows it by: `c1` for the first word, `axis`.
    pub class: String,
    pub each: Vec<(String, Expr)>,
    /// Drawn only where this holds.
    pub only: Option<Expr>,
    /// Places are a distance and degrees, clockwise from the top, round this one.
    pub around: Option<(Expr, Expr)>,
    /// Places and lengths as the sort wants them; lists count as their items.
    pub at: Vec<Expr>,
    /// What a text says.
    pub say: Template,
}

words! {
    /// The sorts of shapes. A `curve` is one line through the places of all rounds, broken where there is no value. A
    /// `field` can be filled in where an ask stands in the figure, and is an empty box elsewhere. A `pointer` is a word with
    /// an arrow to a place; no author writes one.
    ShapeSort {
        Line "line", Rectangle "rectangle", Square "square", Dot "dot", Circle "circle", Ellipse "ellipse",
        Polygon "polygon", Path "path", Curve "curve", Cube "cube", Text "text", Field "field",
        Pointer "pointer",
    }
}

/// A table of what a drawing shows.
#[derive(Clone, Debug)]
pub struct Data {
    pub heads: Vec<String>,
    pub lines: Vec<DataLine>,
}

/// One line of such a table, or as many as its loops have rounds.
#[derive(Clone, Debug)]
pub struct DataLine {
    pub each: Vec<(String, Expr)>,
    pub cells: Vec<Template>,
}

/// The value of a quantity, written beside a part of the figure.
#[derive(Clone, Debug)]
pub struct Label {
    pub of: String,
    pub side: Side,
    /// A word of a grid's `cells`; the whole figure where there is none.
    pub part: Option<String>,
}

words! {
    /// Where a label stands.
    Side { Left "left", Right "right", Above "above", Below "below", Inside "inside" }
}

/// A part of the page with the variant it shows and what in it changes with the case.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: String,
    pub variant: usize,
    pub slots: Vec<Piece>,
}

/// One `[[…]]` or task list.
#[derive(Clone, Debug)]
pub struct Ask {
    /// `SECTION:NUMBER`.
    pub id: String,
    pub section: usize,
    pub sort: Sort,
    /// Ideas and conditions in the order they are tried, inherited ones behind the ask's own.
    pub replies: Vec<Reply>,
    pub ways: Vec<Way>,
    /// How a right response is to be written, where the author wants that.
    pub form: Option<Form>,
    /// The figure whose cells of the laid word are what is asked for, so that a response can be laid in it.
    pub picture: Option<Picture>,
}

words! {
    /// How a right response can be asked to be written.
    Form {
        Product "as a product", Sum "as a sum", Simplified "simplified", Power "as a power",
        LowestTerms "as a fraction in lowest terms", Decimal "as a decimal", Mixed "as a mixed number",
        RootlessBottom "without roots in the bottom",
    }
}

/// What an ask wants.
#[derive(Clone, Debug)]
pub enum Sort {
    Value(ValueAsk),
    Table(TableAsk),
    Rule(RuleAsk),
    Choice(ChoiceAsk),
    /// What a student says in words: kept, no verdict.
    Words(Open),
    /// An estimate: kept, no verdict.
    Guess(GuessAsk),
}

words! {
    /// What is asked for in words.
    Open { Words "words", Notice "notice", Wonder "wonder" }
}

/// An estimate of a quantity.
#[derive(Clone, Debug)]
pub struct GuessAsk {
    pub name: String,
    /// Quantities that the ask itself gives a value.
    pub laid: Vec<(String, Expr)>,
}

/// Values of the named quantities that make everything given hold.
#[derive(Clone, Debug)]
pub struct ValueAsk {
    pub names: Vec<String>,
    /// Quantities that the ask itself gives a value.
    pub laid: Vec<(String, Expr)>,
    /// Statements that must hold; empty where the relation alone decides.
    pub given: Vec<Expr>,
    pub find: Find,
    /// How many are wanted, or how many the author says there are; the page then tells it.
    pub wanted: Option<Expr>,
    pub same: Same,
    /// Quantities whose value as the student has found it serves here, where it is not the true one.
    pub yours: Vec<String>,
    /// A number without a unit is asked for one.
    pub with_unit: bool,
    /// The figure whose fields are filled in.
    pub on: Option<usize>,
    /// For each row: how many different answers there are, where that is known.
    pub counts: Vec<Option<u32>>,
}

words! {
    /// How many responses are wanted: `another` is new among all that were given before for these quantities, wherever
    /// they were asked; `all` are given one after the other, till none is missing; `list` is all of them in one response.
    Find { One "one", Another "another", Some "some", All "all", List "list" }
}

impl Find {
    /// Whether all answers are wanted, so that their number must be known.
    pub fn is_whole(self) -> bool {
        matches!(self, Find::All | Find::List)
    }
}

/// Which responses count as the same.
#[derive(Clone, Debug)]
pub enum Same {
    Exactly,
    AnyOrder,
    /// As beads on a ring, or as a shape of cells, may be turned.
    AnyTurn,
    AnyTurnOrFlip,
    By(Expr),
}

/// One value for each case.
#[derive(Clone, Debug)]
pub struct TableAsk {
    pub name: String,
    pub laid: Vec<(String, Expr)>,
    pub cells: Vec<Cell>,
}

/// A line of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    Case(Row),
    /// The student chooses the value of this quantity.
    Own(String),
}

/// A formula for the named quantity in these letters.
#[derive(Clone, Debug)]
pub struct RuleAsk {
    pub name: String,
    pub letters: Vec<String>,
    pub laid: Vec<(String, Expr)>,
    /// The cases a rule that is not right is shown on.
    pub cases: Vec<Row>,
}

/// Items to tick; where none is right, every choice is fine.
#[derive(Clone, Debug)]
pub struct ChoiceAsk {
    pub items: Vec<Item>,
}

/// One item of a choice.
#[derive(Clone, Debug)]
pub struct Item {
    /// A statement where it depends on the case; `1 = 1` where it is simply right.
    pub right: Option<Expr>,
    /// The author's reply to ticking it.
    pub says: Option<Template>,
}

/// A named reply and what it listens for.
#[derive(Clone, Debug)]
pub struct Reply {
    pub name: String,
    pub test: Test,
    /// The author's words; without them the consequence speaks.
    pub says: Option<Template>,
}

/// What a reply listens for.
#[derive(Clone, Debug)]
pub enum Test {
    /// A wrong relation: the quantity as this formula.
    Idea { quantity: String, formula: Expr },
    /// A statement about the response.
    If(Expr),
    /// One of the built-in replies.
    Built(String),
}

/// A named way of seeing: a right formula recognised by its form.
#[derive(Clone, Debug)]
pub struct Way {
    pub name: String,
    /// The formula, or a list of formulas that show the same way.
    pub form: Expr,
    pub says: Template,
}

impl Quantity {
    /// What it is called in words, or else its name.
    pub fn called(&self) -> &str {
        match self.said.as_str() {
            "" => &self.name,
            said => said,
        }
    }
}

impl Drawing {
    /// A drawing without shapes.
    pub fn empty() -> Drawing {
        Drawing {
            unit: 1,
            size: None,
            dots: None,
            words: Vec::new(),
            lets: Vec::new(),
            shapes: Vec::new(),
            answer: None,
            data: Vec::new(),
        }
    }
}

impl Figure {
    /// Its cells, if it is a grid.
    pub fn grid(&self) -> Option<&Grid> {
        match &self.body {
            Body::Grid(grid) => Some(grid),
            Body::Drawing(_) => None,
        }
    }

    /// Whether it says which of its cells a number of them fills.
    pub fn can_be_laid(&self) -> bool {
        self.grid().is_some_and(|grid| !grid.lay.is_empty())
    }

    /// Whether a response can be shown in it, as laid cells or as a point.
    pub fn shows_answers(&self) -> bool {
        match &self.body {
            Body::Grid(grid) => !grid.lay.is_empty(),
            Body::Drawing(drawing) => drawing.answer.is_some(),
        }
    }

    /// The words that can be highlighted in it.
    pub fn highlights(&self) -> Vec<&str> {
        match &self.body {
            Body::Grid(grid) => grid
                .highlights
                .iter()
                .map(|(name, _)| name.as_str())
                .collect(),
            Body::Drawing(drawing) => drawing.words.iter().map(String::as_str).collect(),
        }
    }
}

impl Model {
    /// The same task with nothing to draw, for whoever judges to learn an outcome and shows nobody what is said.
    pub fn without_figures(&self) -> Model {
        Model {
            figures: Vec::new(),
            ..self.clone()
        }
    }

    /// The quantity of that name.
    pub fn quantity(&self, name: &str) -> Option<&Quantity> {
        self.quantities
            .iter()
            .find(|quantity| quantity.name == name)
    }

    /// The section an ask stands in.
    pub fn section_of(&self, ask: &Ask) -> Option<&Section> {
        self.sections.get(ask.section)
    }

    /// The variant a section shows.
    pub fn variant_of(&self, section: &Section) -> Option<&Variant> {
        self.variants.get(section.variant)
    }

    /// The variant of the section an ask stands in.
    pub fn variant_of_ask(&self, ask: &Ask) -> Option<&Variant> {
        self.variant_of(self.section_of(ask)?)
    }

    /// Whether the name is a quantity that follows from others.
    pub fn is_derived(&self, name: &str) -> bool {
        self.quantity(name)
            .is_some_and(|quantity| quantity.is.is_some())
    }

    /// Whether the name is a quantity that is so or not so, rather than a number.
    pub fn is_statement(&self, name: &str) -> bool {
        let mut is = self
            .quantity(name)
            .and_then(|quantity| quantity.is.as_ref());
        // A quantity may be another one; as many as there are, and no circle.
        for _ in &self.quantities {
            let Some(other) = is.and_then(Expr::as_name) else {
                break;
            };
            is = self
                .quantity(other)
                .and_then(|quantity| quantity.is.as_ref());
        }
        is.is_some_and(Expr::is_statement)
    }

    /// Whether the name is a quantity that follows from no other.
    pub fn is_free(&self, name: &str) -> bool {
        self.quantity(name)
            .is_some_and(|quantity| quantity.is.is_none())
    }

    /// The kind of a quantity; any number where none is given.
    pub fn kind(&self, name: &str) -> Kind {
        let kind = self
            .quantity(name)
            .and_then(|quantity| quantity.kind.clone());
        kind.unwrap_or(Kind::Any {
            low: None,
            high: None,
        })
    }
}
