//! What the quotation and attribution models see of every token, clause and sentence.

pub mod features;
mod words;

use crate::analysis::{BlockKind, EntityKind};
use crate::clean::Answer;
use crate::entities::{Entity, Index};
use crate::marks::{self, Marked};
use crate::memory::{Key, Memory};
use crate::model::{hash, join};
use crate::models::Models;
use crate::reading::Reading;
use crate::tagging::{ClauseKind, Phrase, Pos};
use crate::tokens::TokenKind;
use std::ops::Range;
use words::look;

/// One token as a model sees it; words as hashes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Lower-case word.
    pub lower: u32,
    /// Lemma of a verb, else the lower-case word.
    pub lemma: u32,
    /// Last three letters, lower case.
    pub suffix: u32,
    /// First four letters, lower case.
    pub prefix: u32,
    /// Upper, lower, digit, other: the first letter and what the rest is made of.
    pub shape: u8,
    /// Universal part of speech.
    pub pos: u8,
    /// 0 no finite verb in the subjunctive, 1 Konjunktiv I, 2 Konjunktiv II, 3 another finite verb.
    pub mood: u8,
    /// How often the word is a reporting word: 0 never, up to [`Reporting::ALWAYS`].
    pub cue: u8,
    /// What it does where it reports ([`Reporting::classes`]).
    pub speech: u16,
    /// What it means ([`MEANINGS`](crate::lexicon::meaning::MEANINGS)), counted from 1; 0 where that is not known.
    pub meaning: u8,
    /// Pairs of quotation marks around it (the marks themselves included), at most 2.
    pub inside: u8,
    /// 0 no name, else one plus the entity's kind.
    pub name: u8,
    /// Word classes that the form can have, and the forms of its verbs ([`VerbForms`] as eight groups), for features.
    pub classes: u64,
    /// Whether it belongs to the subject of its clause.
    pub subject: bool,
    /// Whether it ends a clause: a comma, colon, dash or bracket.
    pub mark: bool,
    /// Index of the sentence.
    pub sentence: u32,
    /// Index of the clause.
    pub clause: u32,
}

/// A clause, or the part of one between two marks, as the models see it.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// Its tokens, the mark behind it included.
    pub tokens: Range<usize>,
    /// Strongest mood of its finite verbs: 0 none, 1 other, 2 Konjunktiv II, 3 Konjunktiv I.
    pub mood: u8,
    /// Strongest reporting word outside marks.
    pub cue: u8,
    /// Lemma of that word.
    pub cue_lemma: u32,
    /// What its words outside marks do where they report ([`Look::speech`]), all together.
    pub speech: u16,
    /// Whether part of it stands in quotation marks.
    pub inside: bool,
    /// First word, lower case.
    pub first: u32,
    /// Lemma of its last finite verb.
    pub verb: u32,
    /// What its verb means: that of the last verb outside marks whose meaning is known.
    pub meaning: u8,
    /// What its subject is: [`NAMED`] and the kind of a name, [`PRONOUN`], else what its noun means; 0 where there is none.
    pub subject: u8,
    /// What it is.
    pub kind: ClauseKind,
}

/// What a sentence holds.
#[derive(Clone, Debug, Default)]
pub struct SentenceFacts {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its clauses.
    pub clauses: Range<usize>,
    /// Bits: Konjunktiv I, Konjunktiv II, marks, a reporting word, "soll", a source word, "dass" or "ob".
    pub flags: u32,
    /// Strongest reporting word.
    pub cue: u8,
    /// Lemma of that word.
    pub cue_lemma: u32,
    /// Index of the block.
    pub block: usize,
    /// What the block is: its kind, and whether it begins with a speaker's label.
    pub block_kind: u32,
    /// Whether its block answers in an interview.
    pub answer: Option<Answer>,
    /// Hash of everything that is known of it and its tokens here.
    pub key: Key,
}

impl SentenceFacts {
    /// Whether its block asks, in an interview.
    pub fn asks(&self) -> bool {
        self.block_kind / 2 == block_number(BlockKind::Question)
    }

    /// Whether its block begins with a speaker's label, which is the block's first sentence.
    pub fn is_labelled(&self) -> bool {
        self.block_kind % 2 == 1
    }
}

/// Everything the models see of one text.
pub struct Looks {
    /// Pairs of quotation marks, outer before inner.
    pub pairs: Vec<Marked>,
    /// Flat noun phrases, in order.
    pub phrases: Vec<Phrase>,
    /// One a token.
    pub tokens: Vec<Look>,
    /// In order.
    pub clauses: Vec<Clause>,
    /// One a sentence.
    pub sentences: Vec<SentenceFacts>,
}

/// Bits of [`SentenceFacts::flags`].
pub mod flag {
    #![allow(missing_docs)]
    pub const SUBJUNCTIVE_I: u32 = 1;
    pub const SUBJUNCTIVE_II: u32 = 2;
    pub const MARKS: u32 = 4;
    pub const CUE: u32 = 8;
    pub const HEARSAY: u32 = 16;
    pub const SOURCE: u32 = 32;
    pub const THAT: u32 = 64;
}

/// Added to the kind of a name in [`Clause::subject`].
pub const NAMED: u8 = 200;
/// A pronoun in [`Clause::subject`].
pub const PRONOUN: u8 = 210;

/// How many sentences before and behind its own a token's features look at, at most.
pub const REACH: usize = 2;

/// Tokens after which a block is parted at the next end of a sentence; longer than any article.
const MOST_TOKENS: usize = 8192;

/// Words that hint at a source without being a verb.
const SOURCES: [&str; 14] = [
    "laut",
    "zufolge",
    "angaben",
    "angabe",
    "demnach",
    "aussagen",
    "aussage",
    "bericht",
    "berichten",
    "ansicht",
    "auffassung",
    "meinung",
    "einschätzung",
    "worten",
];

impl Looks {
    /// Looks at a whole text, its entities known.
    pub fn new(reading: &Reading, entities: &[Entity], models: &Models) -> Looks {
        Looks::again(reading, marks::pairs(reading), &Index::new(entities), models, &mut Memory::default())
    }

    /// [`Looks::new`] for a part of the text with these pairs of marks, as far as `memory` does not know the sentences.
    #[inline(never)]
    pub fn again(reading: &Reading, pairs: Vec<Marked>, entities: &Index, models: &Models, memory: &mut Memory) -> Looks {
        let sources = SOURCES.map(hash);
        let [hearsay, hearsay_plural, that, that_old, whether] = ["soll", "sollen", "dass", "daß", "ob"].map(hash);
        let mut tokens: Vec<Look> = Vec::with_capacity(reading.tokens.len());
        for sentence in reading.sentences {
            // behind an opening mark a sentence begins anew
            let initial = |at: usize| at == sentence.tokens.start || reading.tokens[at - 1].kind() == TokenKind::QuoteMark;
            let Memory { looks, known, .. } = memory;
            let mut find = |at: usize| {
                let (word, letters) = known.letters(reading.word(at), initial(at), &models.lexicon);
                look(reading, at, word, letters, models)
            };
            let find = || sentence.tokens.clone().map(&mut find).collect();
            tokens.extend(looks.get(sentence.key, find));
        }
        for pair in &pairs {
            for look in &mut tokens[pair.tokens.clone()] {
                look.inside = (look.inside + 1).min(2);
            }
        }
        for (name, kind) in entities.names() {
            tokens[name].iter_mut().for_each(|look| look.name = kind_number(kind));
        }
        for subject in reading.clauses.iter().filter_map(|clause| clause.subject.index()) {
            for look in &mut tokens[reading.phrases[subject].tokens.clone()] {
                look.subject = true;
            }
        }
        let mut clauses: Vec<Clause> = Vec::with_capacity(reading.clauses.len());
        let mut sentences = Vec::with_capacity(reading.sentences.len());
        for (number, sentence) in reading.sentences.iter().enumerate() {
            let block = &reading.clean.blocks[sentence.block];
            let mut facts = SentenceFacts {
                tokens: sentence.tokens.clone(),
                block: sentence.block,
                block_kind: block_number(block.kind) * 2 + u32::from(block.label.is_some()),
                answer: block.answer,
                key: sentence.key,
                ..SentenceFacts::default()
            };
            let first_clause = clauses.len();
            facts.key.add(u64::from(facts.block_kind));
            for at in sentence.tokens.clone() {
                // all else follows from the sentence's words
                facts.key.add(u64::from(tokens[at].inside) << 8 | u64::from(tokens[at].name));
            }
            let here =
                reading.clauses[reading.clauses.partition_point(|clause| clause.tokens.start < sentence.tokens.start)..].iter();
            let here = here.take_while(|clause| clause.tokens.start < sentence.tokens.end);
            clauses.extend(here.map(|clause| Clause { tokens: clause.tokens.clone(), kind: clause.kind, ..Clause::default() }));
            for (index, clause) in clauses.iter_mut().enumerate().skip(first_clause) {
                clause.first = tokens[clause.tokens.start].lower;
                for look in &mut tokens[clause.tokens.clone()] {
                    look.sentence = number as u32;
                    look.clause = index as u32;
                    clause.inside |= look.inside > 0;
                    let mood = [0, 3, 2, 1][look.mood as usize];
                    clause.mood = clause.mood.max(mood);
                    if look.mood > 0 {
                        clause.verb = look.lemma;
                    }
                    if look.cue > clause.cue && look.inside == 0 {
                        (clause.cue, clause.cue_lemma) = (look.cue, look.lemma);
                    }
                    if look.subject && clause.subject < NAMED {
                        clause.subject = match () {
                            () if look.name > 0 => NAMED + look.name,
                            () if is(look, Pos::Pron) => PRONOUN,
                            () if look.meaning > 0 => look.meaning,
                            () => clause.subject,
                        };
                    }
                    if look.inside == 0 {
                        if look.meaning > 0 && is(look, Pos::Verb) {
                            clause.meaning = look.meaning;
                        }
                        clause.speech |= look.speech;
                        facts.flags |= match look.mood {
                            1 => flag::SUBJUNCTIVE_I,
                            2 => flag::SUBJUNCTIVE_II,
                            _ => 0,
                        };
                    } else {
                        facts.flags |= flag::MARKS;
                    }
                    if look.lower == hearsay || look.lower == hearsay_plural {
                        facts.flags |= flag::HEARSAY;
                    } else if look.lower == that || look.lower == that_old || look.lower == whether {
                        facts.flags |= flag::THAT;
                    } else if sources.contains(&look.lower) {
                        facts.flags |= flag::SOURCE;
                    }
                }
                if clause.cue > facts.cue {
                    (facts.cue, facts.cue_lemma) = (clause.cue, clause.cue_lemma);
                }
            }
            if facts.cue >= 2 {
                facts.flags |= flag::CUE;
            }
            facts.clauses = first_clause..clauses.len();
            sentences.push(facts);
        }
        Looks { pairs, phrases: reading.phrases.to_vec(), tokens, clauses, sentences }
    }
}

impl Looks {
    /// The sentences of each block, block by block; one without end in parts, so that no more than a part's features are held.
    pub fn blocks(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        blocks(self.sentences.len(), |at| (self.sentences[at].block, self.sentences[at].tokens.start))
    }

    /// Sentences and so many before and behind them, and a hash of all that is known of these.
    pub fn context(&self, sentences: &Range<usize>, before: usize, behind: usize) -> (Range<usize>, Key) {
        let around = sentences.start.saturating_sub(before)..(sentences.end + behind).min(self.sentences.len());
        let mut key = Key::default();
        key.add_all(&[(sentences.start - around.start) as u32, sentences.len() as u32]);
        self.sentences[around.clone()].iter().for_each(|facts| key.join(facts.key));
        key.add(around.len() as u64);
        (around, key)
    }

    /// The tokens of neighbouring sentences (not empty).
    pub fn tokens_of(&self, sentences: &Range<usize>) -> Range<usize> {
        self.sentences[sentences.start].tokens.start..self.sentences[sentences.end - 1].tokens.end
    }
}

/// The sentences of each block (see [`Looks::blocks`]) of so many sentences; `place` tells a sentence's block and first token.
pub(crate) fn blocks(sentences: usize, place: impl Fn(usize) -> (usize, usize)) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (block, start) = (at < sentences).then(|| place(at))?;
        let here = |&next: &usize| place(next).0 == block && place(next).1 < start + MOST_TOKENS;
        let count = (at..sentences).take_while(here).count();
        at += count;
        Some(at - count..at)
    })
}

/// Number of a block's kind for features.
fn block_number(kind: BlockKind) -> u32 {
    match kind {
        BlockKind::Headline => 1,
        BlockKind::Lead => 2,
        BlockKind::Subheading => 3,
        BlockKind::Paragraph => 4,
        BlockKind::ListItem => 5,
        BlockKind::Question => 6,
        BlockKind::Caption => 7,
        BlockKind::Clutter => 8,
    }
}

/// Number of an entity's kind for features; 0 is no name.
pub fn kind_number(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 1,
        EntityKind::Organisation => 2,
        EntityKind::Place => 3,
        EntityKind::Other => 4,
    }
}

/// Hash of several values in order.
pub fn all(values: &[u32]) -> u32 {
    values.iter().fold(0x1234_5677, |h, &value| join(h, value))
}

/// Part of speech number of a look, for comparisons.
pub fn is(look: &Look, pos: Pos) -> bool {
    look.pos == pos as u8
}
