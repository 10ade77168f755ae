//! Part of speech, mood and lemma in context.

use crate::clean::Clean;
use crate::models::Models;
use crate::tokens::Tokens;

/// What one token is in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Universal part of speech.
    pub pos: Pos,
    /// Mood of a finite verb.
    pub mood: Mood,
    /// Lemma of a verb, its separable prefix joined ("mitteilen"), as an index into the lexicon's verb lemmas.
    pub lemma: Option<u32>,
}

/// Universal part of speech (universaldependencies.org/u/pos).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Mood of a finite verb; `None` for every other token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Mood {
    #[default]
    None,
    Indicative,
    SubjunctiveI,
    SubjunctiveII,
    Imperative,
}

/// Tags every token.
pub fn tag(_clean: &Clean, tokens: &Tokens, _models: &Models) -> Vec<Tag> {
    vec![Tag::default(); tokens.tokens.len()]
}
