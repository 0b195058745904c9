//! Owns how names are read: declared ones, letters side by side, functions, and names that a later `for` binds.

use super::{RESERVED, Reader};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Function, Op};
use crate::engine::letter::{fold, stem};
use crate::engine::token::{Kind, Token};
use std::ops::Range;

/// Most bytes of letters side by side that are taken apart.
const LONGEST_RUN: usize = 64;

/// Words that are meant as one where every letter is a name.
const WORDS: &[&str] = &["lg", "nan", "inf"];

/// Functions that are often written without brackets.
const BARE: &[Function] = &[
    Function::Sin,
    Function::Cos,
    Function::Tan,
    Function::Exp,
    Function::Ln,
    Function::Log,
];

impl Reader<'_> {
    /// The names of `… for a, b in …` further on at this level: the body in front of them may use them.
    pub(super) fn names_bound_ahead(&self) -> Vec<String> {
        let (mut depth, mut names, mut at) = (0, Vec::new(), self.at);
        while let Some(token) = self.tokens.get(at) {
            at += 1;
            depth += token.nesting();
            if depth < 0 {
                break;
            }
            if depth == 0 && token.is_word("for") {
                names.append(&mut self.names_of_list(at));
            }
        }
        names
    }

    pub(super) fn names_of_list(&self, mut at: usize) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(Token {
            kind: Kind::Name(name),
            ..
        }) = self.tokens.get(at)
        {
            names.push(name.clone());
            match self.tokens.get(at + 1) {
                Some(token) if token.is(",") => at += 2,
                Some(token) if token.is_word("in") => return names,
                _ => break,
            }
        }
        Vec::new()
    }

    pub(super) fn bound_name(&mut self) -> Result<String, Error> {
        match &self.peek().kind {
            Kind::Name(name) if !RESERVED.contains(&name.as_str()) => {
                self.at += 1;
                Ok(name.clone())
            }
            _ => Err(self.unexpected()),
        }
    }

    pub(super) fn name(&mut self, written: &str) -> Result<Expr, Error> {
        let token = self.next();
        if let Some(name) = self.scope.whole_name(written) {
            return Ok(Expr::name(&name));
        }
        if self.peek().is("(")
            && let Some(function) = Function::named(&fold(written))
        {
            return self.call(function, token);
        }
        let product = self.letters(written);
        let bare = Function::named(&fold(written)).filter(|function| BARE.contains(function));
        if let Some(function) = bare.filter(|_| product.is_none() || self.scope.any_letter) {
            let range = token.range.clone();
            return Err(Error::at(range, "function-brackets", &[function.word()]));
        }
        if let Some(product) = product {
            return Ok(product);
        }
        Err(self.unknown_name(token, written))
    }

    /// A function with its inputs. In `max(3,4)` a decimal comma may have eaten what parts them.
    fn call(&mut self, function: Function, token: &Token) -> Result<Expr, Error> {
        let inputs = &self.bracketed(")", |r| r.items(")"))?.parts;
        let several = matches!(
            function,
            Function::Min | Function::Max | Function::Gcd | Function::Lcm | Function::Choose
        );
        let alone = inputs.len() < 2 && inputs.iter().all(|input| input.as_name().is_none());
        if several && alone && !self.author() {
            return Err(self.trouble(token, "wrong-inputs"));
        }
        Ok(Expr::new(Op::Call(function), inputs.clone()))
    }

    /// `nm` as n times m: the letters are names that stand side by side, the longest first.
    fn letters(&self, written: &str) -> Option<Expr> {
        let (mut names, mut rest) = (Vec::new(), written);
        let word = self.scope.any_letter && WORDS.contains(&fold(written).as_str());
        if word || written.len() > LONGEST_RUN {
            return None;
        }
        while !rest.is_empty() {
            let (name, length) = self.scope.first_name(rest)?;
            names.push(Expr::name(&name));
            rest = rest.get(length..)?;
        }
        (names.len() > 1).then(|| Expr::new(Op::Product, names))
    }

    #[cold]
    #[inline(never)]
    fn unknown_name(&self, token: &Token, written: &str) -> Error {
        if self.author() {
            return self.trouble(token, "unknown-name");
        }
        if written.contains('_') {
            return self.trouble(token, "unknown-letter");
        }
        let letters = stem(written);
        // The one letter that is not known says more than the whole run.
        let mut each = letters.char_indices();
        let stranger = each.find(|(_, c)| self.scope.name(&c.to_string()).is_none());
        let known = self.scope.name(letters).is_some();
        if letters.len() < written.len() && (known || stranger.is_none()) {
            return self.letter_with_digit(token, written, letters, known);
        }
        match stranger {
            Some((at, letter)) if letters.chars().count() <= 2 => {
                let range = self.within(token, written, at, letter.len_utf8());
                Error::at(range, "unknown-letter", &[&letter.to_string()])
            }
            _ => self.trouble(token, "unknown-word"),
        }
    }

    /// A part of a token; all of it where its plain form takes other space than what was typed.
    fn within(&self, token: &Token, plain: &str, from: usize, length: usize) -> Range<usize> {
        if self.written(token) != plain {
            return token.range.clone();
        }
        let start = token.range.start + from;
        start..start + length
    }

    /// `n2`, and `xy2` at the y.
    fn letter_with_digit(&self, token: &Token, written: &str, letters: &str, known: bool) -> Error {
        let last = letters.char_indices().next_back().map_or(0, |(at, _)| at);
        let from = if known { 0 } else { last };
        let part = |range: Range<usize>| written.get(range).unwrap_or("");
        let parts = [
            part(from..written.len()),
            part(from..letters.len()),
            part(letters.len()..written.len()),
        ];
        let range = self.within(token, written, from, written.len() - from);
        Error::at(range, "letter-with-digit", &parts)
    }
}
