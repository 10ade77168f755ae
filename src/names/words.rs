//! What is known of each word before any model: hashes, form, lists, and how the article uses the same word elsewhere.

use crate::gazetteer::{self, Gazetteer};
use crate::lexicon::{Classes, Source};
use crate::memory::{Key, Memory};
use crate::model::{hash, hash_lower, join};
use crate::models::Models;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::collections::HashMap;
use std::ops::Deref;

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
    /// Index into [`Words::uses`]; equal for words equal but for a final s.
    pub same: u32,
}

impl Spelling {
    /// Looks a word up; beside it the hash that it shares with words equal but for a final s.
    fn new(text: &str, kind: TokenKind, models: &Models) -> (Spelling, u32) {
        let form = form(text, kind);
        let own = hash(text);
        let lower = if form == Form::Lower { own } else { hash_lower(text) };
        let capital = matches!(form, Form::Capitalised | Form::Upper | Form::Letter | Form::Mixed);
        let stem = text.trim_end_matches(['\'', '’']);
        let stem = stem.strip_suffix('s').filter(|stem| stem.chars().nth(2).is_some());
        let gazetteer = &models.gazetteer;
        let lists = if capital { gazetteer.lists(own) | stem.map_or(0, |stem| gazetteer.lists(hash(stem))) } else { 0 };
        let same = if capital || form == Form::Lower { stem.map_or(lower, hash_lower) } else { own };
        let (classes, source) = match kind {
            TokenKind::Word => {
                let word = models.lexicon.find(text);
                (word.classes, word.source)
            }
            _ => Default::default(),
        };
        (Spelling { hash: own, lower, shape: shape(text), form, lists, classes, source, same: 0 }, same)
    }

    /// Whether it is written as a name can be.
    pub fn is_capital(&self) -> bool {
        matches!(self.form, Form::Capitalised | Form::Upper | Form::Letter | Form::Mixed)
    }
}

/// Number of [`Uses::counts`].
pub const USES: usize = 7;

/// How often the article uses one word, and in which surroundings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uses {
    /// Occurrences.
    pub all: u32,
    /// Inside a sentence; behind a first name; behind an article; behind "in", "aus", "nach"; in brackets;
    /// before a bracket; in lower case.
    pub counts: [u32; USES],
}

/// All tokens of an article.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// One a different spelling.
    spellings: Vec<Spelling>,
    /// Which of them each token has.
    tokens: Vec<u32>,
    /// [`Word::begins`] and [`Word::inside`] of each token.
    phrases: Vec<[u8; 2]>,
    /// How many words differ by more than a final s.
    different: usize,
    /// One a different word.
    pub uses: Vec<Uses>,
    /// Surroundings of each token, a bit a member of [`Uses::counts`].
    pub surroundings: Vec<u8>,
}

impl Words {
    /// Looks every token up.
    pub fn new(reading: &Reading, models: &Models) -> Words {
        Words::again(reading, models, &mut Memory::default())
    }

    /// [`Words::new`], as far as `memory` does not know the words.
    pub fn again(reading: &Reading, models: &Models, memory: &mut Memory) -> Words {
        let mut same: HashMap<u32, u32> = HashMap::new();
        let mut numbers: HashMap<(&str, TokenKind), u32> = HashMap::new();
        let mut spellings: Vec<Spelling> = Vec::new();
        let mut tokens = Vec::with_capacity(reading.tokens.len());
        for (index, token) in reading.tokens.iter().enumerate() {
            let text = reading.word(index);
            let number = *numbers.entry((text, token.kind)).or_insert(spellings.len() as u32);
            tokens.push(number);
            if (number as usize) < spellings.len() {
                continue;
            }
            let key = {
                let mut key = Key::default();
                key.add_text(text);
                key.add(token.kind as u64);
                key
            };
            let &(spelling, stem) = memory.spellings.get(key, || Spelling::new(text, token.kind, models));
            let next = same.len() as u32;
            spellings.push(Spelling { same: *same.entry(stem).or_insert(next), ..spelling });
        }
        let phrases = vec![[0; 2]; tokens.len()];
        let mut out = Words {
            spellings,
            tokens,
            phrases,
            different: same.len(),
            uses: vec![Uses::default(); same.len()],
            surroundings: Vec::new(),
        };
        drop((numbers, same));
        for sentence in reading.sentences {
            out.find_phrases(sentence.tokens.start, sentence.tokens.end, &models.gazetteer);
        }
        out.count(reading);
        out
    }

    /// Forgets [`Words::uses`] and what belongs to it: the first pass is done.
    pub fn forget_uses(&mut self) {
        (self.uses, self.surroundings) = (Vec::new(), Vec::new());
    }

    /// How many words differ by more than a final s.
    pub fn different(&self) -> usize {
        self.different
    }

    /// The token `index`.
    pub fn at(&self, index: usize) -> Word {
        let [begins, inside] = self.phrases[index];
        Word { spelling: *self.spelling(index), begins, inside }
    }

    /// How the token `index` is spelled.
    pub fn spelling(&self, index: usize) -> &Spelling {
        &self.spellings[self.tokens[index] as usize]
    }

    /// Marks the longest list entries of several words.
    fn find_phrases(&mut self, start: usize, end: usize, gazetteer: &Gazetteer) {
        for first in start..end {
            let word = self.spelling(first);
            if word.lists & gazetteer::BEGINNING == 0 && word.form != Form::Number {
                continue;
            }
            let mut key = word.hash;
            let mut found = None;
            for next in first + 1..end.min(first + gazetteer::MAX_WORDS) {
                key = join(key, self.spelling(next).hash);
                let lists = gazetteer.lists(key);
                if lists & !gazetteer::BEGINNING != 0 {
                    found = Some((next, lists & !gazetteer::BEGINNING));
                }
                if lists & gazetteer::BEGINNING == 0 {
                    break;
                }
            }
            if let Some((last, lists)) = found {
                self.phrases[first][0] |= lists;
                self.phrases[first + 1..=last].iter_mut().for_each(|[_, inside]| *inside |= lists);
            }
        }
    }

    /// Counts surroundings over the article.
    fn count(&mut self, reading: &Reading) {
        self.surroundings.reserve(self.tokens.len());
        for sentence in reading.sentences {
            let place = sentence.tokens.clone();
            for index in place.clone() {
                let word = *self.spelling(index);
                let before = (index > place.start).then(|| self.spelling(index - 1));
                let after = (index + 1 < place.end).then(|| self.spelling(index + 1));
                let preceding = if index > place.start { reading.word(index - 1) } else { "" };
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
                let uses = &mut self.uses[word.same as usize];
                uses.all += 1;
                let mut mask = 0;
                for (at, &bit) in bits.iter().enumerate() {
                    uses.counts[at] += u32::from(bit);
                    mask |= u8::from(bit) << at;
                }
                self.surroundings.push(mask);
            }
        }
    }
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
