//! Owns the grammar of expressions, one for authors and students: tokens in, tree out. Knows nothing of values.
//!
//! ```text
//! full    = test , { "for" , ( name "=" sum | names "in" range [ "where" test ] ) }     authors only
//! test    = both { "or" both } ;  both = no { "and" no }                      students only where statements are wanted
//! no      = "not" no | compare                                                 authors only
//! compare = range { sign range | "is" ["not"] property | "in" range | "divides" range }  students: only signs
//! range   = sum [ ".." sum ] { "without" sum }                                           authors only
//! sum     = product { ("+"|"-") product }
//! product = sign { ("*"|"/") sign | power }          side by side is times; never number beside number
//! sign    = ("-"|"+") sign | power
//! power   = atom { raised | "!" } [ "^" sign ]       2^3^2 is 2^(3^2), -2^2 is -(2^2)
//! atom    = number | name | "(" full ")" | "[" list "]" | "{" list "}" | "|" sum "|" | function "(" list ")" | root
//! root    = ("√"|"∛"|"∜") atom                        students also: "³√" atom, "√" "[" sum "]" "{" sum "}"
//! ```
//! Students also write a mixed number, `2 1/2`; `[…]` for round brackets; `{…}` behind `^`, a root and `\frac`, `\binom`,
//! which take two of them. What schools read in two ways is asked back: `1/2n`, `√4n`, `n^1/2`, `2^3n`, `n!!`.

mod joined;
mod names;

use super::error::Error;
use super::expr::{Expr, Function, Op, Property, Relation};
use super::token::{Kind, PI, Scope, Token, Writer, tokens};

/// Longest text that is read, in characters.
const LONGEST: usize = 600;
/// Most names one `for` may bind.
const MOST_BOUND: usize = 4;
/// Deepest nesting of brackets, signs and powers.
const DEEPEST: usize = 48;

/// Words that cannot be names.
pub const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "in",
    "for",
    "where",
    "divides",
    "without",
    "step",
    "given",
    "otherwise",
    "answer",
    "right",
    "none",
    "words",
    "guess",
    "find",
    "list",
    PI,
];

/// Words that end a product in an author's text.
const JOINTS: &[&str] = &[
    "and", "or", "not", "is", "in", "for", "where", "divides", "without", "step", "given",
];

/// Reads a whole text: an author's `full`; a student's `sum`, or `test` where the scope has statements.
pub fn read(text: &str, scope: &Scope) -> Result<Expr, Error> {
    if text.chars().count() > LONGEST {
        return Err(Error::at(0..text.len(), "too-long", &[]));
    }
    let tokens = tokens(text, scope)?;
    if scope.writer == Writer::Student {
        sorted_out(text, &tokens, scope)?;
    }
    let mut reader = Reader {
        text,
        tokens: &tokens,
        at: 0,
        scope: scope.clone(),
        depth: 0,
        bars: 0,
    };
    let expr = reader.inside()?;
    reader.end()?;
    if scope.statements && !is_whole(&expr) {
        return Err(Error::at(0..text.len(), "half-statement", &[]));
    }
    Ok(expr)
}

/// What can be said of a student's text before it is read: it holds nothing but units, or compares where nothing is compared.
fn sorted_out(text: &str, tokens: &[Token], scope: &Scope) -> Result<(), Error> {
    if tokens.len() == 1 && !text.trim().is_empty() {
        return Err(Error::at(0..text.len(), "unknown-word", &[text.trim()]));
    }
    let compares = |token: &&Token| {
        let unequal = relation(token).is_some_and(|relation| relation != Relation::Equal);
        token.is("≈") || unequal && !scope.statements
    };
    match tokens.iter().find(compares) {
        Some(token) => {
            let written = text.get(token.range.clone()).unwrap_or("");
            Err(Error::at(token.range.clone(), "comparison", &[written]))
        }
        None => Ok(()),
    }
}

/// Whether statements stand only where statements can: joined, or as the whole.
fn is_whole(expr: &Expr) -> bool {
    let joins = matches!(expr.op, Op::And | Op::Or | Op::Not);
    let fits = |part: &Expr| part.is_statement() == joins && is_whole(part);
    expr.parts.iter().all(fits)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    scope: Scope,
    depth: usize,
    bars: usize,
}

/// A rule of the grammar.
type Reads<'a> = fn(&mut Reader<'a>) -> Result<Expr, Error>;

static END: Token = Token {
    kind: Kind::End,
    range: 0..0,
    spaced: false,
};

impl<'a> Reader<'a> {
    fn peek(&self) -> &'a Token {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &'a Token {
        self.tokens
            .get(self.at + by)
            .or(self.tokens.last())
            .unwrap_or(&END)
    }

    fn next(&mut self) -> &'a Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.peek().is(sign);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = (self.author() || self.scope.statements) && self.peek().is_word(word);
        self.at += usize::from(found);
        found
    }

    /// The token before the next one.
    fn before(&self) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    fn author(&self) -> bool {
        self.scope.writer == Writer::Author
    }

    fn written(&self, token: &Token) -> &'a str {
        self.text.get(token.range.clone()).unwrap_or("")
    }

    #[cold]
    fn trouble(&self, token: &Token, key: &'static str) -> Error {
        Error::at(token.range.clone(), key, &[self.written(token)])
    }

    /// What is next cannot follow what was read.
    #[cold]
    #[inline(never)]
    fn unexpected(&self) -> Error {
        let token = self.peek();
        let before = self.before().map(|token| &token.kind);
        let number = matches!(token.kind, Kind::Number(_) | Kind::Vulgar(..));
        let key = match (&token.kind, before) {
            (Kind::End, _) => "unfinished",
            (_, Some(Kind::Number(_) | Kind::Vulgar(..))) if number => "number-beside-number",
            (_, Some(Kind::Name(_) | Kind::Raised(_))) if number => "number-behind-letter",
            (Kind::Sign(","), _) => return self.stray_comma(token),
            (Kind::Sign("="), _) if !self.author() => "equation",
            _ if token.nesting() < 0 && !self.is_open() => "unopened",
            _ => "unexpected",
        };
        self.trouble(token, key)
    }

    /// A number, a name or a bracket must come next, and none does.
    #[cold]
    #[inline(never)]
    fn missing(&self) -> Error {
        let token = self.peek();
        let closes = token.nesting() < 0 || token.is("|");
        let opened = self.before().is_some_and(|b| b.nesting() > 0 || b.is("|"));
        if closes && opened && (self.is_open() || self.bars > 0) {
            return self.trouble(token, "empty-brackets");
        }
        if closes && self.is_open() {
            return self.trouble(token, "unfinished");
        }
        self.unexpected()
    }

    fn stray_comma(&self, token: &Token) -> Error {
        let shown = self.scope.decimal_example();
        let parts = [self.written(token), &shown];
        Error::at(token.range.clone(), "stray-comma", &parts)
    }

    /// Whether a bracket in front of what is next is not closed there.
    fn is_open(&self) -> bool {
        let mut open = 0;
        for token in self.tokens.iter().take(self.at) {
            open += token.nesting();
        }
        open > 0
    }

    fn end(&self) -> Result<(), Error> {
        if self.peek().is_end() {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn deeper(&mut self, read: Reads<'a>) -> Result<Expr, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.trouble(self.peek(), "too-deep"));
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn full(&mut self) -> Result<Expr, Error> {
        let known = self.scope.names.len();
        for name in self.names_bound_ahead() {
            self.scope.names.push((name.clone(), name));
        }
        let mut body = self.test()?;
        while self.take_word("for") {
            body = self.another_case(body)?;
        }
        self.scope.names.truncate(known);
        Ok(body)
    }

    fn another_case(&mut self, body: Expr) -> Result<Expr, Error> {
        let first = self.bound_name()?;
        if self.take("=") {
            return Ok(Expr::pair(Op::At(first), body, self.sum()?));
        }
        let mut names = vec![first];
        while self.take(",") {
            names.push(self.bound_name()?);
            if names.len() > MOST_BOUND {
                return Err(self.trouble(self.peek(), "too-deep"));
            }
        }
        if !self.take_word("in") {
            return Err(self.unexpected());
        }
        let mut parts = vec![body, self.range()?];
        if self.take_word("where") {
            parts.push(self.test()?);
        }
        Ok(Expr::new(Op::Each(names), parts))
    }

    fn test(&mut self) -> Result<Expr, Error> {
        self.joined(Op::Or, "or", Self::both)
    }

    fn both(&mut self) -> Result<Expr, Error> {
        self.joined(Op::And, "and", Self::no)
    }

    fn joined(&mut self, op: Op, word: &str, read: Reads<'a>) -> Result<Expr, Error> {
        let mut parts = vec![read(self)?];
        while self.take_word(word) || self.take(word) {
            parts.push(read(self)?);
        }
        Ok(Expr::joined(op, parts))
    }

    fn no(&mut self) -> Result<Expr, Error> {
        if self.take_word("not") {
            return self.deeper(|r| Ok(Expr::of(Op::Not, r.no()?)));
        }
        self.compare()
    }

    fn compare(&mut self) -> Result<Expr, Error> {
        let first = self.range()?;
        if relation(self.peek()).is_none() {
            return self.property_or_set(first);
        }
        let (mut parts, mut relations) = (vec![first], Vec::new());
        while let Some(relation) = relation(self.peek()) {
            self.at += 1;
            relations.push(relation);
            parts.push(self.range()?);
        }
        Ok(Expr::new(Op::Compare(relations), parts))
    }

    fn property_or_set(&mut self, of: Expr) -> Result<Expr, Error> {
        if self.take_word("is") {
            let negated = self.take_word("not");
            let token = self.next();
            return match Property::named(self.written(token)) {
                Some(property) => Ok(Expr::of(Op::Is(negated, property), of)),
                None => Err(self.trouble(token, "unknown-property")),
            };
        }
        if self.take_word("in") {
            return Ok(Expr::pair(Op::In, of, self.range()?));
        }
        if self.take_word("divides") {
            return Ok(Expr::pair(Op::Divides, of, self.range()?));
        }
        Ok(of)
    }

    fn range(&mut self) -> Result<Expr, Error> {
        let mut all = self.sum()?;
        if self.author() && self.take("..") {
            all = Expr::pair(Op::Range, all, self.sum()?);
        }
        while self.take_word("without") {
            all = Expr::pair(Op::Without, all, self.sum()?);
        }
        Ok(all)
    }

    fn sum(&mut self) -> Result<Expr, Error> {
        let mut terms = vec![self.product()?];
        loop {
            let minus = self.peek().is("-");
            if !minus && !self.peek().is("+") {
                return Ok(Expr::joined(Op::Sum, terms));
            }
            self.at += 1;
            let term = self.product()?;
            terms.push(if minus { term.minus() } else { term });
        }
    }

    fn inside(&mut self) -> Result<Expr, Error> {
        if self.author() {
            self.full()
        } else if self.scope.statements {
            self.test()
        } else {
            self.sum()
        }
    }

    /// Reads what stands in brackets; the opening one is next.
    fn bracketed(&mut self, close: &str, read: Reads<'a>) -> Result<Expr, Error> {
        let open = self.next();
        let bars = std::mem::take(&mut self.bars);
        let inside = self.deeper(read)?;
        self.bars = bars;
        if self.take(close) {
            return Ok(inside);
        }
        if self.peek().is_end() {
            return Err(self.trouble(open, "unclosed"));
        }
        Err(self.unexpected())
    }

    fn items(&mut self, close: &str) -> Result<Expr, Error> {
        let mut items = Vec::new();
        if !self.peek().is(close) {
            items.push(self.inside()?);
            while self.take(",") || !self.author() && self.take(";") {
                items.push(self.inside()?);
            }
        }
        Ok(Expr::new(Op::List, items))
    }

    fn size(&mut self) -> Result<Expr, Error> {
        let open = self.next();
        if self.peek().is("|") && self.ahead(1).is_end() {
            return Err(self.trouble(self.peek(), "empty-brackets"));
        }
        self.bars += 1;
        let inside = self.deeper(Self::sum)?;
        self.bars -= 1;
        if !self.take("|") {
            return Err(self.trouble(open, "unclosed"));
        }
        Ok(Expr::of(Op::Call(Function::Abs), inside))
    }
}

fn relation(token: &Token) -> Option<Relation> {
    match token.kind {
        Kind::Sign(sign) => Relation::named(sign),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
