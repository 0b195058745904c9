//! Owns how names are read: declared ones, letters side by side, functions, and names that a later `for` binds.

use super::{RESERVED, Reader};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Function, Op};
use crate::engine::letter::fold;
use crate::engine::token::{Kind, Token};

impl Reader<'_> {
    /// The names of `… for a, b in …` further on at this level: the body in front of them may use them.
    pub(super) fn names_bound_ahead(&self) -> Vec<String> {
        let (mut depth, mut names, mut at) = (0usize, Vec::new(), self.at);
        while let Some(token) = self.tokens.get(at) {
            at += 1;
            match &token.kind {
                Kind::Sign("(" | "[" | "{") => depth += 1,
                Kind::Sign(")" | "]" | "}") if depth == 0 => break,
                Kind::Sign(")" | "]" | "}") => depth -= 1,
                Kind::Sign(",") if depth == 0 && names.is_empty() => {}
                Kind::Name(word) if depth == 0 && word == "for" => {
                    names.extend(self.names_of_list(at))
                }
                _ => {}
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
            _ => self.unexpected(),
        }
    }

    pub(super) fn name(&mut self, written: &str) -> Result<Expr, Error> {
        let token = self.next();
        if let Some(name) = self.scope.name(written) {
            return Ok(Expr::name(&name));
        }
        if self.peek().is("(")
            && let Some(function) = Function::named(&fold(written))
        {
            let inputs = self.bracketed(")", |r| r.items(")"))?;
            return Ok(Expr::new(Op::Call(function), inputs));
        }
        if let Some(product) = self.letters(written) {
            return Ok(product);
        }
        self.unknown_name(token, written)
    }

    /// `nm` as n times m, where every letter is a name.
    pub(super) fn letters(&self, written: &str) -> Option<Expr> {
        let mut letters = Vec::new();
        for letter in written.chars() {
            letters.push(Expr::name(
                &self.scope.name(letter.encode_utf8(&mut [0; 4]))?,
            ));
        }
        (letters.len() > 1).then(|| Expr::new(Op::Product, letters))
    }

    pub(super) fn unknown_name<T>(&self, token: &Token, written: &str) -> Result<T, Error> {
        let letters = written.trim_end_matches(|c: char| c.is_ascii_digit());
        if self.author() {
            return self.trouble(token, "unknown-name");
        }
        if letters.len() < written.len() && self.scope.name(letters).is_some() {
            let digits = written.get(letters.len()..).unwrap_or("");
            return Err(Error::at(
                token.range.clone(),
                "letter-with-digit",
                &[written, letters, digits],
            ));
        }
        // The one letter that is not known says more than the whole run.
        let stranger = letters
            .char_indices()
            .find(|(_, c)| self.scope.name(&c.to_string()).is_none());
        if let Some((at, letter)) = stranger.filter(|_| letters.chars().count() <= 2) {
            let start = token.range.start + at;
            return Err(Error::at(
                start..start + letter.len_utf8(),
                "unknown-letter",
                &[&letter.to_string()],
            ));
        }
        self.trouble(token, "unknown-word")
    }
}
