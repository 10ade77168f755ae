//! Lossless tokens and sentences.
//!
//! Tokens and the white space between them cover the text: joining them gives the text back.

use crate::clean::Clean;
use crate::span::Span;
use std::ops::Range;

/// One token of the cleaned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the cleaned text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and abbreviation points.
    Word,
    /// Digits, with inner points, commas and colons; ordinals with their point.
    Number,
    /// A quotation mark of any style.
    QuoteMark,
    /// Any other mark or symbol.
    Punctuation,
}

/// A sentence: a run of tokens of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// Index of its block.
    pub block: usize,
}

/// Tokens and sentences of all blocks that are not clutter.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// In order of the text.
    pub tokens: Vec<Token>,
    /// In order; every token belongs to exactly one.
    pub sentences: Vec<Sentence>,
}

/// Splits the blocks of the cleaned text into tokens and sentences.
pub fn split(clean: &Clean) -> Tokens {
    let mut out = Tokens::default();
    for (block, place) in clean.blocks.iter().enumerate().filter(|(_, place)| place.why.is_none()) {
        let text = place.span.of(&clean.text);
        let first = out.tokens.len();
        let mut start = first;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let kind = if c.is_numeric() {
                TokenKind::Number
            } else if c.is_alphabetic() {
                TokenKind::Word
            } else if "„“”»«›‹‚‘\"".contains(c) {
                TokenKind::QuoteMark
            } else {
                TokenKind::Punctuation
            };
            let mut end = at + c.len_utf8();
            if matches!(kind, TokenKind::Word | TokenKind::Number) {
                while let Some(&(next, c)) = chars.peek() {
                    if !(c.is_alphanumeric() || c == '-') {
                        break;
                    }
                    end = next + c.len_utf8();
                    chars.next();
                }
            }
            let base = place.span.start as usize;
            out.tokens.push(Token { span: Span::new(base + at, base + end), kind });
            if ".?!".contains(c) {
                out.sentences.push(Sentence { tokens: start..out.tokens.len(), block });
                start = out.tokens.len();
            }
        }
        if start < out.tokens.len() {
            out.sentences.push(Sentence { tokens: start..out.tokens.len(), block });
        }
    }
    out
}
