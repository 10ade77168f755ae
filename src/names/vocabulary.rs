//! The different words of a text, numbered as they come.

use super::words::Spelling;
use crate::memory::Key;
use crate::models::Models;
use crate::tagging::Known;
use crate::tokens::TokenKind;
use std::collections::HashMap;

/// The different words of a text, and of texts read before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// One a different spelling.
    spellings: Vec<Spelling>,
    /// Where to find a spelling by its key, or behind: one plus its number, 0 in every second place at least.
    slots: Vec<u32>,
    /// [`Spelling::same`] of hashes that stand for words equal but for a final s.
    same: HashMap<u32, u32>,
}

/// Tokens of a text for each different word, at least; a long one has more.
const TOKENS_A_WORD: usize = 4;
/// Words that room is taken for at once.
const MOST_ROOM: usize = 16_384;

impl Vocabulary {
    /// No words, but room for those of so many tokens: what grows leaves its former places behind, in wasm for good.
    pub fn for_tokens(count: usize) -> Vocabulary {
        Vocabulary { spellings: Vec::with_capacity((count / TOKENS_A_WORD).min(MOST_ROOM)), ..Vocabulary::default() }
    }

    /// Takes room to number as many words as there is room for.
    pub fn open(&mut self) {
        let words = self.spellings.capacity();
        self.slots = vec![0; (2 * words).next_power_of_two()];
        // an eighth of the places of such a map stays free
        self.same = HashMap::with_capacity(words - words / 8);
    }

    /// Number of the spelling of a word.
    pub fn number(&mut self, text: &str, kind: TokenKind, known: &mut Known, models: &Models) -> u32 {
        let mut key = Key::of(text);
        key.add(kind as u64);
        if 2 * self.spellings.len() >= self.slots.len() {
            self.grow();
        }
        let slot = match self.find(key.half()) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let (spelling, stem) = Spelling::new(text, kind, key, known, models);
        let next = self.same.len() as u32;
        let same = *self.same.entry(stem).or_insert(next);
        if self.spellings.len() == self.spellings.capacity() {
            // a list of thousands doubled would be twice the memory for the last few
            self.spellings.reserve_exact(self.spellings.len() / 4 + 64);
        }
        self.spellings.push(Spelling { same, ..spelling });
        self.slots[slot] = self.spellings.len() as u32;
        self.spellings.len() as u32 - 1
    }

    /// The number of the spelling with a key, else the slot to note it in.
    fn find(&self, key: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                number if self.spelling(number - 1).key == key => return Ok(number - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; 4 * self.spellings.len().next_power_of_two()];
        for number in 0..self.spellings.len() {
            if let Err(slot) = self.find(self.spellings[number].key) {
                self.slots[slot] = number as u32 + 1;
            }
        }
    }

    /// Forgets how to number more words, and numbers those anew of which models see how they are used: words in capitals.
    /// All others have one number. Gives back how many numbers there are.
    pub fn close(&mut self) -> usize {
        let mut numbers = vec![None; self.same.len()];
        (self.slots, self.same) = (Vec::new(), HashMap::new());
        self.spellings.shrink_to_fit();
        let mut count = 0;
        for spelling in self.spellings.iter().filter(|spelling| spelling.is_capital()) {
            numbers[spelling.same as usize].get_or_insert_with(|| {
                count += 1;
                count - 1
            });
        }
        for spelling in &mut self.spellings {
            spelling.same = numbers[spelling.same as usize].unwrap_or(count);
        }
        count as usize + 1
    }

    /// The spelling of that number.
    pub fn spelling(&self, number: u32) -> &Spelling {
        &self.spellings[number as usize]
    }

    /// How many words differ by more than a final s.
    pub fn different(&self) -> usize {
        self.same.len()
    }

    /// Number of its spellings.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }
}
