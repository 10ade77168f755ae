//! What is known of each word before any model: hashes, form, lists, and how the article uses the same word elsewhere.

use super::vocabulary::Vocabulary;
use crate::gazetteer::{self, Gazetteer};
use crate::lexicon::{Classes, Source};
use crate::memory::Key;
use crate::model::{hash, hash_lower, join};
use crate::models::Models;
use crate::reading::Reading;
use crate::tagging::Known;
use crate::tokens::TokenKind;
use std::ops::{Deref, Range};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Form {
    Lower,
    Capitalised,
    Upper,
    Letter,
    Mixed,
    Number,
    Quote,
    Open,
    Close,
    Comma,
    Dash,
    End,
    Mark,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// How it is spelled.
    pub spelling: Spelling,
    /// Lists in which a phrase that begins here stands.
    pub begins: u8,
    /// Lists in which a phrase stands whose later words include this one.
    pub inside: u8,
}

impl Deref for Word {
    type Target = Spelling;
    fn deref(&self) -> &Spelling {
        &self.spelling
    }
}

/// What is known of a word wherever it stands.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    /// Hash of the word.
    pub hash: u32,
    /// Hash of the word in lower case.
    pub lower: u32,
    /// Hash of its letters' kinds, repetitions shortened to two.
    pub shape: u32,
    /// How it is written.
    pub form: Form,
    /// Lists in which the word stands (also without a final s).
    pub lists: u8,
    /// Classes that the lexicon knows.
    pub classes: Classes,
    /// How the lexicon knows it.
    pub source: Source,
    /// What it means as a noun ([`Word::meaning`](crate::lexicon::Word::meaning)).
    pub meaning: u8,
    /// Index into [`Words::uses`]; of words in capitals equal for those equal but for a final s.
    pub same: u32,
    /// A key of the word.
    pub key: u64,
}

impl Spelling {
    /// Looks a word up; beside it the hash that it shares with words equal but for a final s.
    pub(super) fn new(text: &str, kind: TokenKind, key: Key, known: &mut Known, models: &Models) -> (Spelling, u32) {
        let form = form(text, kind);
        let own = hash(text);
        let lower = if form == Form::Lower { own } else { hash_lower(text) };
        let capital = matches!(form, Form::Capitalised | Form::Upper | Form::Letter | Form::Mixed);
        let stem = text.trim_end_matches(['\'', '’']);
        let stem = stem.strip_suffix('s').filter(|stem| stem.chars().nth(2).is_some());
        let gazetteer = &models.gazetteer;
        let lists = if capital { gazetteer.lists(own) | stem.map_or(0, |stem| gazetteer.lists(hash(stem))) } else { 0 };
        let same = if capital || form == Form::Lower { stem.map_or(lower, hash_lower) } else { own };
        let (classes, source, meaning) = match kind {
            TokenKind::Word => {
                let word = known.look(text, false, &models.lexicon).word;
                (word.classes, word.source, word.meaning)
            }
            _ => Default::default(),
        };
        (Spelling { hash: own, lower, shape: shape(text), form, lists, classes, source, meaning, same: 0, key: key.half() }, same)
    }

    /// Whether it is written as a name can be.
    pub fn is_capital(&self) -> bool {
        matches!(self.form, Form::Capitalised | Form::Upper | Form::Letter | Form::Mixed)
    }
}

/// Number of [`Uses::counts`].
pub const USES: usize = 7;

/// How often the article uses one word, and in which surroundings.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct Uses {
    /// Occurrences.
    pub all: u32,
    /// Inside a sentence; behind a first name; behind an article; behind "in", "aus", "nach"; in brackets;
    /// before a bracket; in lower case.
    pub counts: [u32; USES],
}

/// What follows of each token from its sentence alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelled {
    /// Numbers of the spellings.
    tokens: Box<[u32]>,
    /// [`Word::begins`] and [`Word::inside`].
    phrases: Box<[[u8; 2]]>,
    /// Surroundings, a bit a member of [`Uses::counts`].
    surroundings: Box<[u8]>,
}

impl Spelled {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// All tokens of an article.
#[derive(Clone, Debug, Default)]
pub struct Words {
    vocabulary: Vocabulary,
    /// How many different words models ask for: the length of [`Words::uses`].
    pub different: usize,
    /// Which spelling each token has.
    tokens: Vec<u32>,
    /// [`Word::begins`] and [`Word::inside`] of each token.
    phrases: Vec<[u8; 2]>,
    /// One a different word ([`Spelling::same`]), as far as it stands in capitals somewhere.
    pub uses: Vec<Uses>,
    /// Surroundings of each token, a bit a member of [`Uses::counts`].
    pub surroundings: Vec<u8>,
}

impl Words {
    /// Looks every token up.
    pub fn new(reading: &Reading, models: &Models) -> Words {
        Words::once(reading, &mut Known::default(), models)
    }

    /// [`Words::new`], words of the lexicon `known` from before.
    pub(super) fn once(reading: &Reading, known: &mut Known, models: &Models) -> Words {
        let mut out = Words::with(Vocabulary::for_tokens(reading.tokens.len()), reading.tokens.len());
        // behind the rest: what is let go together makes room for the next in one piece
        out.vocabulary.open();
        for sentence in reading.sentences {
            let spelled = out.spell(reading, &sentence.tokens, known, models);
            out.add(&spelled);
        }
        let different = out.vocabulary.close();
        out.count(different);
        out
    }

    /// No words yet, but a vocabulary and room for so many.
    pub(super) fn with(vocabulary: Vocabulary, count: usize) -> Words {
        Words {
            vocabulary,
            different: 0,
            tokens: Vec::with_capacity(count),
            phrases: Vec::with_capacity(count),
            uses: Vec::new(),
            surroundings: Vec::with_capacity(count),
        }
    }

    /// Looks the words of a sentence up.
    pub(super) fn spell(&mut self, reading: &Reading, sentence: &Range<usize>, known: &mut Known, models: &Models) -> Spelled {
        let mut number = |index: usize| self.vocabulary.number(reading.word(index), reading.tokens[index].kind(), known, models);
        let tokens: Box<[u32]> = sentence.clone().map(&mut number).collect();
        let words: Vec<Spelling> = tokens.iter().map(|&number| *self.vocabulary.spelling(number)).collect();
        let surroundings = surroundings(&words, |at| reading.word(sentence.start + at));
        Spelled { phrases: phrases(&words, &models.gazetteer), surroundings, tokens }
    }

    /// Goes on with the next sentence.
    pub(super) fn add(&mut self, spelled: &Spelled) {
        self.tokens.extend(&spelled.tokens);
        self.phrases.extend(&spelled.phrases);
        self.surroundings.extend(&spelled.surroundings);
    }

    /// Counts how the article uses its words, of which so many are different.
    pub(super) fn count(&mut self, different: usize) {
        self.different = different;
        self.uses = vec![Uses::default(); different];
        for (&number, &surroundings) in self.tokens.iter().zip(&self.surroundings) {
            let uses = &mut self.uses[self.vocabulary.spelling(number).same as usize];
            uses.all += 1;
            uses.counts.iter_mut().enumerate().for_each(|(at, count)| *count += u32::from(surroundings >> at & 1));
        }
    }

    /// Counts how the article uses its words, and those of the vocabulary besides.
    pub(super) fn count_all(&mut self) {
        self.count(self.vocabulary.different());
    }

    /// The vocabulary: all else is done.
    pub(super) fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// Forgets [`Words::uses`] and what else the first pass alone sees: it is done.
    pub fn forget_uses(&mut self) {
        (self.uses, self.surroundings, self.phrases) = (Vec::new(), Vec::new(), Vec::new());
    }

    /// The token `index`.
    pub fn at(&self, index: usize) -> Word {
        let [begins, inside] = self.phrases[index];
        Word { spelling: *self.spelling(index), begins, inside }
    }

    /// How the token `index` is spelled.
    pub fn spelling(&self, index: usize) -> &Spelling {
        self.vocabulary.spelling(self.tokens[index])
    }
}

/// Marks the longest list entries of several words in a sentence.
fn phrases(words: &[Spelling], gazetteer: &Gazetteer) -> Box<[[u8; 2]]> {
    let mut out = vec![[0; 2]; words.len()];
    for (first, word) in words.iter().enumerate() {
        if word.lists & gazetteer::BEGINNING == 0 && word.form != Form::Number {
            continue;
        }
        let mut key = word.hash;
        let mut found = None;
        for (next, word) in words.iter().enumerate().take(first + gazetteer::MAX_WORDS).skip(first + 1) {
            key = join(key, word.hash);
            let lists = gazetteer.lists(key);
            if lists & !gazetteer::BEGINNING != 0 {
                found = Some((next, lists & !gazetteer::BEGINNING));
            }
            if lists & gazetteer::BEGINNING == 0 {
                break;
            }
        }
        if let Some((last, lists)) = found {
            out[first][0] |= lists;
            out[first + 1..=last].iter_mut().for_each(|[_, inside]| *inside |= lists);
        }
    }
    out.into()
}

/// Surroundings of each word of a sentence.
fn surroundings<'t>(words: &[Spelling], text: impl Fn(usize) -> &'t str) -> Box<[u8]> {
    let bits = |(at, word): (usize, &Spelling)| {
        let before = at.checked_sub(1).map(|at| &words[at]);
        let after = words.get(at + 1);
        let preceding = at.checked_sub(1).map_or("", &text);
        let first_name = |word: &Spelling| word.lists & gazetteer::FIRST_NAME != 0 && word.is_capital();
        let opens = before.is_some_and(|word| word.form == Form::Open);
        let bits = [
            word.is_capital() && before.is_some_and(|word| !matches!(word.form, Form::Quote | Form::End | Form::Dash)),
            before.is_some_and(first_name),
            matches!(preceding, "der" | "die" | "das" | "dem" | "den" | "des" | "Der" | "Die" | "Das"),
            matches!(preceding, "in" | "aus" | "nach" | "In" | "Aus" | "Nach"),
            opens && after.is_some_and(|word| word.form == Form::Close),
            after.is_some_and(|word| word.form == Form::Open),
            word.form == Form::Lower,
        ];
        bits.iter().enumerate().fold(0, |mask, (at, &bit)| mask | u8::from(bit) << at)
    };
    words.iter().enumerate().map(bits).collect()
}

fn form(text: &str, kind: TokenKind) -> Form {
    match kind {
        TokenKind::Number => Form::Number,
        TokenKind::QuoteMark => Form::Quote,
        TokenKind::Punctuation => match text {
            "(" | "[" => Form::Open,
            ")" | "]" => Form::Close,
            "," => Form::Comma,
            "-" | "–" | "—" => Form::Dash,
            "." | "!" | "?" | ":" => Form::End,
            _ => Form::Mark,
        },
        TokenKind::Word => {
            let mut letters = text.chars();
            let first = letters.next().is_some_and(char::is_uppercase);
            let (mut upper, mut lower) = (0_u32, 0_u32);
            for c in letters {
                upper += u32::from(c.is_uppercase());
                lower += u32::from(c.is_lowercase());
            }
            match (first, upper, lower) {
                (false, 0, _) => Form::Lower,
                (true, 0, 0) => Form::Letter,
                (true, 0, _) => Form::Capitalised,
                (_, _, 0) => Form::Upper,
                _ => Form::Mixed,
            }
        }
    }
}

/// Kinds of letters, a run shortened to two: "Merkel" `Xxx`, "SPD" `XX`, "G8" `X9`.
fn shape(text: &str) -> u32 {
    let mut last = '\0';
    let mut run = 0;
    let mut h = 0;
    for c in text.chars() {
        let kind = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_lowercase() => 'x',
            _ if c.is_numeric() => '9',
            _ => c,
        };
        run = if kind == last { run + 1 } else { 0 };
        last = kind;
        if run < 2 {
            h = join(h, kind as u32);
        }
    }
    h
}
