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

/// Words that were looked at before: a text has few words, often.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Twice [`Known::MOST`]: one plus a place in `words`, or 0; a word is in the first that is
    /// free where it is looked for, and then behind.
    slots: Vec<u16>,
    words: Vec<(u64, Look, Letters)>,
}

impl Known {
    /// Most words; when there are more, all are forgotten.
    const MOST: usize = 16384;

    /// Takes all the memory at once, which it does otherwise with the first word: 2 MB, whatever the text.
    pub fn prepare(&mut self) {
        if self.slots.is_empty() {
            *self = Known { slots: vec![0; 2 * Known::MOST], words: Vec::with_capacity(Known::MOST) };
        }
    }

    /// [`Look::new`].
    pub fn look(&mut self, word: &str, first: bool, lexicon: &Lexicon) -> Look {
        let place = self.place(word, first, lexicon);
        self.words[place].1
    }

    /// What the lexicon says of a word, and [`Letters::new`].
    pub fn letters(&mut self, word: &str, first: bool, lexicon: &Lexicon) -> (&Word, &Letters) {
        let place = self.place(word, first, lexicon);
        let (_, look, letters) = &self.words[place];
        (&look.word, letters)
    }

    /// Where a word is.
    fn place(&mut self, word: &str, first: bool, lexicon: &Lexicon) -> usize {
        self.prepare();
        let mut key = Key::default();
        key.add_text(word);
        key.add(u64::from(first));
        let (key, mask) = (key.half(), self.slots.len() - 1);
        let mut place = key as usize & mask;
        while let Some(at) = self.slots[place].checked_sub(1) {
            if self.words[usize::from(at)].0 == key {
                return usize::from(at);
            }
            place = (place + 1) & mask;
        }
        if self.words.len() * 2 == self.slots.len() {
            self.slots.fill(0);
            self.words.clear();
            place = key as usize & mask;
        }
        self.words.push((key, Look::new(word, first, lexicon), Letters::new(word)));
        self.slots[place] = self.words.len() as u16;
        self.words.len() - 1
    }
}

/// The letters of a word as the models of quotations see them, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    /// Hash of the lower-case word.
    pub lower: u32,
    /// Hash of the last three letters, lower case.
    pub suffix: u32,
    /// Hash of the first four letters, lower case.
    pub prefix: u32,
    /// Upper, lower, digit, other: the first letter and what the rest is made of.
    pub shape: u8,
    /// Whether it is a comma, colon, semicolon, dash or bracket.
    pub mark: bool,
}

impl Letters {
    /// Looks at `word`.
    pub fn new(word: &str) -> Letters {
        Letters {
            lower: hash_lower(word),
            suffix: hash_lower(word.char_indices().rev().nth(2).map_or(word, |(at, _)| &word[at..])),
            prefix: hash_lower(word.char_indices().nth(4).map_or(word, |(at, _)| &word[..at])),
            shape: shape(word),
            mark: matches!(word, "," | ":" | ";" | "–" | "—" | "-" | "(" | ")"),
        }
    }
}

/// Hash of the lower-case word; equals `hash` of the lower-case string.
fn hash_lower(word: &str) -> u32 {
    let mut buffer = [0_u8; 64];
    if word.is_ascii() && word.len() <= buffer.len() {
        let bytes = &mut buffer[..word.len()];
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        return hash(std::str::from_utf8(bytes).unwrap_or(word));
    }
    hash(&word.to_lowercase())
}

fn shape(word: &str) -> u8 {
    let class = |c: char| {
        if c.is_uppercase() {
            1
        } else if c.is_lowercase() {
            2
        } else if c.is_numeric() {
            3
        } else {
            0
        }
    };
    let mut chars = word.chars().map(class);
    let first = chars.next().unwrap_or(0);
    let rest = chars.fold(0_u8, |seen, c| seen | (1 << c));
    first * 16 + rest
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
