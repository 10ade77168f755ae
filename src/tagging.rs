//! Part of speech, mood and lemma in context.
//!
//! Sentence by sentence: the lexicon says what every form can be, a sequence model chooses the parts of speech.

pub mod clauses;
pub mod features;
mod look;
mod maybe;
pub mod phrases;
mod verbs;
mod words;

pub use clauses::{Clause, ClauseKind};
pub use look::{Known, Letters, Look};
pub use maybe::Maybe;
pub use phrases::Phrase;

use crate::clean::Clean;
use crate::lexicon::Persons;
use crate::memory::{Change, replace};
use crate::model::Features;
use crate::models::Models;
use crate::tokens::Tokens;
use clauses::VerbUse;

/// What one token is in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Universal part of speech.
    pub pos: Pos,
    /// Mood of a finite verb.
    pub mood: Mood,
    /// Lemma of a verb, its separable prefix joined ("mitteilen"), as an index into the lexicon's verb lemmas.
    pub lemma: Maybe,
    /// Persons of a finite verb in its mood.
    pub persons: Persons,
}

/// Tags, phrases and clauses of a whole text, by indices of its tokens.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// One a token.
    pub tags: Vec<Tag>,
    /// In order.
    pub phrases: Vec<Phrase>,
    /// In order; every token belongs to exactly one.
    pub clauses: Vec<Clause>,
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

/// Tags every token and finds phrases and clauses.
pub fn read(clean: &Clean, tokens: &Tokens, models: &Models) -> Tagging {
    read_again(clean, tokens, models, Change { whole: true, ..Change::default() }, &mut Known::default())
}

/// [`read`], where all is tagged but a `change`.
#[inline(never)]
pub fn read_again(clean: &Clean, tokens: &Tokens, models: &Models, change: Change, known: &mut Known) -> Tagging {
    let whole = Change { sentences: 0..tokens.sentences.len(), count: tokens.tokens.len(), ..Change::default() };
    let Change { tokens: gone, sentences, count, mut tagging, .. } = if change.whole { whole } else { change };
    let mut tagger = Tagger { known: std::mem::take(known), ..Tagger::new(models) };
    let mut come = Tagging::default();
    // all at once: a list that grows leaves its former places behind, in wasm for good
    come.tags.reserve(count);
    come.phrases.reserve(count * 2 / 5);
    come.clauses.reserve(count / 5);
    let mut words: Vec<&str> = Vec::new();
    for sentence in &tokens.sentences[sentences] {
        words.clear();
        words.extend(tokens.tokens[sentence.tokens.clone()].iter().map(|token| token.span().of(&clean.text)));
        tagger.tag(&words, &mut come);
    }
    *known = tagger.known;
    come.phrases.shrink_to_fit();
    come.clauses.shrink_to_fit();
    let within = |starts: &dyn Fn(usize) -> usize| starts(gone.start)..starts(gone.end);
    let phrases = within(&|at| tagging.phrases.partition_point(|phrase| phrase.tokens.start < at));
    let clauses = within(&|at| tagging.clauses.partition_point(|clause| clause.tokens.start < at));
    // from where to where what stands behind moves
    let (from, to) = (gone.end, gone.start + count);
    let (first, last) = (phrases.end, phrases.start + come.phrases.len());
    for phrase in &mut tagging.phrases[phrases.end..] {
        *phrase = phrase.clone().moved_back(from).moved(to);
    }
    for clause in &mut tagging.clauses[clauses.end..] {
        *clause = clause.clone().moved_back(from, first).moved(to, last);
    }
    come.phrases.iter_mut().for_each(|phrase| *phrase = phrase.clone().moved(gone.start));
    come.clauses.iter_mut().for_each(|clause| *clause = clause.clone().moved(gone.start, phrases.start));
    replace(&mut tagging.tags, gone, come.tags);
    replace(&mut tagging.phrases, phrases, come.phrases);
    replace(&mut tagging.clauses, clauses, come.clauses);
    tagging
}

/// Tags sentence after sentence in the same memory.
pub struct Tagger<'m> {
    models: &'m Models,
    known: Known,
    looks: Vec<Look>,
    features: Features,
    pos: Vec<Pos>,
    uses: Vec<VerbUse>,
    phrases: Vec<Phrase>,
    clauses: Vec<Clause>,
}

impl<'m> Tagger<'m> {
    /// A tagger with `models`.
    pub fn new(models: &'m Models) -> Tagger<'m> {
        Tagger {
            models,
            known: Known::default(),
            looks: Vec::new(),
            features: Features::default(),
            pos: Vec::new(),
            uses: Vec::new(),
            phrases: Vec::new(),
            clauses: Vec::new(),
        }
    }

    /// Appends tags, phrases and clauses of one sentence.
    pub fn tag(&mut self, words: &[&str], out: &mut Tagging) {
        for (number, piece) in words.chunks(PIECE).enumerate() {
            self.tag_piece(piece, number == 0, out);
        }
    }

    fn tag_piece(&mut self, words: &[&str], first: bool, out: &mut Tagging) {
        let lexicon = &self.models.lexicon;
        self.looks.clear();
        self.looks.extend(words.iter().enumerate().map(|(at, word)| self.known.look(word, first && at == 0, lexicon)));
        features::write(&self.looks, &mut self.features);
        let labels = self.models.tags.decode(&self.features);
        self.pos.clear();
        self.pos.extend(labels.into_iter().map(|label| Pos::ALL[label as usize]));
        clauses::mend(&self.looks, &mut self.pos);
        clauses::find(&self.looks, &self.pos, &mut self.uses, &mut self.clauses);
        phrases::find(&self.looks, &self.pos, &mut self.phrases);
        verbs::subjects(&self.looks, &self.pos, &mut self.clauses, &self.phrases);
        let start = out.tags.len();
        out.tags.extend(self.pos.iter().map(|&pos| Tag { pos, ..Tag::default() }));
        let sentence = verbs::Sentence {
            words,
            looks: &self.looks,
            pos: &self.pos,
            uses: &self.uses,
            clauses: &self.clauses,
            phrases: &self.phrases,
        };
        verbs::complete(&sentence, lexicon, &mut out.tags[start..]);
        let before = out.phrases.len();
        out.phrases.extend(self.phrases.drain(..).map(|phrase| phrase.moved(start)));
        out.clauses.extend(self.clauses.drain(..).map(|clause| clause.moved(start, before)));
    }
}
