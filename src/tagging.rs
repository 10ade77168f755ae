//! Part of speech, mood and lemma in context.
//!
//! Sentence by sentence: the lexicon says what every form can be, a sequence model chooses the parts of speech.

pub mod features;
mod look;

pub use look::Look;

use crate::clean::Clean;
use crate::model::Features;
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

impl Pos {
    /// All parts of speech in order of their numbers.
    pub const ALL: [Pos; 17] = [
        Pos::Adj,
        Pos::Adp,
        Pos::Adv,
        Pos::Aux,
        Pos::Cconj,
        Pos::Det,
        Pos::Intj,
        Pos::Noun,
        Pos::Num,
        Pos::Part,
        Pos::Pron,
        Pos::Propn,
        Pos::Punct,
        Pos::Sconj,
        Pos::Sym,
        Pos::Verb,
        Pos::X,
    ];

    /// The name in Universal Dependencies ("NOUN").
    pub fn name(self) -> &'static str {
        [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
            "VERB", "X",
        ][self as usize]
    }

    /// The part of speech of that name.
    pub fn from_name(name: &str) -> Option<Pos> {
        Pos::ALL.into_iter().find(|pos| pos.name() == name)
    }
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

/// Longer sentences are tagged in pieces of so many tokens, so that memory stays bounded.
const PIECE: usize = 512;

/// Tags every token.
pub fn tag(clean: &Clean, tokens: &Tokens, models: &Models) -> Vec<Tag> {
    let mut tagger = Tagger::new(models);
    let mut tags = Vec::with_capacity(tokens.tokens.len());
    for sentence in &tokens.sentences {
        let words = tokens.tokens[sentence.tokens.clone()].iter().map(|token| token.span.of(&clean.text));
        tagger.tag(words, &mut tags);
    }
    tags
}

/// Tags sentence after sentence in the same memory.
pub struct Tagger<'m> {
    models: &'m Models,
    looks: Vec<Look>,
    features: Features,
}

impl<'m> Tagger<'m> {
    /// A tagger with `models`.
    pub fn new(models: &'m Models) -> Tagger<'m> {
        Tagger { models, looks: Vec::new(), features: Features::default() }
    }

    /// Appends the tag of every word of one sentence to `tags`.
    pub fn tag<'t>(&mut self, words: impl Iterator<Item = &'t str>, tags: &mut Vec<Tag>) {
        self.looks.clear();
        let lexicon = &self.models.lexicon;
        self.looks.extend(words.enumerate().map(|(at, word)| Look::new(word, at == 0, lexicon)));
        for piece in self.looks.chunks(PIECE) {
            features::write(piece, &mut self.features);
            let labels = self.models.tags.decode(&self.features);
            tags.extend(labels.into_iter().map(|label| Tag { pos: Pos::ALL[label as usize], ..Tag::default() }));
        }
    }
}
