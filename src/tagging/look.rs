//! One word as the models see it: the lexicon's reading, and its letters as hashes.

use super::features;
use crate::lexicon::{Lexicon, Word};
use crate::memory::Key;
use crate::model::hash;

/// Longest part of a word that is looked at, in bytes: of longer ones the end.
const LONGEST: usize = 48;

/// Hash of a hyphen that stands alone.
const HYPHEN: u32 = hash("-");

/// Bit of [`Look::shape`]: the word ends in a point ("Dr.", "3.").
const POINT_BEHIND: u32 = 1 << 20;

/// One word of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// What the lexicon says.
    pub word: Word,
    /// Hash of the lower-case word.
    pub lower: u32,
    /// Hashes of the last two to five letters, lower case.
    pub suffixes: [u32; 4],
    /// Hash of the first three letters, lower case.
    pub prefix: u32,
    /// What the word is made of: capitals, small letters, digits, hyphens, other marks, and its first character.
    pub shape: u32,
    /// Its classes as one number.
    pub class: u32,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Its first byte where the word is a mark, else 0.
    pub(super) mark: u8,
}

/// Words that were looked at before, each in the one place that its letters tell: a text has few words, often.
#[derive(Clone, Debug, Default)]
pub struct Known {
    places: Vec<Option<(Key, Look)>>,
}

impl Known {
    /// Places for words, a power of two.
    const PLACES: usize = 4096;

    /// Takes the memory, which it does otherwise with the first word.
    pub fn prepare(&mut self) {
        self.places.resize(Known::PLACES, None);
    }

    /// [`Look::new`].
    pub fn look(&mut self, word: &str, first: bool, lexicon: &Lexicon) -> Look {
        self.prepare();
        let mut key = Key::default();
        key.add_text(word);
        key.add(u64::from(first));
        let place = &mut self.places[key.place() % Known::PLACES];
        match place {
            Some((known, look)) if *known == key => *look,
            _ => place.insert((key, Look::new(word, first, lexicon))).1,
        }
    }
}

impl Look {
    /// Looks at `word`, the first of its sentence or not.
    pub fn new(word: &str, first: bool, lexicon: &Lexicon) -> Look {
        let mut look = Look { word: if first { lexicon.find_initial(word) } else { lexicon.find(word) }, ..Look::default() };
        let mut cut = word.len().saturating_sub(LONGEST);
        while !word.is_char_boundary(cut) {
            cut += 1;
        }
        let mut buffer = [0; 2 * LONGEST];
        let mut length = 0;
        // where the last letters begin, the last first
        let mut starts = [0; 5];
        let mut letters = 0;
        let mut third = 0;
        let mut made_of = 0;
        for c in word[cut..].chars() {
            let kind = match c {
                _ if c.is_lowercase() => 0,
                _ if c.is_uppercase() => 1,
                _ if c.is_numeric() => 2,
                '-' => 3,
                _ if c.is_alphabetic() => 0,
                _ => 4,
            };
            made_of |= 1 << kind;
            if letters == 0 {
                look.capital = kind == 1;
                look.shape = kind;
            } else {
                look.shape |= 8 << kind;
            }
            starts.copy_within(0..4, 1);
            starts[0] = length;
            let small = if kind == 1 { c.to_lowercase().next().unwrap_or(c) } else { c };
            length += small.encode_utf8(&mut buffer[length..]).len();
            letters += 1;
            if letters <= 3 {
                third = length;
            }
        }
        if word.len() > 1 && word.ends_with('.') {
            look.shape |= POINT_BEHIND;
        }
        let mut text = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
        if matches!(made_of, 0b1000 | 0b1_0000) {
            text = plain_mark(text);
            look.mark = text.as_bytes().first().copied().unwrap_or_default();
            look.shape |= u32::from(look.mark) << 8;
            (third, letters) = (text.len(), 0);
        }
        look.lower = hash(text);
        look.prefix = hash(&text[..third]);
        for (suffix, size) in look.suffixes.iter_mut().zip(2..) {
            // words of fewer letters have their beginning among the suffixes
            *suffix = hash(&text[if letters >= size { starts[size - 1] } else { 0 }..]);
        }
        look.class = features::class(&look);
        look
    }

    /// Whether the word is a quotation mark.
    pub fn is_quotation_mark(&self) -> bool {
        self.mark == b'"'
    }

    /// Whether the word is a mark of any kind.
    pub fn is_mark(&self) -> bool {
        self.mark != 0
    }

    /// Whether the word is a mark that can end a clause: no quotation mark, hyphen or slash.
    pub fn ends_clause(&self) -> bool {
        self.mark != 0 && !matches!(self.mark, b'"' | b'/') && self.lower != HYPHEN
    }

    /// Whether the word is a question mark.
    pub fn is_question_mark(&self) -> bool {
        self.mark == b'?'
    }

    /// Whether the word is a comma.
    pub fn is_comma(&self) -> bool {
        self.mark == b','
    }
}

/// Marks that mean the same are one: quotation marks of any style, dashes, ellipses.
fn plain_mark(mark: &str) -> &str {
    match mark {
        "„" | "“" | "”" | "»" | "«" | "‹" | "›" | "‚" | "‘" | "’" | "``" | "''" | "'" => "\"",
        "–" | "—" => "--",
        "…" => "...",
        _ => mark,
    }
}
